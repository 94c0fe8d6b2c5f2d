/** Journals of hands that ended long ago: nothing reads them any more. @see rules/ROOM.md ROOM-28 */
import type { Reader, Trx } from '../database/schema.ts';

export interface EndedBetween {
  readonly fromMs: number;
  /** Not itself. */
  readonly beforeMs: number;
}

/** A place among the hands of a table, in the order in which they ended. */
export interface EndedHand {
  readonly handNo: number;
  readonly endedMs: number;
}

/** Every table there ever was. */
export async function tableIds(reader: Reader): Promise<readonly string[]> {
  const rows = await reader.selectFrom('card_table').select('id').orderBy('id').execute();
  return rows.map(({ id }) => id);
}

/** Hands of a table that ended and whose CLOSE is in the log: nothing of them is to be finished. */
export async function handsEndedBetween(
  reader: Reader,
  tableId: string,
  { fromMs, beforeMs }: EndedBetween,
  page: { readonly limit: number; readonly after: EndedHand | null },
): Promise<readonly EndedHand[]> {
  const { limit, after } = page;
  const rows = await reader
    .selectFrom('hand')
    .select(['hand_no', 'ended_ms'])
    .where('table_id', '=', tableId)
    .where('ended_ms', '>=', after?.endedMs ?? fromMs)
    .where('ended_ms', '<', beforeMs)
    .where('close_index', 'is not', null)
    .$if(after !== null, (query) =>
      query.where((eb) => eb.or([eb('ended_ms', '>', after?.endedMs ?? 0), eb('hand_no', '>', after?.handNo ?? 0)])),
    )
    .orderBy('ended_ms')
    .orderBy('hand_no')
    .limit(limit)
    .execute();
  return rows.map(({ hand_no, ended_ms }) => ({ handNo: hand_no, endedMs: ended_ms ?? 0 }));
}

/** Removes the journals of some hands of a table. */
export async function pruneJournal(trx: Trx, tableId: string, handNos: readonly number[]): Promise<void> {
  if (handNos.length === 0) return;
  await trx.deleteFrom('journal').where('table_id', '=', tableId).where('hand_no', 'in', handNos).execute();
}
