import { describe, expect, test } from 'vitest';
import { EMPTY_BOOK, replay } from '../book/book.ts';
import type { LinkedBatch } from '../book/linked-batch.ts';
import { type AccountId, BONUS, ISSUANCE, inCurrency, prizePoolOf, SUSPENSE, walletOf } from '../chart/accounts.ts';
import { currency } from '../chart/currency.ts';
import { grant } from '../posting/movements.ts';
import { reserveChips } from '../wallet/reservation.ts';
import { type OpenMatters, reconcileOpenMatters } from './open-matters.ts';

const ana = walletOf('ana');
const pool = prizePoolOf('cup');
const held = (requestId: string, expiresAtMs: number | null) =>
  reserveChips({ playerId: 'ana', requestId, to: pool, amount: 300, expiresAtMs, atMs: 10 });
const posted = (batch: LinkedBatch) => ({ kind: 'posted', batch }) as const;
const book = replay([
  posted(grant({ playerId: 'ana', requestId: 'g', amount: 1_000, atMs: 0 })),
  posted(held('a', null)),
  posted(held('b', 100)),
]);
const sound: OpenMatters = {
  accounts: book.accounts,
  pendings: [...book.reservations.values()],
  restingPots: [{ tableId: 't1', pot: 0 }],
  endedTournaments: ['old'],
  nowMs: 50,
  staleAfterMs: 60,
};
/** The books with one account changed. */
function withAccount(id: AccountId, change: Partial<{ balance: number; pendingDebits: number; pendingCredits: number }>) {
  const before = book.accounts.get(id) ?? { balance: 0, pendingDebits: 0, pendingCredits: 0 };
  return { ...sound, accounts: new Map(book.accounts).set(id, { ...before, ...change }) };
}

describe('[LEDGER-36] what is under way', () => {
  test('nothing is found in sound books', () => {
    expect(reconcileOpenMatters(sound)).toEqual([]);
    expect(reconcileOpenMatters({ ...sound, accounts: EMPTY_BOOK.accounts, pendings: [] })).toEqual([]);
  });

  test('a pot between hands', () => {
    const restingPots = [...sound.restingPots, { tableId: 't2', pot: 5 }];
    expect(reconcileOpenMatters({ ...sound, restingPots })).toEqual([{ code: 'POT_NOT_EMPTY', tableId: 't2', pot: 5 }]);
  });

  test('a pool of a tournament that is over, in any currency', () => {
    const gold = inCurrency(prizePoolOf('old'), currency('gold'));
    expect(reconcileOpenMatters(withAccount(gold, { balance: 1 }))).toEqual([
      { code: 'POOL_NOT_EMPTY', account: 'prize:old@gold', balance: 1 },
    ]);
    expect(reconcileOpenMatters(withAccount(prizePoolOf('new'), { balance: 1 }))).toEqual([]);
  });

  test('chips set aside that are not pending, and the other way round', () => {
    expect(reconcileOpenMatters(withAccount(ana, { pendingDebits: 599 }))).toEqual([
      { code: 'RESERVED_NOT_PENDING', account: 'wallet:ana', side: 'leaving', reserved: 599, pending: 600 },
    ]);
    expect(
      reconcileOpenMatters({ ...sound, accounts: new Map([[ana, { balance: 1_000, pendingDebits: 600, pendingCredits: 0 }]]) }),
    ).toEqual([{ code: 'RESERVED_NOT_PENDING', account: 'prize:cup', side: 'coming', reserved: 0, pending: 600 }]);
  });

  test('chips set aside that are not there', () => {
    expect(reconcileOpenMatters(withAccount(ana, { balance: 599 }))).toEqual([
      { code: 'RESERVED_NOT_COVERED', account: 'wallet:ana', available: -1 },
    ]);
    const back = { ...sound.pendings[0], debit: ana, credit: BONUS } as (typeof sound.pendings)[number];
    const found = reconcileOpenMatters({ ...withAccount(BONUS, { pendingCredits: 300 }), pendings: [...sound.pendings, back] });
    expect(found).toContainEqual({ code: 'RESERVED_NOT_COVERED', account: 'bonus', available: -300 });
  });

  test('what has waited for too long, from its beginning or from its end', () => {
    expect(reconcileOpenMatters({ ...sound, nowMs: 70 })).toEqual([]);
    expect(reconcileOpenMatters({ ...sound, nowMs: 71 })).toEqual([
      { code: 'STALE_PENDING', pending: 'reserve:ana:a/0', sinceMs: 10 },
    ]);
    const both = reconcileOpenMatters({ ...sound, nowMs: 161 });
    expect(both).toContainEqual({ code: 'STALE_PENDING', pending: 'reserve:ana:b/0', sinceMs: 100 });
    expect(both).toHaveLength(2);
  });

  test('suspense that nobody has cleared, on either side', () => {
    for (const balance of [-3, 3]) {
      expect(reconcileOpenMatters(withAccount(SUSPENSE, { balance }))).toEqual([
        { code: 'SUSPENSE_NOT_CLEARED', account: 'suspense', balance },
      ]);
    }
    expect(reconcileOpenMatters(withAccount(ISSUANCE, {}))).toEqual([]);
  });
});
