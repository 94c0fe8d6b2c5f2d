/**
 * Daily closes, each with its page as it was signed; and where the last one stopped: what was in each account and which hands were over,
 * so that the next one, and every reconciliation, goes on from there.
 */
import { err, ok, type Result } from '@aboveboard/kit';
import type { AccountId, Balances, ChainHash, DayNo } from '@aboveboard/ledger';
import type { Selectable } from 'kysely';
import { inBatches } from '../database/batches.ts';
import type { Reader, Schema, Trx } from '../database/schema.ts';

export interface StoredClose {
  readonly day: DayNo;
  /** Number of the last entry of the journal that it covers, and the chain's hash after it. */
  readonly lastEntryNo: number;
  readonly head: ChainHash;
  /** Settled up to there. */
  readonly hands: number;
  /** `closeText` of its report, byte by byte. */
  readonly report: string;
  readonly keyName: string;
  /** Ed25519, lower-case hex, as the signature. */
  readonly publicKey: string;
  readonly signature: string;
  readonly closedMs: number;
}

export interface ClosePosition {
  /** Accounts that hold another number of chips than at the close before. */
  readonly totals: ReadonlyMap<AccountId, number>;
  /** Tables of which more hands are over than then, by id: the last of those. */
  readonly tables: ReadonlyMap<string, number>;
}

/**
 * Closes a day, once.
 *
 * @param afterDay the day of the close that it goes on from; null for none
 * @returns `CLOSED_MEANWHILE` when that is not the last close any more
 */
export async function insertClose(
  trx: Trx,
  close: StoredClose,
  afterDay: DayNo | null,
  { totals, tables }: ClosePosition,
): Promise<Result<void, 'CLOSED_MEANWHILE'>> {
  const before = await lastClose(trx);
  if ((before?.day ?? null) !== afterDay) return err('CLOSED_MEANWHILE');
  await trx.insertInto('books_close').values(rowOf(close)).execute();
  const accounts = [...totals].map(([account, balance]) => ({ account, balance }));
  for (const some of inBatches(accounts)) await trx.replaceInto('books_total').values(some).execute();
  const hands = [...tables].map(([table_id, hand_no]) => ({ table_id, hand_no }));
  for (const some of inBatches(hands)) await trx.replaceInto('books_table').values(some).execute();
  return ok(undefined);
}

export async function lastClose(reader: Reader): Promise<StoredClose | null> {
  const [close] = await closes(reader, { limit: 1 });
  return close ?? null;
}

export async function findClose(reader: Reader, day: DayNo): Promise<StoredClose | null> {
  const row = await reader.selectFrom('books_close').selectAll().where('day', '=', day).executeTakeFirst();
  return row ? closeOf(row) : null;
}

/** Closes, the newest first. */
export async function closes(
  reader: Reader,
  page: { readonly limit: number; readonly beforeDay?: DayNo },
): Promise<readonly StoredClose[]> {
  let query = reader.selectFrom('books_close').selectAll();
  if (page.beforeDay !== undefined) query = query.where('day', '<', page.beforeDay);
  const rows = await query.orderBy('day', 'desc').limit(page.limit).execute();
  return rows.map(closeOf);
}

/** Closes of days after this one, the oldest first. */
export async function closesAfter(reader: Reader, day: DayNo, limit: number): Promise<readonly StoredClose[]> {
  const rows = await reader.selectFrom('books_close').selectAll().where('day', '>', day).orderBy('day').limit(limit).execute();
  return rows.map(closeOf);
}

/** What was in each account at the last close. */
export async function totalsAtClose(reader: Reader): Promise<ReadonlyMap<AccountId, number>> {
  const rows = await reader.selectFrom('books_total').selectAll().execute();
  return new Map(rows.map(({ account, balance }) => [account as AccountId, balance]));
}

/** The last hand of each table that was over at the last close, with all before it. */
export async function handsAtClose(reader: Reader): Promise<ReadonlyMap<string, number>> {
  const rows = await reader.selectFrom('books_table').selectAll().execute();
  return new Map(rows.map(({ table_id, hand_no }) => [table_id, hand_no]));
}

/** Accounts that are no player's: the room's own, and pools. */
export async function roomAccounts(reader: Reader): Promise<ReadonlyMap<AccountId, Balances>> {
  const rows = await reader
    .selectFrom('ledger_account')
    .select(['id', 'balance', 'pending_debits as pendingDebits', 'pending_credits as pendingCredits'])
    .where('owner', '=', '')
    .execute();
  return new Map(rows.map(({ id, ...balances }) => [id as AccountId, balances]));
}

/** When the first batch of all was posted; null before it. */
export async function firstBatchMs(reader: Reader): Promise<number | null> {
  const row = await reader.selectFrom('ledger_batch').select('at_ms').orderBy('no').limit(1).executeTakeFirst();
  return row?.at_ms ?? null;
}

function rowOf(close: StoredClose): Selectable<Schema['books_close']> {
  const { day, lastEntryNo, head, hands, report, keyName, publicKey, signature, closedMs } = close;
  const signed = { report, key_name: keyName, public_key: publicKey, signature };
  return { day, last_entry_no: lastEntryNo, head, hands, ...signed, closed_ms: closedMs };
}

function closeOf(row: Selectable<Schema['books_close']>): StoredClose {
  const { day, last_entry_no, head, hands, report, key_name, public_key, signature, closed_ms } = row;
  const signed = { report, keyName: key_name, publicKey: public_key, signature };
  return { day, lastEntryNo: last_entry_no, head: head as ChainHash, hands, ...signed, closedMs: closed_ms };
}
