/**
 * What is true of books at any time, counted again from what was posted, step by step, and by nothing that the ledger itself
 * counts with.
 */
import { assert } from '@aboveboard/kit';
import type { Balances } from '../book/changes.ts';
import type { LinkedBatch, Step } from '../book/linked-batch.ts';
import type { Reservation } from '../book/reservation.ts';
import { type AccountId, accountOf } from '../chart/accounts.ts';

export interface WholeBooks {
  readonly accounts: ReadonlyMap<AccountId, Balances>;
  readonly batches: readonly LinkedBatch[];
  /** All of them, in any state. */
  readonly reservations: readonly Reservation[];
}

const GIVES_OUT = ['issuance', 'bonus', 'freeroll', 'rakeback'];

/** @throws when a chip was made or lost, an account is on the wrong side, or a reservation was resolved twice */
export function assertSound(books: WholeBooks): void {
  assertEachOnItsSide(books);
  assertDebitsAreCredits(books);
  assertResolvedOnce(books);
  assertCountedFromSteps(books);
  assertReservedIsPending(books);
}

function assertEachOnItsSide({ accounts }: WholeBooks): void {
  for (const [account, { balance, pendingDebits, pendingCredits }] of accounts) {
    const { kind } = accountOf(account);
    assert(pendingDebits >= 0 && pendingCredits >= 0, `${account} has less than nothing reserved`);
    if (kind === 'suspense') continue;
    if (GIVES_OUT.includes(kind)) assert(balance + pendingCredits <= 0, `${account} takes more than it gave`);
    else assert(balance - pendingDebits >= 0, `${account} is overdrawn`);
  }
}

function assertDebitsAreCredits({ accounts }: WholeBooks): void {
  const sums = new Map<string, number>();
  for (const [account, { balance, pendingDebits, pendingCredits }] of accounts) {
    const currency = account.split('@')[1] ?? '';
    sums.set(currency, (sums.get(currency) ?? 0) + balance);
    sums.set(`${currency} reserved`, (sums.get(`${currency} reserved`) ?? 0) + pendingCredits - pendingDebits);
  }
  for (const [what, sum] of sums) assert(sum === 0, `debits are not credits: ${sum} of ${what || 'chips'}`);
}

function assertResolvedOnce({ batches, reservations }: WholeBooks): void {
  const resolved = new Map<string, Step['kind'][]>();
  for (const step of batches.flatMap((batch) => batch.steps)) {
    if ('pending' in step) resolved.set(step.pending, [...(resolved.get(step.pending) ?? []), step.kind]);
  }
  for (const { id, state } of reservations) {
    const expected = { pending: [], expired: [], posted: ['commit'], voided: ['rollback'] }[state];
    assert(`${resolved.get(id) ?? []}` === `${expected}`, `${id} is ${state}, and was resolved by ${resolved.get(id)}`);
  }
}

function assertCountedFromSteps({ accounts, batches, reservations }: WholeBooks): void {
  const reserved = new Map(reservations.map((reservation) => [reservation.id, reservation]));
  const counted = new Map<AccountId, number>();
  const count = (account: AccountId, chips: number) => counted.set(account, (counted.get(account) ?? 0) + chips);
  for (const step of batches.flatMap((batch) => batch.steps)) {
    const moved = step.kind === 'commit' ? reserved.get(step.pending) : step.kind === 'transfer' ? step : undefined;
    if (!moved) continue;
    const chips = step.kind === 'commit' ? (step.amount ?? moved.amount) : moved.amount;
    count(moved.debit, -chips);
    count(moved.credit, chips);
  }
  for (const account of new Set([...accounts.keys(), ...counted.keys()])) {
    const is = accounts.get(account)?.balance ?? 0;
    assert(is === (counted.get(account) ?? 0), `${account} is ${is}, and its steps come to ${counted.get(account) ?? 0}`);
  }
}

function assertReservedIsPending({ accounts, reservations }: WholeBooks): void {
  const pending = reservations.filter(({ state }) => state === 'pending');
  const sum = (own: readonly Reservation[]) => own.reduce((chips, { amount }) => chips + amount, 0);
  for (const [account, { pendingDebits, pendingCredits }] of accounts) {
    const leaving = sum(pending.filter(({ debit }) => debit === account));
    const coming = sum(pending.filter(({ credit }) => credit === account));
    const isSo = pendingDebits === leaving && pendingCredits === coming;
    assert(
      isSo,
      `${account} has ${pendingDebits} leaving and ${pendingCredits} coming, and pending are ${leaving} and ${coming}`,
    );
  }
}
