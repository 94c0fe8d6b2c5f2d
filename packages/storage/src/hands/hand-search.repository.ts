/**
 * Finding hands that ended, newest first: those of a player, or those of a table.
 *
 * Each page reads one range of one index and no more than `MOST_READ` entries of it, whatever is asked for. Where few of them match, a page is
 * shorter than asked for, or empty, and says where to go on.
 */
import { assert } from '@aboveboard/kit';
import type { Reader } from '../database/schema.ts';
import type { HandKey } from './hand-record.ts';

/** A hand's place among others: they go by their ends, and hands that ended in the same millisecond by table and number. */
export interface HandPlace extends HandKey {
  readonly endedMs: number;
}

export interface HandSearch {
  /** Hands that this player was dealt into; without it, hands of the table. */
  readonly playerId?: string | undefined;
  readonly tableId?: string | undefined;
  /** `fromMs` ≤ end < `toMs`. */
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
  /** The catalogue's code. */
  readonly game?: string | undefined;
  /** What the player won, less what they put in. Of a player alone. */
  readonly netAtLeast?: number | undefined;
  readonly netAtMost?: number | undefined;
  readonly limit: number;
  /** `next` of the page before. */
  readonly before?: HandPlace | undefined;
}

export interface HandPage {
  readonly hands: readonly HandPlace[];
  /** Null at the end. */
  readonly next: HandPlace | null;
}

/** Entries of an index that one page reads: some 5 ms. */
export const MOST_READ = 5_000;

/** @param search with a player, a table, or both */
export async function findHands(reader: Reader, search: HandSearch, mostRead = MOST_READ): Promise<HandPage> {
  const { limit } = search;
  const { matching, entryAt, isFiltered } = search.playerId === undefined ? ofTable(reader, search) : ofPlayer(reader, search);
  const read = isFiltered ? mostRead : limit + 1;
  const found = (await matching(read, limit + 1)).map(placeOf);
  if (found.length > limit) {
    const hands = found.slice(0, limit);
    return { hands, next: hands.at(-1) ?? null };
  }
  const last = isFiltered ? await entryAt(read - 1) : undefined;
  return { hands: found, next: last ? placeOf(last) : null };
}

interface Entry {
  readonly table_id: string;
  readonly hand_no: number;
  readonly ended_ms: number | null;
}

/** Entries of an index, newest first. */
interface Entries {
  /** Those that match, of the first `read` entries. */
  matching(read: number, limit: number): Promise<readonly Entry[]>;
  entryAt(offset: number): Promise<Entry | undefined>;
  /** Some may not match. */
  readonly isFiltered: boolean;
}

function placeOf(row: Entry): HandPlace {
  return { tableId: row.table_id, handNo: row.hand_no, endedMs: row.ended_ms as number };
}

/** Of `hand_player_by_player`. */
function ofPlayer(
  reader: Reader,
  { playerId = '', tableId, fromMs, toMs, game, netAtLeast, netAtMost, before }: HandSearch,
): Entries {
  let range = reader
    .selectFrom('hand_player')
    .select(['table_id', 'hand_no', 'ended_ms', 'delta', 'game'])
    .where('player_id', '=', playerId)
    .where('ended_ms', '<=', upTo(toMs, before))
    .orderBy('ended_ms', 'desc')
    .orderBy('table_id', 'desc')
    .orderBy('hand_no', 'desc');
  if (fromMs !== undefined) range = range.where('ended_ms', '>=', fromMs);
  if (before) {
    range = range.where((eb) =>
      eb.or([
        eb('ended_ms', '<', before.endedMs),
        eb('table_id', '<', before.tableId),
        eb.and([eb('table_id', '=', before.tableId), eb('hand_no', '<', before.handNo)]),
      ]),
    );
  }
  const matching = (read: number, limit: number) => {
    let rows = reader
      .selectFrom(range.limit(read).as('entry'))
      .select(['table_id', 'hand_no', 'ended_ms'])
      .orderBy('ended_ms', 'desc')
      .orderBy('table_id', 'desc')
      .orderBy('hand_no', 'desc');
    if (tableId !== undefined) rows = rows.where('table_id', '=', tableId);
    if (game !== undefined) rows = rows.where('game', '=', game);
    if (netAtLeast !== undefined) rows = rows.where('delta', '>=', netAtLeast);
    if (netAtMost !== undefined) rows = rows.where('delta', '<=', netAtMost);
    return rows.limit(limit).execute();
  };
  const isFiltered = [tableId, game, netAtLeast, netAtMost].some((wanted) => wanted !== undefined);
  const entryAt = (offset: number) => range.limit(1).offset(offset).executeTakeFirst();
  return { matching, entryAt, isFiltered };
}

/** Of `hand_by_end`, in its order. */
function ofTable(reader: Reader, { tableId, fromMs, toMs, game, netAtLeast, netAtMost, before }: HandSearch): Entries {
  assert(tableId !== undefined, 'hands are asked for by player or by table');
  assert(netAtLeast === undefined && netAtMost === undefined, 'a table wins and loses nothing');
  let range = reader
    .selectFrom('hand')
    .select(['table_id', 'hand_no', 'ended_ms'])
    .where('table_id', '=', tableId)
    .where('ended_ms', '<=', upTo(toMs, before))
    .where('status', '=', 'ended')
    .orderBy('ended_ms', 'desc')
    .orderBy('hand_no', 'desc');
  if (fromMs !== undefined) range = range.where('ended_ms', '>=', fromMs);
  if (before) {
    range = range.where((eb) => eb.or([eb('ended_ms', '<', before.endedMs), eb('hand_no', '<', before.handNo)]));
  }
  const matching = (read: number, limit: number) => {
    const rows = reader
      .selectFrom(range.limit(read).as('entry'))
      .select(['entry.table_id', 'entry.hand_no', 'entry.ended_ms'])
      .orderBy('ended_ms', 'desc')
      .orderBy('hand_no', 'desc');
    if (game === undefined) return rows.limit(limit).execute();
    const ofGame = rows.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('hand_player')
          .select('seat')
          .whereRef('hand_player.table_id', '=', 'entry.table_id')
          .whereRef('hand_player.hand_no', '=', 'entry.hand_no')
          .where('hand_player.game', '=', game),
      ),
    );
    return ofGame.limit(limit).execute();
  };
  const entryAt = (offset: number) => range.limit(1).offset(offset).executeTakeFirst();
  return { matching, entryAt, isFiltered: game !== undefined };
}

function upTo(toMs: number | undefined, before: HandPlace | undefined): number {
  const last = toMs === undefined ? Number.MAX_SAFE_INTEGER : toMs - 1;
  return Math.min(last, before?.endedMs ?? last);
}
