/**
 * Finding hands that ended, newest first: those of a player, or those of a table.
 *
 * Each page reads one range of what is filed by player or table and no more than `MOST_READ` entries of it, whatever is asked for, and besides
 * the hands that are not filed yet. Where few of them match, a page is shorter than asked for, or empty, and says where to go on.
 */
import { assert } from '@aboveboard/kit';
import type { Reader } from '../database/schema.ts';
import type { HandKey } from './hand-record.ts';
import { besideFiled, type UnfiledHand } from './unfiled-hands.repository.ts';

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
  const { unfiled, filed } = await besideFiled(reader, search, async () => {
    const found = (await matching(read, limit + 1)).map(placeOf);
    const last = isFiltered && found.length <= limit ? await entryAt(read - 1) : undefined;
    return { found, next: last ? placeOf(last) : null };
  });
  const isOfPage = (hand: UnfiledHand): boolean => isWanted(search, hand) && (!filed.next || newestFirst(hand, filed.next) < 0);
  const waiting = unfiled.filter(isOfPage).map(({ tableId, handNo, endedMs }) => ({ tableId, handNo, endedMs }));
  const found = [...filed.found, ...waiting].sort(newestFirst);
  const hands = found.slice(0, limit);
  return { hands, next: found.length > limit ? (hands.at(-1) ?? null) : filed.next };
}

function newestFirst(a: HandPlace, b: HandPlace): number {
  if (a.tableId === b.tableId) return b.endedMs - a.endedMs || b.handNo - a.handNo;
  return b.endedMs - a.endedMs || (a.tableId > b.tableId ? -1 : 1);
}

/** What the database is asked of hands that are filed. */
function isWanted({ playerId, fromMs, toMs, game, netAtLeast, netAtMost, before }: HandSearch, hand: UnfiledHand): boolean {
  const net = hand.players.find((player) => player.playerId === playerId)?.delta ?? 0;
  return (
    (fromMs === undefined || hand.endedMs >= fromMs) &&
    (toMs === undefined || hand.endedMs < toMs) &&
    (before === undefined || newestFirst(hand, before) > 0) &&
    (game === undefined || hand.game === game) &&
    (netAtLeast === undefined || net >= netAtLeast) &&
    (netAtMost === undefined || net <= netAtMost)
  );
}

interface Entry {
  readonly table_id: string;
  readonly hand_no: number;
  readonly ended_ms: number;
}

/** Entries of hands that are filed, newest first. */
interface Entries {
  /** Those that match, of the first `read` entries. */
  matching(read: number, limit: number): Promise<readonly Entry[]>;
  entryAt(offset: number): Promise<Entry | undefined>;
  /** Some may not match. */
  readonly isFiltered: boolean;
}

function placeOf({ table_id, hand_no, ended_ms }: Entry): HandPlace {
  return { tableId: table_id, handNo: hand_no, endedMs: ended_ms };
}

function ofPlayer(
  reader: Reader,
  { playerId = '', tableId, fromMs, toMs, game, netAtLeast, netAtMost, before }: HandSearch,
): Entries {
  let range = reader
    .selectFrom('player_hand')
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

function ofTable(reader: Reader, { tableId, fromMs, toMs, game, netAtLeast, netAtMost, before }: HandSearch): Entries {
  assert(tableId !== undefined, 'hands are asked for by player or by table');
  assert(netAtLeast === undefined && netAtMost === undefined, 'a table wins and loses nothing');
  let range = reader
    .selectFrom('table_hand')
    .select(['table_id', 'hand_no', 'ended_ms', 'game'])
    .where('table_id', '=', tableId)
    .where('ended_ms', '<=', upTo(toMs, before))
    .orderBy('ended_ms', 'desc')
    .orderBy('hand_no', 'desc');
  if (fromMs !== undefined) range = range.where('ended_ms', '>=', fromMs);
  if (before) {
    range = range.where((eb) => eb.or([eb('ended_ms', '<', before.endedMs), eb('hand_no', '<', before.handNo)]));
  }
  const matching = (read: number, limit: number) => {
    let rows = reader
      .selectFrom(range.limit(read).as('entry'))
      .select(['table_id', 'hand_no', 'ended_ms'])
      .orderBy('ended_ms', 'desc')
      .orderBy('hand_no', 'desc');
    if (game !== undefined) rows = rows.where('game', '=', game);
    return rows.limit(limit).execute();
  };
  const entryAt = (offset: number) => range.limit(1).offset(offset).executeTakeFirst();
  return { matching, entryAt, isFiltered: game !== undefined };
}

function upTo(toMs: number | undefined, before: HandPlace | undefined): number {
  const last = toMs === undefined ? Number.MAX_SAFE_INTEGER : toMs - 1;
  return Math.min(last, before?.endedMs ?? last);
}
