/**
 * The book: the ledger as a machine without a database.
 *
 * `decide` may refuse and changes nothing, `evolve` books what was decided and cannot refuse, so the books can be built again from
 * their events alone: reconciliation does that, and compares. What a database keeps answers as this does, in the same order.
 */
import { assert, err, ok, type Result, unreachable } from '@aboveboard/kit';
import type { AccountId } from '../chart/accounts.ts';
import { addBalances, type Balances, type Changes, changesOf, changesOfExpiry, NOTHING, shortfallIn } from './changes.ts';
import { differenceBetween } from './content.ts';
import { type LinkedBatch, type StepId, stepId } from './linked-batch.ts';
import type { LedgerRefusal } from './refusal.ts';
import { isDue, type Reservation, reservationOf } from './reservation.ts';

export type LedgerCommand =
  | { readonly kind: 'post'; readonly batch: LinkedBatch }
  /** Takes note of reservations whose time is over, the oldest first, so many at most. */
  | { readonly kind: 'expire'; readonly nowMs: number; readonly limit: number }
  /** Another owner of a table begins; its epoch is greater than any before. */
  | { readonly kind: 'take-table'; readonly tableId: string; readonly epoch: number };

export type LedgerEvent =
  | { readonly kind: 'posted'; readonly batch: LinkedBatch }
  | { readonly kind: 'expired'; readonly pending: StepId; readonly atMs: number }
  | { readonly kind: 'table-taken'; readonly tableId: string; readonly epoch: number };

export interface Book {
  readonly accounts: ReadonlyMap<AccountId, Balances>;
  readonly batches: ReadonlyMap<string, LinkedBatch>;
  readonly reservations: ReadonlyMap<StepId, Reservation>;
  /** The epoch of each table that ever had an owner. */
  readonly epochs: ReadonlyMap<string, number>;
}

export const EMPTY_BOOK: Book = { accounts: new Map(), batches: new Map(), reservations: new Map(), epochs: new Map() };

/**
 * What a command comes to: its events, none when it was done before (`exists`) or there is nothing to do, or why not.
 *
 * A batch is checked in the order of LEDGER-20: its key, the fence, each step, each account.
 */
export function decide(book: Book, command: LedgerCommand): Result<readonly LedgerEvent[], LedgerRefusal> {
  switch (command.kind) {
    case 'post':
      return decidePost(book, command.batch);
    case 'expire':
      return ok(
        dueIn(book, command.nowMs, command.limit).map(({ id }) => ({ kind: 'expired', pending: id, atMs: command.nowMs })),
      );
    case 'take-table': {
      const isNew = command.epoch > (book.epochs.get(command.tableId) ?? 0);
      return isNew ? ok([{ ...command, kind: 'table-taken' }]) : err({ status: 'fenced' });
    }
    default:
      return unreachable(command);
  }
}

function decidePost(book: Book, batch: LinkedBatch): Result<readonly LedgerEvent[], LedgerRefusal> {
  const known = book.batches.get(batch.key);
  if (known) {
    const differing = differenceBetween(known, batch);
    return differing ? err({ status: `exists_with_different_${differing.field}`, step: differing.step }) : ok([]);
  }
  if (batch.fence && book.epochs.get(batch.fence.tableId) !== batch.fence.epoch) return err({ status: 'fenced' });
  const changes = changesOf(batch, (id) => book.reservations.get(id));
  if (!changes.ok) return changes;
  const shortfall = shortfallIn(changes.value, (account) => book.accounts.get(account) ?? NOTHING);
  return shortfall ? err(shortfall) : ok([{ kind: 'posted', batch }]);
}

/** Pending reservations whose time is over, the oldest first. */
function dueIn(book: Book, nowMs: number, limit: number): readonly Reservation[] {
  assert(Number.isSafeInteger(limit) && limit > 0, `not a limit: ${limit}`);
  return [...book.reservations.values()]
    .filter((reservation) => isDue(reservation, nowMs))
    .sort((a, b) => (a.expiresAtMs ?? 0) - (b.expiresAtMs ?? 0) || (a.id < b.id ? -1 : 1))
    .slice(0, limit);
}

export function evolve(book: Book, event: LedgerEvent): Book {
  return replay([event], book);
}

/** The book after these events, in order. They are taken as decided: one that could not have been is our own mistake. */
export function replay(events: Iterable<LedgerEvent>, from: Book = EMPTY_BOOK): Book {
  const draft = draftOf(from);
  for (const event of events) enter(draft, event);
  return draft;
}

/** A book that nobody else has seen yet, and that is written in place. */
export interface Draft {
  readonly accounts: Map<AccountId, Balances>;
  readonly batches: Map<string, LinkedBatch>;
  readonly reservations: Map<StepId, Reservation>;
  readonly epochs: Map<string, number>;
}

export function draftOf({ accounts, batches, reservations, epochs }: Book): Draft {
  return {
    accounts: new Map(accounts),
    batches: new Map(batches),
    reservations: new Map(reservations),
    epochs: new Map(epochs),
  };
}

/** Enters `event` in a draft. */
export function enter(draft: Draft, event: LedgerEvent): void {
  switch (event.kind) {
    case 'posted':
      applyBatch(draft, event.batch);
      return;
    case 'expired':
      applyExpiry(draft, event.pending);
      return;
    case 'table-taken':
      draft.epochs.set(event.tableId, event.epoch);
      return;
    default:
      unreachable(event);
  }
}

function applyExpiry(draft: Draft, id: StepId): void {
  const pending = draft.reservations.get(id);
  assert(pending?.state === 'pending', `${id} is not pending`);
  applyChanges(draft, changesOfExpiry(pending));
  draft.reservations.set(id, { ...pending, state: 'expired' });
}

function applyBatch(draft: Draft, batch: LinkedBatch): void {
  assert(!draft.batches.has(batch.key), `${batch.key} was posted before`);
  const changes = changesOf(batch, (id) => draft.reservations.get(id));
  assert(changes.ok, `${batch.key} cannot have been posted`);
  applyChanges(draft, changes.value);
  draft.batches.set(batch.key, batch);
  for (const [at, step] of batch.steps.entries()) {
    if (step.kind === 'reserve') {
      const reservation = reservationOf(batch, step, stepId(batch, at));
      draft.reservations.set(reservation.id, reservation);
    } else if (step.kind !== 'transfer') {
      const pending = draft.reservations.get(step.pending);
      assert(pending, `${step.pending} is not reserved`);
      draft.reservations.set(pending.id, { ...pending, state: step.kind === 'commit' ? 'posted' : 'voided' });
    }
  }
}

function applyChanges(draft: Draft, changes: Changes): void {
  for (const [account, change] of changes)
    draft.accounts.set(account, addBalances(draft.accounts.get(account) ?? NOTHING, change));
}
