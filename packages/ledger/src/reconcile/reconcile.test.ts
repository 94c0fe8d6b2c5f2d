import { describe, expect, test } from 'vitest';
import { type AccountId, escrowOf, ISSUANCE, inCurrency, RAKE, walletOf } from '../chart/accounts.ts';
import { currency } from '../chart/currency.ts';
import { type Books, reconcile } from './reconcile.ts';

const balances = new Map<AccountId, number>([
  [ISSUANCE, -2000],
  [walletOf('ana'), 500],
  [walletOf('bo'), 0],
  [escrowOf('t1', 'ana'), 480],
  [escrowOf('t1', 'bo'), 1010],
  [escrowOf('t2', 'bo'), 0],
  [RAKE, 10],
]);
const sound: Books = {
  balances,
  posted: balances,
  stacks: [
    { tableId: 't1', playerId: 'ana', stack: 480 },
    { tableId: 't1', playerId: 'bo', stack: 1010 },
  ],
  endedHands: [{ tableId: 't1', handNo: 1 }],
  handKeys: ['hand:t1:1'],
};

function withBalance(account: AccountId, balance: number): Books {
  const changed = new Map(balances).set(account, balance);
  return { ...sound, balances: changed, posted: changed };
}

describe('[LEDGER-14] reconciliation', () => {
  test('finds nothing in sound books', () => {
    expect(reconcile(sound)).toEqual([]);
    expect(reconcile({ balances: new Map(), posted: new Map(), stacks: [], endedHands: [], handKeys: [] })).toEqual([]);
  });

  test('a chip made or lost', () => {
    expect(reconcile(withBalance(walletOf('ana'), 501))).toEqual([{ code: 'SUM_NOT_ZERO', currency: 'chips', sum: 1 }]);
  });

  test('a chip made in one currency and lost in another', () => {
    const gold = inCurrency(walletOf('ana'), currency('gold'));
    const changed = new Map(balances).set(gold, 3).set(walletOf('bo'), -3);
    const found = reconcile({ ...sound, balances: changed, posted: changed });
    expect(found).toContainEqual({ code: 'SUM_NOT_ZERO', currency: 'gold', sum: 3 });
    expect(found).toContainEqual({ code: 'SUM_NOT_ZERO', currency: 'chips', sum: -3 });
  });

  test('more in an account of the room than it gave out', () => {
    const books = withBalance(ISSUANCE, 1);
    expect(reconcile(books)).toContainEqual({ code: 'OVERDRAWN', account: 'issuance', balance: 1 });
  });

  test('a hand settled twice', () => {
    const handKeys = ['hand:t1:1', 'hand:t1:1'];
    expect(reconcile({ ...sound, handKeys })).toEqual([{ code: 'HAND_SETTLED_TWICE', key: 'hand:t1:1' }]);
  });

  test('an overdrawn account', () => {
    const books = { ...withBalance(walletOf('ana'), -1), stacks: sound.stacks };
    expect(reconcile(books)).toContainEqual({ code: 'OVERDRAWN', account: 'wallet:ana', balance: -1 });
  });

  test('a balance that its transfers do not add up to', () => {
    const posted = new Map(balances).set(walletOf('ana'), 499);
    expect(reconcile({ ...sound, posted })).toEqual([
      { code: 'BALANCE_NOT_POSTED', account: 'wallet:ana', balance: 500, posted: 499 },
    ]);
  });

  test('transfers of an account that is not there', () => {
    const posted = new Map(balances).set(walletOf('cy'), 5);
    expect(reconcile({ ...sound, posted })).toEqual([
      { code: 'BALANCE_NOT_POSTED', account: 'wallet:cy', balance: 0, posted: 5 },
    ]);
  });

  test('an escrow that is not the stack, also when nobody sits there any more', () => {
    expect(reconcile({ ...sound, stacks: [{ tableId: 't1', playerId: 'bo', stack: 1000 }] })).toEqual([
      { code: 'ESCROW_NOT_STACK', account: 'escrow:t1:ana', escrow: 480, stack: 0 },
      { code: 'ESCROW_NOT_STACK', account: 'escrow:t1:bo', escrow: 1010, stack: 1000 },
    ]);
  });

  test('a stack without an escrow', () => {
    const stacks = [...sound.stacks, { tableId: 't3', playerId: 'cy', stack: 7 }];
    expect(reconcile({ ...sound, stacks })).toEqual([
      { code: 'ESCROW_NOT_STACK', account: 'escrow:t3:cy', escrow: 0, stack: 7 },
    ]);
  });

  test('a hand without its settlement and a settlement without its hand', () => {
    expect(reconcile({ ...sound, handKeys: ['hand:t1:2'] })).toEqual([
      { code: 'HAND_NOT_SETTLED', key: 'hand:t1:1' },
      { code: 'SETTLED_WITHOUT_HAND', key: 'hand:t1:2' },
    ]);
  });
});
