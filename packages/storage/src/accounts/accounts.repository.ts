/**
 * The books: what is in each account, and what its transfers make of it.
 */
import { assert } from '@aboveboard/kit';
import { type AccountId, accountOf, type Balances, CHIPS, currencyOf, grantKeys, sideOf } from '@aboveboard/ledger';
import type { Selectable } from 'kysely';
import { among } from '../database/among.ts';
import { inBatches } from '../database/batches.ts';
import type { Reader, Schema } from '../database/schema.ts';

/** Chips in an account; 0 for one that was never used. */
export async function balanceOf(reader: Reader, account: AccountId): Promise<number> {
  const row = await reader.selectFrom('ledger_account').select('balance').where('id', '=', account).executeTakeFirst();
  return row?.balance ?? 0;
}

/** Every account and its balance. */
export async function trialBalance(reader: Reader): Promise<ReadonlyMap<AccountId, number>> {
  const rows = await reader.selectFrom('ledger_account').select(['id', 'balance']).orderBy('id').execute();
  return new Map(rows.map((row) => [row.id as AccountId, row.balance]));
}

/** Every account that was ever used, with what is reserved to leave and to come, in the order of their names. */
export async function ledgerAccounts(reader: Reader): Promise<ReadonlyMap<AccountId, Balances>> {
  const rows = await reader.selectFrom('ledger_account').select(BALANCES).orderBy('id').execute();
  return new Map(rows.map(balancesOf));
}

/** Those of these accounts that there are. */
export async function balancesIn(reader: Reader, accounts: readonly AccountId[]): Promise<ReadonlyMap<AccountId, Balances>> {
  const found = new Map<AccountId, Balances>();
  for (const some of inBatches(accounts)) {
    const rows = await reader
      .selectFrom('ledger_account')
      .select(BALANCES)
      .where(among(reader, 'id', some))
      .execute();
    for (const row of rows) found.set(...balancesOf(row));
  }
  return found;
}

/** The same balances, added up from every step that moved chips: slow, and the proof of the other. */
export async function postedBalances(reader: Reader): Promise<ReadonlyMap<AccountId, number>> {
  const sums = new Map<AccountId, number>();
  for (const [side, sign] of [
    ['debit', -1],
    ['credit', 1],
  ] as const) {
    const transferred = await reader
      .selectFrom('ledger_step')
      .select((eb) => [`${side} as account` as const, eb.fn.sum<number | string>('amount').as('total')])
      .where('kind', '=', 'transfer')
      .groupBy(side)
      .execute();
    const committed = await reader
      .selectFrom('ledger_step as c')
      .innerJoin('ledger_reservation as r', 'r.id', 'c.pending')
      .innerJoin('ledger_step as s', (join) =>
        join.onRef('s.batch_no', '=', 'r.batch_no').onRef('s.position', '=', 'r.position'),
      )
      .select((eb) => [
        `s.${side} as account` as const,
        eb.fn.sum<number | string>(eb.fn.coalesce('c.amount', 's.amount')).as('total'),
      ])
      .where('c.kind', '=', 'commit')
      .groupBy(`s.${side}`)
      .execute();
    for (const row of [...transferred, ...committed]) {
      const account = row.account as AccountId;
      sums.set(account, (sums.get(account) ?? 0) + sign * Number(row.total));
    }
  }
  return sums;
}

/** Keys of all batches that settle hands, for reconciliation. */
export async function settledHandKeys(reader: Reader): Promise<readonly string[]> {
  const rows = await reader.selectFrom('ledger_batch').select('key').where('key', 'like', 'hand:%').orderBy('key').execute();
  return rows.map((row) => row.key);
}

/** What a player may spend, and what they have at tables. */
export interface Purse {
  readonly available: number;
  readonly inPlay: number;
}

/** Of those of these players who were ever given a chip. */
export async function pursesOf(reader: Reader, playerIds: readonly string[]): Promise<ReadonlyMap<string, Purse>> {
  const rows = await reader
    .selectFrom('ledger_account')
    .select(['owner', 'kind', 'balance', 'pending_debits'])
    .where(among(reader, 'owner', playerIds))
    .where('kind', 'in', ['wallet', 'escrow'])
    .where('currency', '=', CHIPS)
    .execute();
  const purses = new Map<string, Purse>();
  for (const { owner, kind, balance, pending_debits: reserved } of rows) {
    const { available, inPlay } = purses.get(owner) ?? { available: 0, inPlay: 0 };
    purses.set(owner, kind === 'wallet' ? { available: balance - reserved, inPlay } : { available, inPlay: inPlay + balance });
  }
  return purses;
}

/** What a player has at each table, tables with nothing left out. */
export async function escrowsOf(
  reader: Reader,
  playerId: string,
): Promise<readonly { readonly tableId: string; readonly chips: number }[]> {
  const rows = await reader
    .selectFrom('ledger_account')
    .select(['id', 'balance'])
    .where('owner', '=', playerId)
    .where('kind', '=', 'escrow')
    .where('currency', '=', CHIPS)
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
    .selectFrom('ledger_batch')
    .select((eb) => eb.fn.max('at_ms').as('at_ms'))
    .where('key', '>=', first)
    .where('key', '<', end)
    .executeTakeFirst();
  return row?.at_ms ?? null;
}

/** A new account and what is in it. */
export function accountRow(id: AccountId, is: Balances): Selectable<Schema['ledger_account']> {
  const parts = accountOf(id);
  const owner = 'playerId' in parts ? parts.playerId : '';
  const said = { id, kind: parts.kind, owner, currency: currencyOf(id), side: sideOf(id) };
  return { ...said, balance: is.balance, pending_debits: is.pendingDebits, pending_credits: is.pendingCredits };
}

const BALANCES = ['id', 'balance', 'pending_debits', 'pending_credits'] as const;

function balancesOf(row: Pick<Selectable<Schema['ledger_account']>, (typeof BALANCES)[number]>): [AccountId, Balances] {
  const { balance, pending_debits: pendingDebits, pending_credits: pendingCredits } = row;
  return [row.id as AccountId, { balance, pendingDebits, pendingCredits }];
}
