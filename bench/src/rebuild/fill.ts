/**
 * A room's history: hands of many people at many tables over some weeks, with the events that told of them, published.
 *
 * People come to a table for some dozens of hands and go, some play far more than others, and some of them are bots; a few tables are
 * private. What is written is what following consumers read, and nothing of how the hands were dealt.
 */
import { ok } from '@aboveboard/kit';
import type { Db } from '@aboveboard/storage';
import { seededRandom } from '@aboveboard/testkit';
import type { Template } from './templates.ts';

export interface Room {
  readonly hands: number;
  readonly players: number;
  readonly days: number;
  readonly seed: number;
  /** When the last hand ended, milliseconds of Unix time. */
  readonly endMs: number;
}

const TABLES = 100;
const SEATS = 6;
/** One in so many tables is private, one in so many people is a bot. */
const PRIVATE_EVERY = 20;
const BOT_EVERY = 20;
/** Hands that somebody stays, in the mean. */
const STAY = 40;
const HAND_MS = 70_000;
const HANDS_AT_ONCE = 1_000;
const ROWS = 50;

/** @param tell hears how many hands are written. */
export async function fillRoom(
  db: Db,
  room: Room,
  templates: readonly Template[],
  tell: (hands: number) => void,
): Promise<void> {
  const { below } = seededRandom(room.seed);
  const tables = Array.from({ length: TABLES }, (_, no) => ({
    id: idOf(no, 'a'),
    isPrivate: no % PRIVATE_EVERY === 1,
    seats: Array.from({ length: SEATS }, () => -1),
    hands: 0,
  }));
  await db.transaction(async (trx) => {
    const rows = tables.map(({ id, isPrivate }) => ({
      ...{ id, name: id, config: '{}', is_private: isPrivate ? 1 : 0, incarnation: 1, epoch: 1 },
      ...{ next_hand_no: 1, opened_ms: 1 },
    }));
    await trx.insertInto('card_table').values(rows).execute();
    return ok(undefined);
  });
  const everyMs = (room.days * 86_400_000) / room.hands;
  const startMs = room.endMs - room.days * 86_400_000;
  for (let done = 0; done < room.hands; done += HANDS_AT_ONCE) {
    const count = Math.min(HANDS_AT_ONCE, room.hands - done);
    const hands = Array.from({ length: count }, (_, i) => {
      const no = done + i;
      const table = tables[no % TABLES] as (typeof tables)[number];
      for (const [seat, player] of table.seats.entries()) {
        if (player < 0 || below(STAY) === 0) table.seats[seat] = newcomer(below, room.players, table.seats);
      }
      table.hands += 1;
      const template = templates[below(templates.length)] as Template;
      const endedMs = Math.floor(startMs + (no + 1) * everyMs);
      return handOf(table.id, table.hands, table.seats, template, { endedMs, position: no + 1 });
    });
    await db.transaction(async (trx) => {
      for (let i = 0; i < count; i += ROWS) {
        const some = hands.slice(i, i + ROWS);
        await trx
          .insertInto('hand')
          .values(some.map(({ hand }) => hand))
          .execute();
        await trx
          .insertInto('player_hand')
          .values(some.flatMap(({ ofPlayers }) => ofPlayers))
          .execute();
        await trx
          .insertInto('table_hand')
          .values(some.map(({ ofTable }) => ofTable))
          .execute();
        await trx
          .insertInto('outbox')
          .values(some.map(({ event }) => event))
          .execute();
      }
      return ok(undefined);
    });
    tell(done + count);
  }
}

function handOf(
  tableId: string,
  handNo: number,
  line: readonly number[],
  { game, startState, packedHistory, seats }: Template,
  { endedMs, position }: { readonly endedMs: number; readonly position: number },
) {
  const key = { table_id: tableId, hand_no: handNo };
  const at = seats.map(({ seat, delta }) => ({ seat, delta, no: line[seat] ?? 0 }));
  const deltas = at.map(({ no, delta }) => ({ playerId: idOf(no, 'b'), delta }));
  const rake = 0 - deltas.reduce((sum, { delta }) => sum + delta, 0);
  const payload = JSON.stringify({ reason: 'COMPLETED', closeStatus: 0, rake, deltas });
  return {
    hand: {
      ...{ ...key, status: 'ended' as const, start_state: startState, open_bytes: new Uint8Array(1), close_index: position },
      ...{ close_status: 0, packed_history: packedHistory, started_ms: endedMs - HAND_MS, ended_ms: endedMs, game },
      players: JSON.stringify(at.map(({ seat, delta, no }) => [seat, idOf(no, 'b'), no % BOT_EVERY === 0 ? 1 : 0, delta])),
    },
    ofTable: { ...key, ended_ms: endedMs, game },
    ofPlayers: at.map(({ delta, no }) => ({ ...key, ended_ms: endedMs, game, player_id: idOf(no, 'b'), delta })),
    event: {
      ...{ ...key, kind: 'hand-ended', payload, created_ms: endedMs, published_ms: endedMs, position },
    },
  };
}

/** Somebody who does not sit there; the lower numbers come more often. */
function newcomer(below: (n: number) => number, players: number, seats: readonly number[]): number {
  for (;;) {
    const no = below(below(players) + 1);
    if (!seats.includes(no)) return no;
  }
}

/** An id in the shape that real ones have, and in no order of their numbers. */
function idOf(no: number, kind: string): string {
  const mixed = (Math.imul(no + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0');
  return `${mixed}-0000-4000-8000-${kind}${no.toString(16).padStart(11, '0')}`;
}
