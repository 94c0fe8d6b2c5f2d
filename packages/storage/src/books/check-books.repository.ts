/**
 * What reconciliation asks of the database, each question small: of some entries of the journal, of some hands of a table, of some accounts.
 *
 * Set differences are left to the database, so that what agrees never leaves it.
 */
import type { AccountId, Balances } from '@aboveboard/ledger';
import { sql } from 'kysely';
import { inBatches } from '../database/batches.ts';
import type { Reader } from '../database/schema.ts';
import { unpackState } from '../tables/packed-state.ts';

/** By how much the entries with numbers above `afterNo`, up to `toNo`, changed each account. */
export async function movedBetween(reader: Reader, afterNo: number, toNo: number): Promise<ReadonlyMap<AccountId, number>> {
  const { rows } = await sql<{ account: string; chips: number | string }>`
    select account, sum(chips) as chips from (
      select debit as account, -amount as chips from ledger_step
        where batch_no > ${afterNo} and batch_no <= ${toNo} and kind = 'transfer'
      union all select credit, amount from ledger_step
        where batch_no > ${afterNo} and batch_no <= ${toNo} and kind = 'transfer'
      union all select s.debit, -coalesce(c.amount, s.amount) from ledger_step c
        join ledger_reservation r on r.id = c.pending
        join ledger_step s on s.batch_no = r.batch_no and s.position = r.position
        where c.batch_no > ${afterNo} and c.batch_no <= ${toNo} and c.kind = 'commit'
      union all select s.credit, coalesce(c.amount, s.amount) from ledger_step c
        join ledger_reservation r on r.id = c.pending
        join ledger_step s on s.batch_no = r.batch_no and s.position = r.position
        where c.batch_no > ${afterNo} and c.batch_no <= ${toNo} and c.kind = 'commit'
    ) as leg group by account`.execute(reader);
  return new Map(rows.map(({ account, chips }) => [account as AccountId, Number(chips)]));
}

/** How many entries have these numbers, and how many of the numbers have one: where the journal is whole, both are as many as numbers. */
export async function countEntries(
  reader: Reader,
  afterNo: number,
  toNo: number,
): Promise<{ readonly entries: number; readonly numbers: number }> {
  const { rows } = await sql<{ entries: number; numbers: number }>`
    select count(*) as entries, count(distinct no) as numbers from (
      select no from ledger_batch where no > ${afterNo} and no <= ${toNo}
      union all select no from ledger_expiry where no > ${afterNo} and no <= ${toNo}
    ) as entry`.execute(reader);
  return { entries: Number(rows[0]?.entries), numbers: Number(rows[0]?.numbers) };
}

/** The greatest number that an entry has; 0 where there is none. */
export async function greatestEntryNo(reader: Reader): Promise<number> {
  const { rows } = await sql<{ batch: number | null; expiry: number | null }>`
    select (select max(no) from ledger_batch) as batch, (select max(no) from ledger_expiry) as expiry`.execute(reader);
  return Math.max(rows[0]?.batch ?? 0, rows[0]?.expiry ?? 0);
}

/** Of the batches among these entries, those that settle a hand: how many, and the keys of those whose hand is not one that ended. */
export async function settlementsBetween(
  reader: Reader,
  afterNo: number,
  toNo: number,
): Promise<{ readonly settlements: number; readonly withoutHand: readonly string[] }> {
  // `hand:<table>:<number>`, and nothing else that means the same number
  const tableId = sql`substr(b.${KEY}, 6, instr(substr(b.${KEY}, 6), ':') - 1)`;
  const handNo = sql`cast(substr(b.${KEY}, instr(substr(b.${KEY}, 6), ':') + 6) as int)`;
  const found = await sql<{ key: string }>`
    select b.${KEY} from ledger_batch b left join hand h on h.table_id = ${tableId} and h.hand_no = ${handNo}
      where b.no > ${afterNo} and b.no <= ${toNo} and b.${KEY} like 'hand:%'
        and (h.status is null or h.status <> 'ended' or b.${KEY} <> concat('hand:', h.table_id, ':', h.hand_no))
      order by b.no`.execute(reader);
  const counted = await sql<{ settlements: number }>`
    select count(*) as settlements from ledger_batch b
      where b.no > ${afterNo} and b.no <= ${toNo} and b.${KEY} like 'hand:%'`.execute(reader);
  return { settlements: Number(counted.rows[0]?.settlements), withoutHand: found.rows.map(({ key }) => key) };
}

/** Of a table's hands with these numbers: how many are settled, and the numbers of those that ended and are not. */
export async function handsBetween(
  reader: Reader,
  tableId: string,
  afterNo: number,
  toNo: number,
): Promise<{ readonly settled: number; readonly unsettled: readonly number[] }> {
  const settlement = sql`select 1 from ledger_batch b where b.${KEY} = concat('hand:', h.table_id, ':', h.hand_no)`;
  // Answered by indexes alone; the rows of hands are large, and only those that have no settlement are looked into.
  const { rows } = await sql<{ hand_no: number }>`
    select h.hand_no from hand h
      where h.table_id = ${tableId} and h.hand_no > ${afterNo} and h.hand_no <= ${toNo} and not exists (${settlement})`.execute(
    reader,
  );
  const counted = await sql<{ hands: number }>`
    select count(*) as hands from hand h
      where h.table_id = ${tableId} and h.hand_no > ${afterNo} and h.hand_no <= ${toNo}`.execute(reader);
  const bare = rows.map(({ hand_no }) => hand_no);
  return { settled: Number(counted.rows[0]?.hands) - bare.length, unsettled: await endedOf(reader, tableId, bare) };
}

async function endedOf(reader: Reader, tableId: string, handNos: readonly number[]): Promise<readonly number[]> {
  const ended: number[] = [];
  for (const some of inBatches(handNos)) {
    const rows = await reader
      .selectFrom('hand')
      .select('hand_no')
      .where('table_id', '=', tableId)
      .where('hand_no', 'in', some)
      .where('status', '=', 'ended')
      .execute();
    ended.push(...rows.map(({ hand_no }) => hand_no));
  }
  return ended;
}

/** Keys under which there is more than one batch that settles a hand: slow, as it reads all of them. */
export async function keysSettledTwice(reader: Reader, limit: number): Promise<readonly string[]> {
  const { rows } = await sql<{ key: string }>`
    select ${KEY} from ledger_batch where ${KEY} >= 'hand:' and ${KEY} < 'hand;'
      group by ${KEY} having count(*) > 1 order by ${KEY} limit ${limit}`.execute(reader);
  return rows.map(({ key }) => key);
}

/** How far each table is, closed ones too, by id, so many at most. */
export async function tablesAfter(
  reader: Reader,
  tableId: string,
  limit: number,
): Promise<readonly { readonly tableId: string; readonly nextHandNo: number }[]> {
  const rows = await reader
    .selectFrom('card_table')
    .select(['id', 'next_hand_no'])
    .where('id', '>', tableId)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id, next_hand_no }) => ({ tableId: id, nextHandNo: next_hand_no }));
}

/** The first hand of each table that is not over. */
export async function handsUnderWay(reader: Reader): Promise<ReadonlyMap<string, number>> {
  const rows = await reader
    .selectFrom('hand')
    .select((eb) => ['table_id', eb.fn.min('hand_no').as('hand_no')])
    .where('close_index', 'is', null)
    .where('status', 'in', ['opening', 'cut'])
    .groupBy('table_id')
    .execute();
  return new Map(rows.map(({ table_id, hand_no }) => [table_id, Number(hand_no)]));
}

/** What the engine knows of tables that are open, by id, so many at most. */
export async function openStatesAfter(
  reader: Reader,
  tableId: string,
  limit: number,
): Promise<readonly { readonly tableId: string; readonly state: unknown }[]> {
  const rows = await reader
    .selectFrom('card_table')
    .innerJoin('table_state', 'table_state.table_id', 'id')
    .select(['id', 'state'])
    .where('id', '>', tableId)
    .where('closed_ms', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id, state }) => ({ tableId: id, state: unpackState(state) }));
}

/** Accounts by id, so many at most. */
export async function accountsAfter(
  reader: Reader,
  id: string,
  limit: number,
): Promise<readonly (readonly [AccountId, Balances])[]> {
  const rows = await reader
    .selectFrom('ledger_account')
    .select(['id', 'balance', 'pending_debits as pendingDebits', 'pending_credits as pendingCredits'])
    .where('id', '>', id)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id: account, ...balances }) => [account as AccountId, balances]);
}

/** Events that wait to be published since before `beforeMs`: how many of all that wait, 10 000 at most, and since when; null for none. */
export async function lateEvents(
  reader: Reader,
  beforeMs: number,
): Promise<{ readonly events: number; readonly sinceMs: number } | null> {
  const oldest = await reader
    .selectFrom('outbox')
    .select('created_ms')
    .where('published_ms', 'is', null)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (!oldest || oldest.created_ms >= beforeMs) return null;
  const { rows } = await sql<{ events: number }>`
    select count(*) as events from (select 1 as one from outbox where published_ms is null limit 10000) as waiting`.execute(
    reader,
  );
  return { events: Number(rows[0]?.events), sinceMs: oldest.created_ms };
}

const KEY = sql.ref('key');
