import { describe, expect, test } from 'vitest';
import { type Book, decide, EMPTY_BOOK, evolve, replay } from '../book/book.ts';
import { type LinkedBatch, linkedBatch } from '../book/linked-batch.ts';
import { type AccountId, HOUSE, ISSUANCE, inCurrency, prizePoolOf, SUSPENSE, walletOf } from '../chart/accounts.ts';
import { currency } from '../chart/currency.ts';
import { amount } from '../posting/leg.ts';
import { bonus, grant } from '../posting/movements.ts';
import { movesBack, proposeAdjustment } from './adjustment.ts';
import { approve, propose, reject, requestTransfer } from './approval.ts';
import { commitReserved, reserveChips, reservedBy, rollbackReserved } from './reservation.ts';

const given = grant({ playerId: 'ana', requestId: 'g', amount: 1_000, atMs: 0 });
const start = replay([{ kind: 'posted', batch: given }]);

/** Posts batches one after the other; what each comes to. */
function post(from: Book, ...batches: readonly LinkedBatch[]): { readonly book: Book; readonly answers: readonly string[] } {
  let book = from;
  const answers = batches.map((batch) => {
    const decided = decide(book, { kind: 'post', batch });
    if (!decided.ok) return decided.error.status;
    book = decided.value.reduce(evolve, book);
    return decided.value.length === 0 ? 'exists' : 'posted';
  });
  return { book, answers };
}

function balance(book: Book, account: AccountId): readonly [balance: number, leaving: number] {
  const { balance: chips, pendingDebits } = book.accounts.get(account) ?? { balance: 0, pendingDebits: 0 };
  return [chips, pendingDebits];
}

describe('[LEDGER-29] chips set aside', () => {
  const held = reserveChips({
    playerId: 'ana',
    requestId: 'r',
    to: prizePoolOf('cup'),
    amount: 300,
    expiresAtMs: 50,
    atMs: 0,
  });
  const id = reservedBy(held);

  test('are committed whole or in part, and the answer may be repeated but not changed', () => {
    const { book, answers } = post(
      start,
      held,
      commitReserved(id, 120, 9),
      commitReserved(id, 120, 10),
      commitReserved(id, null, 11),
      rollbackReserved(id, 12),
    );
    expect(answers).toEqual(['posted', 'posted', 'exists', 'exists_with_different_amount', 'already_posted']);
    expect(balance(book, walletOf('ana'))).toEqual([880, 0]);
    expect(balance(book, prizePoolOf('cup'))).toEqual([120, 0]);
  });

  test('are let go, also again', () => {
    const { book, answers } = post(
      start,
      held,
      rollbackReserved(id, 9),
      rollbackReserved(id, 10),
      commitReserved(id, null, 11),
    );
    expect(answers).toEqual(['posted', 'posted', 'exists', 'already_voided']);
    expect(balance(book, walletOf('ana'))).toEqual([1_000, 0]);
  });

  test('are set aside once a request', () => {
    expect(post(start, held, held).answers).toEqual(['posted', 'exists']);
    expect(balance(post(start, held).book, walletOf('ana'))).toEqual([1_000, 300]);
  });
});

describe('[LEDGER-30] chips from player to player', () => {
  const wish = requestTransfer({ from: 'ana', to: 'bo', requestId: 'x', amount: 400, expiresAtMs: 90, atMs: 0 });
  const answer = { by: 'olga', atMs: 20 };

  test('wait for an approver, set aside', () => {
    const asked = post(start, wish).book;
    expect(balance(asked, walletOf('ana'))).toEqual([1_000, 400]);
    expect(balance(asked, walletOf('bo'))).toEqual([0, 0]);
    const { book, answers } = post(asked, approve(wish, answer), approve(wish, answer), reject(wish, answer));
    expect(answers).toEqual(['posted', 'exists', 'already_posted']);
    expect(balance(book, walletOf('bo'))).toEqual([400, 0]);
  });

  test('are approved by neither of the two', () => {
    const { answers } = post(start, wish, approve(wish, { ...answer, by: 'ana' }), approve(wish, { ...answer, by: 'bo' }));
    expect(answers).toEqual(['posted', 'same_person', 'same_person']);
  });

  test('come back when they are refused, or nobody answers in time', () => {
    const refused = post(start, wish, reject(wish, answer));
    expect(refused.answers).toEqual(['posted', 'posted']);
    expect(balance(refused.book, walletOf('ana'))).toEqual([1_000, 0]);
    expect(post(start, wish, approve(wish, { ...answer, atMs: 90 })).answers).toEqual(['posted', 'already_expired']);
  });

  test('must be there', () => {
    const more = requestTransfer({ from: 'ana', to: 'bo', requestId: 'y', amount: 601, expiresAtMs: 90, atMs: 0 });
    expect(post(start, wish, more).answers).toEqual(['posted', 'insufficient_chips']);
  });
});

describe("[LEDGER-32] an operator's adjustment", () => {
  const wrong = bonus({ playerId: 'ana', requestId: 'b', amount: 70, atMs: 1 });
  const undo = proposeAdjustment({
    adjustmentId: 'a1',
    by: 'olga',
    moves: movesBack(wrong, () => undefined),
    expiresAtMs: null,
    atMs: 5,
  });

  test('books back what was wrong and leaves it standing', () => {
    const { book, answers } = post(start, wrong, undo, approve(undo, { by: 'pam', atMs: 6 }));
    expect(answers).toEqual(['posted', 'posted', 'posted']);
    expect(book.batches.get(wrong.key)).toEqual(wrong);
    expect(balance(book, walletOf('ana'))).toEqual([1_000, 0]);
    expect(book.accounts.get('bonus' as AccountId)?.balance).toBe(0);
  });

  test('needs two persons', () => {
    const { answers } = post(start, wrong, undo, approve(undo, { by: 'olga', atMs: 6 }), reject(undo, { by: 'olga', atMs: 7 }));
    expect(answers).toEqual(['posted', 'posted', 'same_person', 'posted']);
  });

  test('keeps aside what it is about, so that it cannot be played away before it is approved', () => {
    const { book } = post(start, wrong, undo);
    expect(balance(book, walletOf('ana'))).toEqual([1_070, 70]);
  });

  test('undoes several moves by what they came to, and a commit by as much as it moved', () => {
    const hold = reserveChips({
      playerId: 'ana',
      requestId: 'r',
      to: prizePoolOf('cup'),
      amount: 10,
      expiresAtMs: null,
      atMs: 0,
    });
    const gold = (id: AccountId) => inCurrency(id, currency('gold'));
    const mixed = linkedBatch({ key: 'm', atMs: 2 }, [
      { kind: 'transfer', debit: walletOf('ana'), credit: HOUSE, amount: amount(5), reason: 'transfer' },
      { kind: 'commit', pending: reservedBy(hold), amount: amount(4) },
      { kind: 'transfer', debit: HOUSE, credit: SUSPENSE, amount: amount(1), reason: 'adjustment' },
      { kind: 'transfer', debit: gold(ISSUANCE), credit: gold(HOUSE), amount: amount(2), reason: 'grant' },
    ]);
    const { book, answers } = post(start, hold, mixed);
    expect(answers).toEqual(['posted', 'posted']);
    const moves = movesBack(mixed, (id) => book.reservations.get(id));
    expect(moves.map(({ debit, credit, amount: chips }) => `${debit} > ${credit} ${chips}`)).toEqual([
      'house > wallet:ana 4',
      'prize:cup > wallet:ana 4',
      'suspense > wallet:ana 1',
      'house@gold > issuance@gold 2',
    ]);
    const all = proposeAdjustment({ adjustmentId: 'a2', by: 'olga', moves, expiresAtMs: null, atMs: 5 });
    const undone = post(book, all, approve(all, { by: 'pam', atMs: 6 }));
    expect(undone.answers).toEqual(['posted', 'posted']);
    for (const [account, { balance: chips }] of undone.book.accounts) {
      expect(chips).toBe(start.accounts.get(account)?.balance ?? 0);
    }
    expect(movesBack(hold, () => undefined)).toEqual([]);
  });

  test('is about something', () => {
    const empty = { key: 'p', by: 'olga', moves: [], reason: 'adjustment', expiresAtMs: null, atMs: 0 } as const;
    expect(() => propose(empty)).toThrow('nothing is proposed');
    expect(() => approve(wrong, { by: 'pam', atMs: 0 })).toThrow('is no proposal');
    expect(post(EMPTY_BOOK, wrong).answers).toEqual(['posted']);
  });
});
