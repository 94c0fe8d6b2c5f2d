/**
 * Many batches at once, as one after the other: what a group commit writes.
 *
 * A database reads what the batches are about, asks here, and writes each account once. One batch's refusal is its own: the others
 * are posted as if it had never been asked for.
 */
import { ok, type Result } from '@aboveboard/kit';
import type { AccountId } from '../chart/accounts.ts';
import { type Book, decide, draftOf, enter } from './book.ts';
import { addBalances, type Balances, type Changes, NOTHING } from './changes.ts';
import type { Accepted } from './ledger-port.ts';
import type { LinkedBatch } from './linked-batch.ts';
import type { LedgerRefusal } from './refusal.ts';

export interface PostedAll {
  /** One a batch, in their order. */
  readonly answers: readonly Result<Accepted, LedgerRefusal>[];
  /** Those to write, in their order. */
  readonly posted: readonly LinkedBatch[];
  /** What all of them do to each account, in the order of their names; accounts that come out even are left out. */
  readonly changes: Changes;
}

/** @param book as much of the books as the batches are about: their keys, tables, reservations and accounts */
export function postAll(book: Book, batches: readonly LinkedBatch[]): PostedAll {
  const draft = draftOf(book);
  const posted: LinkedBatch[] = [];
  const answers = batches.map((batch): Result<Accepted, LedgerRefusal> => {
    const decided = decide(draft, { kind: 'post', batch });
    if (!decided.ok) return decided;
    for (const event of decided.value) enter(draft, event);
    if (decided.value.length > 0) posted.push(batch);
    return ok(decided.value.length === 0 ? 'exists' : 'posted');
  });
  return { answers, posted, changes: changesBetween(book.accounts, draft.accounts) };
}

function changesBetween(before: ReadonlyMap<AccountId, Balances>, after: ReadonlyMap<AccountId, Balances>): Changes {
  const changes = [...after].flatMap(([account, now]): [AccountId, Balances][] => {
    const then = before.get(account) ?? NOTHING;
    const change = addBalances(now, {
      balance: -then.balance,
      pendingDebits: -then.pendingDebits,
      pendingCredits: -then.pendingCredits,
    });
    const isEven = change.balance === 0 && change.pendingDebits === 0 && change.pendingCredits === 0;
    return isEven ? [] : [[account, change]];
  });
  return new Map(changes.sort(([a], [b]) => (a < b ? -1 : 1)));
}
