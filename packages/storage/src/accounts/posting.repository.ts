/**
 * Posting: what is asked of the ledger is read, decided by the book, and written, each account once.
 *
 * One transaction at a time writes the ledger: it holds the journal's row until it ends. So entries are numbered without a gap, and what
 * was read is as it was when it is written. That every account is written over exactly what was decided from, and stays on its side, is
 * held once more by the UPDATE and by the table's own checks.
 */
import { assert, type Result } from '@aboveboard/kit';
import {
  type Accepted,
  type AccountId,
  addBalances,
  type Balances,
  type Book,
  type Changes,
  changesOfExpiry,
  type LedgerRefusal,
  type LinkedBatch,
  NOTHING,
  postAll,
  type Reservation,
  reservationOf,
  type Step,
  type StepId,
  stepId,
} from '@aboveboard/ledger';
import { among } from '../database/among.ts';
import { inBatches } from '../database/batches.ts';
import type { Reader, Trx } from '../database/schema.ts';
import { insertRows, updateRows } from '../database/write-rows.ts';
import { accountRow, balancesIn } from './accounts.repository.ts';
import { batchesOf, batchRow, dueReservations, hashOf, reservationsById, stepRow } from './ledger-rows.ts';

/**
 * Posts a batch whole, once, or refuses it and leaves every account as it was, even when the caller commits.
 *
 * @returns `exists` when this very batch was posted before; or the first reason against it, in the order of LEDGER-20
 */
export async function postBatch(trx: Trx, batch: LinkedBatch): Promise<Result<Accepted, LedgerRefusal>> {
  const [answer] = await postBatches(trx, [batch]);
  assert(answer, 'one answer a batch');
  return answer;
}

/** Posts many batches as one after the other; one that is refused is refused alone. @returns one answer a batch, in their order */
export async function postBatches(
  trx: Trx,
  batches: readonly LinkedBatch[],
): Promise<readonly Result<Accepted, LedgerRefusal>[]> {
  const firstNo = await takeNumbers(trx, batches.length);
  const book = await bookAbout(trx, batches);
  const { answers, posted, changes } = postAll(book, batches);
  const unused = batches.length - posted.length;
  if (unused > 0) await takeNumbers(trx, -unused);
  await openAccounts(trx, book.accounts, namedIn(posted), changes);
  await writeChanges(trx, book.accounts, changes);
  await writeBatches(trx, posted, firstNo);
  return answers;
}

/**
 * Waits for this transaction's turn to write the ledger. For one that decides by what it reads of it: two that had read before either had
 * its turn would wait for each other, and one of them had to begin again.
 */
export async function awaitTurn(trx: Trx): Promise<void> {
  await takeNumbers(trx, 0);
}

/**
 * Writes down that the time of reservations is over, and lets go of their chips: the oldest first, so many at most.
 *
 * @returns their ids
 */
export async function expireDue(trx: Trx, nowMs: number, limit: number): Promise<readonly StepId[]> {
  assert(Number.isSafeInteger(limit) && limit > 0, `not a limit: ${limit}`);
  await takeNumbers(trx, 0); // nobody resolves them meanwhile
  const due = await dueReservations(trx, nowMs, limit);
  if (due.length === 0) return [];
  const firstNo = await takeNumbers(trx, due.length);
  const changes = changesOfAll(due);
  await writeChanges(trx, await balancesIn(trx, [...changes.keys()]), changes);
  const ids = due.map(({ id }) => id);
  await resolve(trx, ids, 'expired');
  const rows = ids.map((pending, i) => ({ no: firstNo + i, pending, at_ms: nowMs }));
  await insertRows(trx, 'ledger_expiry', rows);
  return ids;
}

/** Takes numbers of the journal, or gives the last ones back, and keeps other writers out until the end. @returns the first one. */
async function takeNumbers(trx: Trx, count: number): Promise<number> {
  const taken = await trx
    .updateTable('ledger_journal')
    .set((eb) => ({ last_no: eb('last_no', '+', count) }))
    .where('id', '=', 1)
    .executeTakeFirstOrThrow();
  assert(taken.numUpdatedRows === 1n, 'the journal has no row');
  const { last_no } = await trx.selectFrom('ledger_journal').select('last_no').executeTakeFirstOrThrow();
  return last_no - count + 1;
}

/** As much of the books as these batches are about. */
async function bookAbout(reader: Reader, batches: readonly LinkedBatch[]): Promise<Book> {
  const steps = batches.flatMap((batch) => batch.steps);
  const pendings = unique(steps.flatMap((step) => ('pending' in step ? step.pending : [])));
  const reservations = await reservationsById(reader, pendings);
  const moves = [...steps.flatMap((step) => ('debit' in step ? step : [])), ...reservations];
  return {
    accounts: await balancesIn(reader, unique(betweenIn(moves))),
    batches: await knownBatches(reader, batches),
    reservations: new Map(reservations.map((reservation) => [reservation.id, reservation])),
    epochs: await epochsOf(reader, unique(batches.flatMap(({ fence }) => fence?.tableId ?? []))),
  };
}

/** Batches that were posted under the same keys. One of the same hash is the one that is asked for: its steps need not be read. */
async function knownBatches(reader: Reader, batches: readonly LinkedBatch[]): Promise<ReadonlyMap<string, LinkedBatch>> {
  const asked = new Map(batches.map((batch) => [batch.key, batch]));
  const known = new Map<string, LinkedBatch>();
  for (const keys of inBatches([...asked.keys()])) {
    const rows = await reader
      .selectFrom('ledger_batch')
      .selectAll()
      .where(among(reader, 'key', keys))
      .execute();
    const isAsked = ({ key, content_hash }: (typeof rows)[number]) => content_hash === hashOf(asked.get(key) as LinkedBatch);
    for (const { key } of rows.filter(isAsked)) known.set(key, asked.get(key) as LinkedBatch);
    for (const other of await batchesOf(
      reader,
      rows.filter((row) => !isAsked(row)),
    ))
      known.set(other.key, other);
  }
  return known;
}

async function epochsOf(reader: Reader, tableIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const epochs = new Map<string, number>();
  for (const ids of inBatches(tableIds)) {
    const rows = await reader
      .selectFrom('card_table')
      .select(['id', 'epoch'])
      .where(among(reader, 'id', ids))
      .execute();
    for (const { id, epoch } of rows) epochs.set(id, epoch);
  }
  return epochs;
}

/** Opens the accounts that are named for the first time, with what comes to them; nothing does where chips only pass through. */
async function openAccounts(
  trx: Trx,
  before: ReadonlyMap<AccountId, Balances>,
  named: readonly AccountId[],
  changes: Changes,
): Promise<void> {
  const rows = named
    .filter((account) => !before.has(account))
    .sort()
    .map((account) => accountRow(account, changes.get(account) ?? NOTHING));
  await insertRows(trx, 'ledger_account', rows);
}

/** Writes each account that there was before once, in the order of their names. */
async function writeChanges(trx: Trx, before: ReadonlyMap<AccountId, Balances>, changes: Changes): Promise<void> {
  const known = [...changes].flatMap(([account, change]) => {
    const was = before.get(account);
    return was ? [{ account, was, is: addBalances(was, change) }] : [];
  });
  const isReserving = known.some(
    ({ was, is }) => was.pendingDebits !== is.pendingDebits || was.pendingCredits !== is.pendingCredits,
  );
  const columns = isReserving ? COLUMNS : { balance: COLUMNS.balance };
  const each = (side: 'was' | 'is') =>
    Object.fromEntries(Object.entries(columns).map(([column, field]) => [column, (one: Overwrite) => one[side][field]]));
  const written = await updateRows(trx, known, {
    ...{ table: 'ledger_account' as const, key: { id: ({ account }: Overwrite) => account } },
    ...{ set: each('is'), guard: each('was') },
  });
  assert(written === known.length, `one of ${known.map(({ account }) => account).join(', ')} is not what was decided from`);
}

interface Overwrite {
  readonly account: AccountId;
  readonly was: Balances;
  readonly is: Balances;
}

/** What is reserved stands as it does in most batches, and is left out of the statement then. */
const COLUMNS = { balance: 'balance', pending_debits: 'pendingDebits', pending_credits: 'pendingCredits' } as const;

async function writeBatches(trx: Trx, batches: readonly LinkedBatch[], firstNo: number): Promise<void> {
  const rows = batches.map((batch, i) => batchRow(batch, firstNo + i));
  await insertRows(trx, 'ledger_batch', rows);
  const steps = batches.flatMap((batch, i) => batch.steps.map((step, position) => stepRow(step, firstNo + i, position)));
  await insertRows(trx, 'ledger_step', steps);
  const reservations = batches.flatMap((batch, i) => reservationRows(batch, firstNo + i));
  await insertRows(trx, 'ledger_reservation', reservations);
  const all = batches.flatMap((batch) => batch.steps);
  await resolve(trx, pendingsOf(all, 'commit'), 'posted');
  await resolve(trx, pendingsOf(all, 'rollback'), 'voided');
}

function reservationRows(batch: LinkedBatch, batchNo: number) {
  return batch.steps.flatMap((step, position) => {
    if (step.kind !== 'reserve') return [];
    const { id, expiresAtMs, state } = reservationOf(batch, step, stepId(batch, position));
    return [{ id, batch_no: batchNo, position, expires_ms: expiresAtMs, state }];
  });
}

function pendingsOf(steps: readonly Step[], kind: 'commit' | 'rollback'): readonly StepId[] {
  return steps.flatMap((step) => (step.kind === kind ? step.pending : []));
}

async function resolve(trx: Trx, ids: readonly StepId[], state: Reservation['state']): Promise<void> {
  for (const some of inBatches(ids)) {
    const resolved = await trx
      .updateTable('ledger_reservation')
      .set({ state })
      .where('id', 'in', some)
      .where('state', '=', 'pending')
      .executeTakeFirstOrThrow();
    assert(resolved.numUpdatedRows === BigInt(some.length), `some of ${some.join(', ')} were resolved before`);
  }
}

function changesOfAll(due: readonly Reservation[]): Changes {
  const changes = new Map<AccountId, Balances>();
  for (const [account, change] of due.flatMap((one) => [...changesOfExpiry(one)]))
    changes.set(account, addBalances(changes.get(account) ?? NOTHING, change));
  return new Map([...changes].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The accounts that these batches move chips between. */
function namedIn(batches: readonly LinkedBatch[]): readonly AccountId[] {
  return unique(betweenIn(batches.flatMap(({ steps }) => steps).flatMap((step) => ('debit' in step ? step : []))));
}

function betweenIn(moves: readonly { readonly debit: AccountId; readonly credit: AccountId }[]): readonly AccountId[] {
  return moves.flatMap(({ debit, credit }) => [debit, credit]);
}

function unique<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items)];
}
