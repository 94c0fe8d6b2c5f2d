/** The hands of a table that ended after the cut in a span of time, `fromMs` ≤ end < `toMs`: for archives. */
import type { Reader } from '../database/schema.ts';
import { besideFiled, type UnfiledHand } from './unfiled-hands.repository.ts';

/** Their numbers, in order. */
export async function handsOfDay(
  reader: Reader,
  tableId: string,
  fromMs: number,
  toMs: number,
  { limit, afterHandNo = 0 }: { readonly limit: number; readonly afterHandNo?: number },
): Promise<readonly number[]> {
  const rows = filedIn(reader, tableId, fromMs, toMs).select('hand_no').where('hand_no', '>', afterHandNo);
  const { unfiled, filed } = await besideFiled(reader, { tableId }, () => rows.orderBy('hand_no').limit(limit).execute());
  const waiting = unfiled.filter(isIn(fromMs, toMs)).map(({ handNo }) => handNo);
  const numbers = [...filed.map(({ hand_no }) => hand_no), ...waiting.filter((handNo) => handNo > afterHandNo)];
  return numbers.sort((a, b) => a - b).slice(0, limit);
}

/** How many they are. */
export async function countHandsOfDay(reader: Reader, tableId: string, fromMs: number, toMs: number): Promise<number> {
  const count = filedIn(reader, tableId, fromMs, toMs).select((eb) => eb.fn.countAll<number>().as('hands'));
  const { unfiled, filed } = await besideFiled(reader, { tableId }, () => count.executeTakeFirstOrThrow());
  return filed.hands + unfiled.filter(isIn(fromMs, toMs)).length;
}

function filedIn(reader: Reader, tableId: string, fromMs: number, toMs: number) {
  const ofTable = reader.selectFrom('table_hand').where('table_id', '=', tableId);
  return ofTable.where('ended_ms', '>=', fromMs).where('ended_ms', '<', toMs);
}

function isIn(fromMs: number, toMs: number): (hand: UnfiledHand) => boolean {
  return ({ endedMs }) => endedMs >= fromMs && endedMs < toMs;
}
