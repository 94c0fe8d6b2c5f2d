/**
 * The books: balances and the transfers that made them.
 */
import { assert, err, ok, type Result } from '@aboveboard/kit';
import {
  type AccountId,
  accountOf,
  amount,
  type Batch,
  contentOf,
  grantKeys,
  mayBeOverdrawn,
  netChanges,
  type Reason,
  type Transfer,
  transferId,
} from '@aboveboard/ledger';
import type { Selectable } from 'kysely';
import type { Reader, Schema, Trx } from '../database/schema.ts';

/** `ALREADY`: this very batch was posted before, and nothing was done now. */
export type Posted = 'POSTED' | 'ALREADY';
/** `DIFFERENT_CONTENT`: the key was used for something else. That is an alarm, not a retry. */
export type PostRefusal = 'INSUFFICIENT_CHIPS' | 'DIFFERENT_CONTENT';

/**
 * Posts a batch whole, once, or refuses it and leaves every account as it was.
 *
 * Only the net change of each account is booked, accounts in the order of their names so that two batches cannot wait for
 * each other, and what leaves goes first: its guard is in the UPDATE.
 */
export async function postBatch(trx: Trx, batch: Batch): Promise<Result<Posted, PostRefusal>> {
  const known = await trx.selectFrom('batch').select('key').where('key', '=', batch.key).executeTakeFirst();
  if (known) return (await isAsPosted(trx, batch)) ? ok('ALREADY') : err('DIFFERENT_CONTENT');

  const changes = netChanges(batch);
  const isCovered = await takeAll(trx, changes);
  if (!isCovered) return err('INSUFFICIENT_CHIPS');
  for (const [account, change] of changes) if (change > 0) await give(trx, account, change);
  await writeBatch(trx, batch);
  return ok('POSTED');
}

/** Chips in an account; 0 for one that was never used. */
export async function balanceOf(reader: Reader, account: AccountId): Promise<number> {
  const row = await reader.selectFrom('account').select('balance').where('id', '=', account).executeTakeFirst();
  return row?.balance ?? 0;
}

/** Every account and its balance. */
export async function trialBalance(reader: Reader): Promise<ReadonlyMap<AccountId, number>> {
  const rows = await reader.selectFrom('account').select(['id', 'balance']).orderBy('id').execute();
  return new Map(rows.map((row) => [row.id as AccountId, row.balance]));
}

/** The same balances, added up from every transfer there is: slow, and the proof of the other. */
export async function postedBalances(reader: Reader): Promise<ReadonlyMap<AccountId, number>> {
  const sums = new Map<AccountId, number>();
  for (const [side, sign] of [
    ['debit', -1],
    ['credit', 1],
  ] as const) {
    const rows = await reader
      .selectFrom('transfer')
      .select((eb) => [`${side} as account` as const, eb.fn.sum<number | string>('amount').as('total')])
      .groupBy(side)
      .execute();
    for (const row of rows) {
      const account = row.account as AccountId;
      sums.set(account, (sums.get(account) ?? 0) + sign * Number(row.total));
    }
  }
  return sums;
}

/** Keys of all batches that settle hands, for reconciliation. */
export async function settledHandKeys(reader: Reader): Promise<readonly string[]> {
  const rows = await reader.selectFrom('batch').select('key').where('key', 'like', 'hand:%').orderBy('key').execute();
  return rows.map((row) => row.key);
}

/** What a player has at each table, tables with nothing left out. */
export async function escrowsOf(
  reader: Reader,
  playerId: string,
): Promise<readonly { readonly tableId: string; readonly chips: number }[]> {
  const rows = await reader
    .selectFrom('account')
    .select(['id', 'balance'])
    .where('owner', '=', playerId)
    .where('kind', '=', 'escrow')
    .where('balance', '>', 0)
    .orderBy('id')
    .execute();
  return rows.map((row) => {
    const account = accountOf(row.id as AccountId);
    assert(account.kind === 'escrow', `not an escrow: ${row.id}`);
    return { tableId: account.tableId, chips: row.balance };
  });
}

/**
 * When the player last got a grant; null for never.
 *
 * Found by the keys of the batches, for transfers have no index but their ids: every hand writes several of them, and two
 * indexes more cost a third of the hands a second.
 */
export async function lastGrantAtMs(reader: Reader, playerId: string): Promise<number | null> {
  const { first, end } = grantKeys(playerId);
  const row = await reader
    .selectFrom('batch')
    .select((eb) => eb.fn.max('at_ms').as('at_ms'))
    .where('key', '>=', first)
    .where('key', '<', end)
    .executeTakeFirst();
  return row?.at_ms ?? null;
}

async function takeAll(trx: Trx, changes: ReadonlyMap<AccountId, number>): Promise<boolean> {
  const taken: [AccountId, number][] = [];
  for (const [account, change] of changes) {
    if (change > 0) continue;
    if (await take(trx, account, -change)) {
      taken.push([account, -change]);
      continue;
    }
    // Put back here, so that a caller who commits in spite of the refusal has lost nothing.
    for (const [debited, chips] of taken) await give(trx, debited, chips);
    return false;
  }
  return true;
}

async function take(trx: Trx, account: AccountId, chips: number): Promise<boolean> {
  if (mayBeOverdrawn(account)) {
    await give(trx, account, -chips);
    return true;
  }
  const taken = await trx
    .updateTable('account')
    .set((eb) => ({ balance: eb('balance', '-', chips) }))
    .where('id', '=', account)
    .where('balance', '>=', chips)
    .executeTakeFirstOrThrow();
  return taken.numUpdatedRows > 0n;
}

/** Adds to an account, which comes into being with its first chip. */
async function give(trx: Trx, account: AccountId, chips: number): Promise<void> {
  const given = await trx
    .updateTable('account')
    .set((eb) => ({ balance: eb('balance', '+', chips) }))
    .where('id', '=', account)
    .executeTakeFirstOrThrow();
  if (given.numUpdatedRows > 0n) return;
  const parts = accountOf(account);
  const owner = 'playerId' in parts ? parts.playerId : '';
  await trx.insertInto('account').values({ id: account, kind: parts.kind, owner, balance: chips }).execute();
}

async function writeBatch(trx: Trx, batch: Batch): Promise<void> {
  await trx.insertInto('batch').values({ key: batch.key, at_ms: batch.atMs }).execute();
  if (batch.transfers.length === 0) return;
  const rows = batch.transfers.map((t) => ({
    id: t.id,
    batch_key: batch.key,
    debit: t.debit,
    credit: t.credit,
    amount: t.amount,
    reason: t.reason,
    at_ms: batch.atMs,
  }));
  await trx.insertInto('transfer').values(rows).execute();
}

/** Compares with the transfers themselves, which never change: those of the batch, and the one that would follow them. */
async function isAsPosted(trx: Trx, batch: Batch): Promise<boolean> {
  const ids = [...batch.transfers.map((t) => t.id), transferId(batch.key, batch.transfers.length)];
  const rows = await trx.selectFrom('transfer').selectAll().where('id', 'in', ids).execute();
  const posted = rows.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)).map(transferOf);
  return contentOf({ ...batch, transfers: posted }) === contentOf(batch);
}

function transferOf(row: Selectable<Schema['transfer']>): Transfer {
  return {
    id: row.id,
    debit: row.debit as AccountId,
    credit: row.credit as AccountId,
    amount: amount(row.amount),
    reason: row.reason as Reason,
  };
}
