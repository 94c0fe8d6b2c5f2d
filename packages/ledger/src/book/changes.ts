/**
 * What a batch does to each account, and whether the account can bear it.
 *
 * Only the net change of an account counts, accounts in the order of their names: so a batch has one answer whatever the order
 * of its steps, and in a database two batches never wait for each other.
 */
import { assert, err, ok, type Result } from '@aboveboard/kit';
import { type AccountId, currencyOf } from '../chart/accounts.ts';
import { sideOf } from '../chart/classes.ts';
import type { LinkedBatch, StepId } from './linked-batch.ts';
import type { LedgerRefusal } from './refusal.ts';
import { checkResolving, type Reservation } from './reservation.ts';

/** An account's state, and as well by how much it changes. In chips. */
export interface Balances {
  /** Credits less debits of everything posted. */
  readonly balance: number;
  /** Reserved to leave and to come. */
  readonly pendingDebits: number;
  readonly pendingCredits: number;
}

export const NOTHING: Balances = { balance: 0, pendingDebits: 0, pendingCredits: 0 };

export type Changes = ReadonlyMap<AccountId, Balances>;

/** Chips that move, or are set aside (`reserved: 1`) and let go again (`reserved: -1`). */
interface Flow {
  readonly debit: AccountId;
  readonly credit: AccountId;
  readonly moved: number;
  readonly reserved: number;
}

/**
 * The changes of a batch, each account once, in the order of their names, or the first step that cannot be.
 *
 * @param pendingOf the reservation of an id as it stands now
 */
export function changesOf(
  batch: LinkedBatch,
  pendingOf: (id: StepId) => Reservation | undefined,
): Result<Changes, LedgerRefusal> {
  const flows: Flow[] = [];
  for (const [at, step] of batch.steps.entries()) {
    if (step.kind === 'transfer') flows.push({ ...step, moved: step.amount, reserved: 0 });
    else if (step.kind === 'reserve') {
      const isLate = step.expiresAtMs !== null && step.expiresAtMs <= batch.atMs;
      if (isLate) return err({ status: 'expires_in_the_past', step: at });
      flows.push({ ...step, moved: 0, reserved: step.amount });
    } else {
      const checked = checkResolving(pendingOf(step.pending), step, batch, at);
      if (!checked.ok) return checked;
      flows.push(release(checked.value, step.kind === 'commit' ? (step.amount ?? checked.value.amount) : 0));
    }
  }
  return ok(sumOf(flows));
}

/** What it does to both accounts that nobody wanted these chips in time. */
export function changesOfExpiry(reservation: Reservation): Changes {
  return sumOf([release(reservation, 0)]);
}

export function addBalances(one: Balances, other: Balances): Balances {
  return {
    balance: one.balance + other.balance,
    pendingDebits: one.pendingDebits + other.pendingDebits,
    pendingCredits: one.pendingCredits + other.pendingCredits,
  };
}

/**
 * The first account, by name, that cannot bear its change; null when all can.
 *
 * What is set aside to leave counts as gone, and what is set aside to come does not count as there. A change that takes nothing is
 * borne in any state, so an account that somebody's mistake left on the wrong side can still be mended.
 */
export function shortfallIn(changes: Changes, stateOf: (account: AccountId) => Balances): LedgerRefusal | null {
  for (const [account, change] of changes) {
    const after = addBalances(stateOf(account), change);
    const side = sideOf(account);
    if (side === 'credit' && change.balance - change.pendingDebits < 0 && after.balance - after.pendingDebits < 0)
      return { status: 'insufficient_chips', account };
    if (side === 'debit' && change.balance + change.pendingCredits > 0 && after.balance + after.pendingCredits > 0)
      return { status: 'credits_exceed_debits', account };
    const isCountable = [after.balance - after.pendingDebits, after.balance + after.pendingCredits].every(Number.isSafeInteger);
    if (!isCountable) return { status: 'too_many_chips', account };
  }
  return null;
}

function release({ debit, credit, amount }: Reservation, moved: number): Flow {
  return { debit, credit, moved, reserved: -amount };
}

function sumOf(flows: readonly Flow[]): Changes {
  const sums = new Map<AccountId, Balances>();
  const add = (account: AccountId, change: Balances) => {
    const sum = addBalances(sums.get(account) ?? NOTHING, change);
    assert(Object.values(sum).every(Number.isSafeInteger), `one batch changes ${account} by more than can be counted`);
    sums.set(account, sum);
  };
  for (const { debit, credit, moved, reserved } of flows) {
    assert(currencyOf(debit) === currencyOf(credit), `${debit} and ${credit} are of two currencies`);
    add(debit, { balance: -moved, pendingDebits: reserved, pendingCredits: 0 });
    add(credit, { balance: moved, pendingDebits: 0, pendingCredits: reserved });
  }
  const changed = [...sums].filter(([, c]) => c.balance !== 0 || c.pendingDebits !== 0 || c.pendingCredits !== 0);
  return new Map(changed.sort(([a], [b]) => (a < b ? -1 : 1)));
}
