/** Any operations of the room in any order: whatever is asked, the books are sound, close, and can be built again. */

import { err, ok } from '@aboveboard/kit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Book, decide, EMPTY_BOOK, evolve, type LedgerCommand, type LedgerEvent, replay } from '../book/book.ts';
import { type AccountId, accountOf } from '../chart/accounts.ts';
import { NEVER_CLOSED, openClose } from '../close/daily-close.ts';
import { reconcileOpenMatters } from '../reconcile/open-matters.ts';
import { reconcile } from '../reconcile/reconcile.ts';
import { anyDice, type Dice, OPERATIONS } from '../testing/any-operation.ts';
import { assertSound } from '../testing/sound-books.ts';

type Happening = readonly [what: string, dice: Dice, passedMs: number];

const anyHappenings: fc.Arbitrary<readonly Happening[]> = fc.array(
  fc.tuple(
    fc.constantFrom(...Object.keys(OPERATIONS), 'grant', 'buy-in', 'hand', 'hand', 'expire', 'take'),
    anyDice,
    fc.nat(200),
  ),
  { maxLength: 80, size: 'max' },
);

interface Played {
  readonly book: Book;
  readonly journal: readonly LedgerEvent[];
}

/** Every happening in turn, and again at once: nothing happens the second time. */
function play(happenings: readonly Happening[]): Played {
  const journal: LedgerEvent[] = [];
  let book = EMPTY_BOOK;
  let nowMs = 0;
  for (const [what, dice, passedMs] of happenings) {
    nowMs += passedMs;
    const command = commandOf(what, dice, book, nowMs);
    if (!command) continue;
    const decided = decide(book, command);
    if (decided.ok) {
      journal.push(...decided.value);
      book = decided.value.reduce(evolve, book);
      assertSound({ ...book, batches: [...book.batches.values()], reservations: [...book.reservations.values()] });
    }
    expect(decide(book, decided.ok ? later(command) : command)).toEqual(doneAgain(command, decided));
  }
  return { book, journal };
}

function commandOf(what: string, dice: Dice, book: Book, nowMs: number): LedgerCommand | null {
  if (what === 'expire') return { kind: 'expire', nowMs, limit: 1_000 };
  if (what === 'take') return { kind: 'take-table', tableId: 't', epoch: (book.epochs.get('t') ?? 0) + 1 };
  const batch = OPERATIONS[what]?.(dice, book, nowMs) ?? null;
  return batch && { kind: 'post', batch };
}

/** The same, asked for again a moment later. */
function later(command: LedgerCommand): LedgerCommand {
  return command.kind === 'post' ? { ...command, batch: { ...command.batch, atMs: command.batch.atMs + 1 } } : command;
}

/** What a command comes to the second time. */
function doneAgain(command: LedgerCommand, first: ReturnType<typeof decide>): ReturnType<typeof decide> {
  if (!first.ok) return first;
  return command.kind === 'take-table' ? err({ status: 'fenced' }) : ok([]);
}

test('[LEDGER-2] [LEDGER-3] [LEDGER-5] [LEDGER-23] any operations in any order leave sound books', () => {
  fc.assert(
    fc.property(anyHappenings, (happenings) => {
      const { book, journal } = play(happenings);
      expect(replay(journal)).toEqual(book);
    }),
  );
});

test('[LEDGER-14] [LEDGER-36] [LEDGER-39] any operations leave books that reconcile and close', () => {
  fc.assert(
    fc.property(anyHappenings, fc.nat(80), (happenings, cut) => {
      const { book, journal } = play(happenings);
      const balances = balancesOf(book);
      const escrows = [...balances].flatMap(([id, stack]) => {
        const account = accountOf(id);
        return account.kind === 'escrow' ? [{ tableId: account.tableId, playerId: account.playerId, stack }] : [];
      });
      const handKeys = [...book.batches.keys()].filter((key) => key.startsWith('hand:'));
      const endedHands = handKeys.map((_, at) => ({ tableId: 't', handNo: at + 1 }));
      expect(reconcile({ balances, posted: balances, stacks: escrows, endedHands, handKeys })).toEqual([]);
      const open = reconcileOpenMatters({
        accounts: book.accounts,
        pendings: [...book.reservations.values()].filter(({ state }) => state === 'pending'),
        restingPots: [],
        endedTournaments: [],
        nowMs: 0,
        staleAfterMs: 0,
      });
      expect(open.filter(({ code }) => code !== 'SUSPENSE_NOT_CLEARED')).toEqual([]);
      expect(closed(journal, [cut]).head).toBe(closed(journal, []).head);
    }),
  );
});

/** Closes the journal after so many entries, and then the rest; the last page. */
function closed(journal: readonly LedgerEvent[], cuts: readonly number[]) {
  const entries = journal.flatMap((event) => (event.kind === 'table-taken' ? [] : [event]));
  const { reservations } = replay(journal);
  let mark = NEVER_CLOSED;
  let from = 0;
  for (const [day, cut] of [...cuts.filter((at) => at < entries.length), entries.length].entries()) {
    const open = openClose(day, mark);
    for (const event of entries.slice(from, cut)) open.take(event, (id) => reservations.get(id));
    const { report, mark: next } = open.finish(balancesOf(replay(entries.slice(0, cut))), []);
    expect(report.differences).toEqual([]);
    for (const { debit, credit } of report.trialBalances) expect(debit).toBe(credit);
    if (cut === entries.length) return report;
    [mark, from] = [next, cut];
  }
  throw new Error('the last cut is the end');
}

function balancesOf(book: Book): ReadonlyMap<AccountId, number> {
  return new Map([...book.accounts].map(([id, { balance }]) => [id, balance]));
}

test('every operation is possible at times', () => {
  const answers = new Map<string, Set<string>>();
  for (const happenings of fc.sample(anyHappenings, { numRuns: 300, seed: 1 })) {
    let book = EMPTY_BOOK;
    let nowMs = 0;
    for (const [what, dice, passedMs] of happenings) {
      nowMs += passedMs;
      const command = commandOf(what, dice, book, nowMs);
      const decided = command && decide(book, command);
      if (!decided) continue;
      answers.set(what, (answers.get(what) ?? new Set()).add(decided.ok ? 'posted' : decided.error.status));
      if (decided.ok) book = decided.value.reduce(evolve, book);
    }
  }
  const never = [...answers].filter(([what, seen]) => !seen.has('posted') && what !== 'wrong-hand').map(([what]) => what);
  expect(never).toEqual([]);
  expect([...(answers.get('wrong-hand') ?? [])].some((status) => status.startsWith('exists_with_different_'))).toBe(true);
});
