/** How long calls and raises of people took, as hands keep it until nothing counts it any more. @see rules/SIGNAL.md SIGNAL-5 */
import { amongPairs } from '../database/among.ts';
import { inBatches } from '../database/batches.ts';
import type { Reader, Trx } from '../database/schema.ts';
import { handIdOf } from '../hands/hand-players.repository.ts';
import type { HandKey } from '../hands/hand-record.ts';
import { type Reply, unpackReplies } from '../hands/packed-replies.ts';

/** In their order, by `handIdOf`; no entry for a hand without any. */
export async function repliesOf(reader: Reader, hands: readonly HandKey[]): Promise<ReadonlyMap<string, readonly Reply[]>> {
  const found = new Map<string, readonly Reply[]>();
  for (const some of inBatches(hands)) {
    const keys = some.map(({ tableId, handNo }) => [tableId, handNo] as const);
    const rows = await reader
      .selectFrom('hand')
      .select(['table_id', 'hand_no', 'reply_times'])
      .where(amongPairs(reader, ['table_id', 'hand_no'], keys))
      .where('reply_times', 'is not', null)
      .execute();
    for (const row of rows) found.set(handIdOf({ tableId: row.table_id, handNo: row.hand_no }), unpackReplies(row.reply_times));
  }
  return found;
}

/** Of some hands of a table. */
export async function forgetReplies(trx: Trx, tableId: string, handNos: readonly number[]): Promise<void> {
  if (handNos.length === 0) return;
  await trx
    .updateTable('hand')
    .set({ reply_times: null })
    .where('table_id', '=', tableId)
    .where('hand_no', 'in', handNos)
    .where('reply_times', 'is not', null)
    .execute();
}
