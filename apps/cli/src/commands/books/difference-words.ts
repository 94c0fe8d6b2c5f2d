/** What reconciliation found, in words, and what to do about it. The rest is in runbooks/reconciliation.md. */
import type { BooksRun } from '@aboveboard/room';
import { harmless } from '../../terminal/harmless.ts';
import { timeWords } from '../../terminal/time-words.ts';

export type Difference = BooksRun['differences'][number];
/** Some share their fields, and so their type. */
type Having<One, Code> = One extends { readonly code: infer Codes } ? (Code extends Codes ? One : never) : never;
export type DifferenceOf<Code extends Difference['code']> = Having<Difference, Code>;
type Words = { readonly [Code in Difference['code']]: (difference: DifferenceOf<Code>) => string };

const WORDS: Words = {
  SUM_NOT_ZERO: ({ currency, sum }) =>
    `all accounts together hold ${chips(sum)} ${currency} more than were put out; find the account that is not as posted`,
  OVERDRAWN: ({ account, balance }) => `${account} is at ${chips(balance)}, on the side where it may not be`,
  BALANCE_NOT_POSTED: ({ account, balance, posted }) =>
    `${account} holds ${chips(balance)}, and its entries come to ${chips(posted)}; the journal is right, the balance was changed past it`,
  ESCROW_NOT_STACK: ({ account, escrow, stack }) =>
    `${account} holds ${chips(escrow)}, and the stack at the table is ${chips(stack)}; look at the table's last hands and seats`,
  HAND_NOT_SETTLED: ({ key }) => `${key} ended, and no entry settles it`,
  HAND_SETTLED_TWICE: ({ key }) =>
    `${key} is settled more than once; the schema should not let it: run "npx aboveboard db verify"`,
  SETTLED_WITHOUT_HAND: ({ key }) => `an entry settles ${key}, and no such hand ended`,
  POT_NOT_EMPTY: ({ tableId, pot }) => `table ${tableId} plays no hand, and holds ${chips(pot)} beyond its stacks`,
  POOL_NOT_EMPTY: ({ account, balance }) => `${account} still holds ${chips(balance)}, and its tournament is over`,
  RESERVED_NOT_PENDING: ({ account, side, reserved, pending }) =>
    `${account} has ${chips(reserved)} set aside as ${side}, and its pending reservations come to ${chips(pending)}`,
  RESERVED_NOT_COVERED: ({ account, available }) => `${account} has ${chips(available)} left after what is set aside`,
  STALE_PENDING: ({ pending, sinceMs }) =>
    `${pending} has waited since ${timeWords(sinceMs)}; approve or reject it ("npx aboveboard approvals list")`,
  SUSPENSE_NOT_CLEARED: ({ account, balance }) =>
    `${account} holds ${chips(balance)}; book it where it belongs, with a second person`,
  JOURNAL_NOT_WHOLE: ({ firstNo, lastNo, entries }) =>
    `of the journal's numbers ${firstNo} to ${lastNo}, ${entries} ${entries === 1 ? 'entry is' : 'entries are'} there; restore from a backup`,
  OUTBOX_LAG: ({ events, sinceMs }) =>
    `${events} events have not been told, one since ${timeWords(sinceMs)}; look with "npx aboveboard events status"`,
  CLOSE_NOT_CONTINUOUS: ({ account, expected, balance }) =>
    `the entries since the last close lead ${account} to ${chips(expected)}, and it holds ${chips(balance)}`,
};

/** One line. A code of another version stands as it came. */
export function differenceWords(difference: { readonly code: string }): string {
  const words = (WORDS as Readonly<Record<string, ((difference: never) => string) | undefined>>)[difference.code];
  const text = words ? words(difference as never) : JSON.stringify(difference);
  return `${difference.code}: ${harmless(text, 400)}`;
}

function chips(count: number): string {
  return count.toLocaleString('en');
}
