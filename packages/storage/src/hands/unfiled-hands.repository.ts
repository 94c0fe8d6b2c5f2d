/**
 * Hands that are settled and not filed yet.
 *
 * Hands are looked for by player and by table, each in a table of the database that goes by them and by time. Writing those entries one hand at a
 * time, on a page for each player, took more than half of settling; so a settled hand is put on a pile, and hundreds of them are filed together
 * later. Whoever looks for hands reads the pile besides: what is found is the same before and after.
 *
 * @see design/adr/0018-hands-are-filed-later.md
 */
import { err, ok, type Result } from '@aboveboard/kit';
import { type Selectable, sql } from 'kysely';
import { inBatches } from '../database/batches.ts';
import { toJson } from '../database/json.ts';
import type { Reader, Schema, Trx } from '../database/schema.ts';
import { insertRows } from '../database/write-rows.ts';
import type { HandKey } from './hand-record.ts';
import { type HandPlayer, unpackPlayers } from './packed-players.ts';

interface HandToFile extends HandKey {
  readonly endedMs: number;
  readonly game: string;
  /** @see packPlayers */
  readonly packedPlayers: string;
}

export interface UnfiledHand extends Omit<HandToFile, 'packedPlayers'> {
  readonly players: readonly HandPlayer[];
}

/** Puts hands on the pile, in their order. */
export async function addUnfiled(trx: Trx, hands: readonly HandToFile[]): Promise<void> {
  const rows = hands.map(({ tableId, handNo, endedMs, game, packedPlayers }) => ({
    ...{ table_id: tableId, hand_no: handNo, ended_ms: endedMs, game, players: packedPlayers },
  }));
  await insertRows(trx, 'unfiled_hand', rows);
}

/**
 * Files the hands that have waited longest, so many at most.
 *
 * @returns how many; `FILED_BEFORE` when another process was there first: return it from the transaction, and try again
 */
export async function fileHands(trx: Trx, limit: number): Promise<Result<number, 'FILED_BEFORE'>> {
  const hands = await trx.selectFrom('unfiled_hand').selectAll().orderBy('no').limit(limit).execute();
  for (const some of inBatches(hands.map(({ no }) => no))) {
    const taken = await trx.deleteFrom('unfiled_hand').where('no', 'in', some).executeTakeFirstOrThrow();
    if (Number(taken.numDeletedRows) !== some.length) return err('FILED_BEFORE');
  }
  const filed = hands.map(({ table_id, hand_no, ended_ms, game }) => ({ table_id, hand_no, ended_ms, game }));
  const entries = hands.flatMap(({ players }, i) =>
    unpackPlayers(players).map(({ playerId, delta }) => ({
      ...(filed[i] as (typeof filed)[number]),
      player_id: playerId,
      delta,
    })),
  );
  await insertRows(
    trx,
    'table_hand',
    filed.sort((a, b) => inOrder(a.table_id, b.table_id)),
  );
  await insertRows(
    trx,
    'player_hand',
    entries.sort((a, b) => inOrder(a.player_id, b.player_id)),
  );
  return ok(hands.length);
}

/** Entries that come in the order of a table go to each of its pages once. */
function inOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whose hands, or of which table, or both. */
interface Wanted {
  readonly playerId?: string | undefined;
  readonly tableId?: string | undefined;
}

interface BesideFiled<T> {
  /** As they came. */
  readonly unfiled: readonly UnfiledHand[];
  readonly filed: T;
}

/**
 * Reads what is filed, and the pile beside it, so that each hand is in one of them: where some of the pile was filed in between, both are read
 * again. A hand that is settled meanwhile may be in neither.
 */
export async function besideFiled<T>(reader: Reader, wanted: Wanted, readFiled: () => Promise<T>): Promise<BesideFiled<T>> {
  for (;;) {
    const rows = await unfiledRows(reader, wanted);
    const filed = await readFiled();
    const [first] = rows;
    if (first && !(await isUnfiled(reader, first.no))) continue; // the pile is filed from its beginning
    return { unfiled: rows.map(handIn).filter(isOf(wanted)), filed };
  }
}

type Row = Selectable<Schema['unfiled_hand']>;

async function unfiledRows(reader: Reader, { playerId, tableId }: Wanted): Promise<readonly Row[]> {
  let rows = reader.selectFrom('unfiled_hand').selectAll().orderBy('no');
  if (playerId !== undefined) rows = rows.where(sql<number>`instr(players, ${toJson(playerId)})`, '>', 0);
  if (tableId !== undefined) rows = rows.where('table_id', '=', tableId);
  return rows.execute();
}

async function isUnfiled(reader: Reader, no: number): Promise<boolean> {
  return (await reader.selectFrom('unfiled_hand').select('no').where('no', '=', no).executeTakeFirst()) !== undefined;
}

function handIn({ table_id, hand_no, ended_ms, game, players }: Row): UnfiledHand {
  return { tableId: table_id, handNo: hand_no, endedMs: ended_ms, game, players: unpackPlayers(players) };
}

function isOf({ playerId }: Wanted): (hand: UnfiledHand) => boolean {
  return ({ players }) => playerId === undefined || players.some((player) => player.playerId === playerId);
}
