import { expect, test } from 'vitest';
import { ISSUANCE, RAKE, walletOf } from '../chart/accounts.ts';
import { amount, batchOf, contentOf, type Leg, netChanges } from './batch.ts';

const ana = walletOf('ana');
const bo = walletOf('bo');
const leg = (debit: typeof ana, credit: typeof ana, chips: number): Leg => ({
  debit,
  credit,
  amount: amount(chips),
  reason: 'hand',
});

test.each([0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('[LEDGER-1] %s is not an amount that moves', (n) => {
  expect(() => amount(n)).toThrow('not an amount');
});

test('[LEDGER-1] amounts reach up to the last whole number', () => {
  expect(amount(1)).toBe(1);
  expect(amount(2 ** 53 - 1)).toBe(9_007_199_254_740_991);
});

test('[LEDGER-2] a transfer has two different ends', () => {
  expect(() => batchOf('k', [leg(ana, ana, 5)], 0)).toThrow('to itself');
});

test('[LEDGER-2] the net changes of a batch come to nothing together', () => {
  const batch = batchOf('k', [leg(bo, ana, 5), leg(ana, RAKE, 2), leg(ISSUANCE, bo, 5)], 0);
  expect([...netChanges(batch)]).toEqual([
    [ISSUANCE, -5],
    [RAKE, 2],
    [ana, 3],
  ]); // bo comes out even and is left out
});

test('transfers are numbered within their batch', () => {
  expect(batchOf('k', [leg(ana, bo, 1), leg(bo, RAKE, 1)], 7).transfers.map((t) => t.id)).toEqual(['k/0', 'k/1']);
});

test('[LEDGER-6] the content leaves the time out, and nothing else', () => {
  const content = contentOf(batchOf('k', [leg(ana, bo, 5)], 1));
  expect(contentOf(batchOf('k', [leg(ana, bo, 5)], 2))).toBe(content);
  const others = [
    batchOf('l', [leg(ana, bo, 5)], 1),
    batchOf('k', [leg(ana, bo, 6)], 1),
    batchOf('k', [leg(bo, ana, 5)], 1),
    batchOf('k', [leg(ana, RAKE, 5)], 1),
    batchOf('k', [{ ...leg(ana, bo, 5), reason: 'rake' }], 1),
    batchOf('k', [leg(ana, bo, 2), leg(ana, bo, 3)], 1),
    batchOf('k', [], 1),
  ];
  for (const other of others) expect(contentOf(other)).not.toBe(content);
});
