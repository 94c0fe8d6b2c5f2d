/**
 * Settling as one would first write it: a transaction for each hand, a statement for each row, each account changed by a guarded update.
 * It writes the same rows as ours, the number in the journal too; the history as it is told, not packed, and where a hand is found at once.
 */
import { assert, ok } from '@aboveboard/kit';
import { accountOf, contentHash, handSettlement, type Step } from '@aboveboard/ledger';
import type { Db, HandToSettle, Trx } from '@aboveboard/storage';

export async function settleNaively(db: Db, hand: HandToSettle): Promise<void> {
  const done = await db.transaction(async (trx) => {
    await writeHand(trx, hand);
    await post(trx, hand);
    return ok(undefined);
  });
  assert(done.ok, 'nothing refuses a hand');
}

async function writeHand(trx: Trx, { fence: { tableId, epoch }, end }: HandToSettle): Promise<void> {
  const table = await trx
    .updateTable('table_state')
    .set({ state: Buffer.from(JSON.stringify(end.tableState)) })
    .where('table_id', '=', tableId)
    .where('epoch', '=', epoch)
    .executeTakeFirstOrThrow();
  assert(table.numUpdatedRows === 1n, 'the table has another owner');
  const ended = await trx
    .updateTable('hand')
    .set({
      ...({ status: 'ended', box: null, close_bytes: end.closeBytes, close_status: end.closeStatus } as const),
      ...{ end_reason: end.endReason, public_history: JSON.stringify(end.publicHistory) },
      ...{ private_sealed: end.privateSealed, ended_ms: end.endedMs, game: end.game, players: JSON.stringify(end.players) },
    })
    .where('table_id', '=', tableId)
    .where('hand_no', '=', end.handNo)
    .where('status', '=', 'cut')
    .executeTakeFirstOrThrow();
  assert(ended.numUpdatedRows === 1n, 'the hand is not where it should be');
  const found = { table_id: tableId, hand_no: end.handNo, ended_ms: end.endedMs, game: end.game };
  await trx.insertInto('table_hand').values(found).execute();
  for (const { playerId, delta } of end.players) {
    await trx
      .insertInto('player_hand')
      .values({ ...found, player_id: playerId, delta })
      .execute();
  }
  const told = { table_id: tableId, hand_no: end.handNo, kind: end.event.kind, payload: JSON.stringify(end.event.payload) };
  await trx
    .insertInto('outbox')
    .values({ ...told, created_ms: end.endedMs, published_ms: null })
    .execute();
}

async function post(trx: Trx, { fence, end }: HandToSettle): Promise<void> {
  const batch = handSettlement(end.chips, fence.epoch);
  const known = await trx.selectFrom('ledger_batch').select('no').where('key', '=', batch.key).executeTakeFirst();
  assert(!known, 'the hand is booked');
  await trx
    .updateTable('ledger_journal')
    .set((eb) => ({ last_no: eb('last_no', '+', 1) }))
    .execute();
  const { last_no } = await trx.selectFrom('ledger_journal').select('last_no').executeTakeFirstOrThrow();
  const head = { no: last_no, key: batch.key, content_hash: contentHash(batch), made_by: null };
  const fenced = { fence_table: fence.tableId, fence_epoch: fence.epoch, at_ms: batch.atMs };
  await trx
    .insertInto('ledger_batch')
    .values({ ...head, ...fenced })
    .execute();
  for (const [position, step] of batch.steps.entries()) await postStep(trx, last_no, position, step);
}

async function postStep(trx: Trx, batchNo: number, position: number, step: Step): Promise<void> {
  assert(step.kind === 'transfer', 'a hand is settled by transfers');
  const { debit, credit, amount, reason } = step;
  const taken = await trx
    .updateTable('ledger_account')
    .set((eb) => ({ balance: eb('balance', '-', amount) }))
    .where('id', '=', debit)
    .where((eb) => eb(eb('balance', '-', eb.ref('pending_debits')), '>=', amount))
    .executeTakeFirstOrThrow();
  assert(taken.numUpdatedRows === 1n, `${debit} has too few chips`);
  const given = await trx
    .updateTable('ledger_account')
    .set((eb) => ({ balance: eb('balance', '+', amount) }))
    .where('id', '=', credit)
    .executeTakeFirstOrThrow();
  if (given.numUpdatedRows === 0n) await openAccount(trx, credit, amount);
  const between = { debit, credit, amount, reason, pending: null, expires_ms: null, approval: null };
  await trx
    .insertInto('ledger_step')
    .values({ batch_no: batchNo, position, kind: step.kind, ...between })
    .execute();
}

async function openAccount(trx: Trx, id: Parameters<typeof accountOf>[0], balance: number): Promise<void> {
  const { kind } = accountOf(id);
  const none = { pending_debits: 0, pending_credits: 0 };
  const row = { id, kind, owner: '', currency: 'chips', side: 'credit' as const, balance, ...none };
  await trx.insertInto('ledger_account').values(row).execute();
}
