/** Whether the room lives again: nothing that was open when it was healed is open, everybody is back, and new hands are played. */
import { eventsStatus, houseConsumers } from '@aboveboard/room';
import { rawSql } from '@aboveboard/storage/testing/raw-sql';
import type { World } from './world.ts';

export interface Revival {
  /** What still waits; null when all is well. */
  missing(): Promise<string | null>;
}

/** Ages are not looked at. */
const CLOCK = { nowMs: () => 0 };
const OPEN_HANDS = `select table_id, hand_no from hand where status in ('opening', 'cut') or close_index is null`;

/** @param world just healed */
export async function watchRevival({ db, players, tableIds, hosts }: World): Promise<Revival> {
  const consumers = hosts.has('worker1') ? houseConsumers({ clock: CLOCK }) : [];
  const told = await eventsStatus({ db, clock: CLOCK, consumers });
  const last = told.published + told.backlog;
  const keyOf = ({ table_id, hand_no }: Record<string, unknown>) => `${table_id}/${hand_no}`;
  const before = new Set((await rawSql(db.reader, OPEN_HANDS)).map(keyOf));
  const played = new Map<string, number>();
  for (const { tables } of players)
    for (const table of tables)
      table.onEvent(({ event }) => {
        const isPlayed = event.kind === 'hand-ended' && !before.has(`${table.tableId}/${event.handNo}`);
        if (isPlayed) played.set(table.tableId, (played.get(table.tableId) ?? 0) + 1);
      });
  return {
    missing: async () => {
      const open = (await rawSql(db.reader, OPEN_HANDS)).map(keyOf).filter((hand) => before.has(hand));
      if (open.length > 0) return `hands that are neither settled nor void: ${open.join(', ')}`;
      const away = players.filter(({ client }) => client.connection.get().kind !== 'live');
      if (away.length > 0) return `players who are not back: ${away.map(({ name }) => name).join(', ')}`;
      const lost = players.filter(({ tables }) => tables.some(({ state }) => !isOpen(state.get())));
      if (lost.length > 0) return `players who do not see their table: ${lost.map(({ name }) => name).join(', ')}`;
      const events = await eventsStatus({ db, clock: CLOCK, consumers });
      const behind = events.consumers.filter(({ position, dead }) => position < last || dead > 0);
      if (behind.length > 0) return `consumers that are behind: ${JSON.stringify(behind)} of ${last}`;
      const still = tableIds.filter((tableId) => !played.has(tableId));
      return still.length > 0 ? `tables at which no hand was played: ${still.join(', ')}` : null;
    },
  };
}

function isOpen(state: { readonly kind: string; readonly view?: { readonly isPaused: boolean } }): boolean {
  return state.kind === 'open' && state.view?.isPaused === false;
}
