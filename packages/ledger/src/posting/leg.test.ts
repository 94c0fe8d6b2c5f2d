import { expect, test } from 'vitest';
import { changesOf } from '../book/changes.ts';
import { contentHash, contentText } from '../book/content.ts';
import { stepId, transferBatch } from '../book/linked-batch.ts';
import { ISSUANCE, RAKE, walletOf } from '../chart/accounts.ts';
import { amount, type Leg } from './leg.ts';

const ana = walletOf('ana');
const bo = walletOf('bo');
const leg = (debit: typeof ana, credit: typeof ana, chips: number): Leg => ({
  debit,
  credit,
  amount: amount(chips),
  reason: 'hand',
});
const batchOf = (key: string, legs: readonly Leg[], atMs: number) => transferBatch({ key, atMs }, legs);

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

test('[LEDGER-2] the changes of a batch come to nothing together', () => {
  const changes = changesOf(batchOf('k', [leg(bo, ana, 5), leg(ana, RAKE, 2), leg(ISSUANCE, bo, 5)], 0), () => undefined);
  expect(changes.ok && [...changes.value].map(([account, { balance }]) => [account, balance])).toEqual([
    [ISSUANCE, -5],
    [RAKE, 2],
    [ana, 3],
  ]); // bo comes out even and is left out
});

test('steps are numbered within their batch', () => {
  const batch = batchOf('k', [leg(ana, bo, 1), leg(bo, RAKE, 1)], 7);
  expect(batch.steps.map((_, at) => stepId(batch, at))).toEqual(['k/0', 'k/1']);
});

test('[LEDGER-6] the content leaves the time out, and nothing else', () => {
  const content = contentText(batchOf('k', [leg(ana, bo, 5)], 1));
  expect(contentText(batchOf('k', [leg(ana, bo, 5)], 2))).toBe(content);
  const others = [
    batchOf('l', [leg(ana, bo, 5)], 1),
    batchOf('k', [leg(ana, bo, 6)], 1),
    batchOf('k', [leg(bo, ana, 5)], 1),
    batchOf('k', [leg(ana, RAKE, 5)], 1),
    batchOf('k', [{ ...leg(ana, bo, 5), reason: 'rake' }], 1),
    batchOf('k', [leg(ana, bo, 2), leg(ana, bo, 3)], 1),
    batchOf('k', [], 1),
  ];
  for (const other of others) expect(contentText(other)).not.toBe(content);
  expect(new Set(others.map(contentHash)).size).toBe(others.length);
});
