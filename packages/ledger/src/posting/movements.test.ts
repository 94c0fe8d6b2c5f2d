import { describe, expect, test } from 'vitest';
import { changesOf } from '../book/changes.ts';
import type { LinkedBatch } from '../book/linked-batch.ts';
import { type AccountId, ISSUANCE, walletOf } from '../chart/accounts.ts';
import { bonus, buyIn, cashOut, grant, rakeback, topUp } from './movements.ts';

const request = { tableId: 't1', playerId: 'ana', requestId: 'r1', amount: 500, atMs: 1 };

/** By how much each account changes. */
function netChanges(batch: LinkedBatch): ReadonlyMap<AccountId, number> {
  const changes = changesOf(batch, () => undefined);
  return new Map(changes.ok ? [...changes.value].map(([account, { balance }]) => [account, balance]) : []);
}

/** `from > to amount reason`, one line a transfer. */
function lines(batch: LinkedBatch): string[] {
  return batch.steps.map((step) =>
    step.kind === 'transfer' ? `${step.debit} > ${step.credit} ${step.amount} ${step.reason}` : step.kind,
  );
}

test('a grant is new chips in the wallet', () => {
  expect(lines(grant(request))).toEqual(['issuance > wallet:ana 500 grant']);
});

test('[LEDGER-31] what the room gives away is its expense, once a request', () => {
  expect(lines(bonus(request))).toEqual(['bonus > wallet:ana 500 bonus']);
  expect(lines(rakeback(request))).toEqual(['rakeback > wallet:ana 500 rakeback']);
  expect([bonus(request).key, rakeback(request).key]).toEqual(['bonus:ana:r1', 'rakeback:ana:r1']);
});

describe('[LEDGER-7] between wallet and table', () => {
  test('a buy-in and a top-up go to the escrow, a cash-out comes back', () => {
    expect(lines(buyIn(request))).toEqual(['wallet:ana > escrow:t1:ana 500 buy-in']);
    expect(lines(topUp(request))).toEqual(['wallet:ana > escrow:t1:ana 500 top-up']);
    expect(lines(cashOut(request))).toEqual(['escrow:t1:ana > wallet:ana 500 cash-out']);
  });

  test('the key is the request: another request, player, table or movement has another', () => {
    const keys = [
      buyIn(request),
      topUp(request),
      cashOut(request),
      grant(request),
      buyIn({ ...request, requestId: 'r2' }),
      buyIn({ ...request, playerId: 'bo' }),
      buyIn({ ...request, tableId: 't2' }),
    ].map((batch) => batch.key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(buyIn({ ...request, atMs: 2 }).key).toBe(buyIn(request).key);
  });
});

test('[LEDGER-2] no movement changes the sum of the books', () => {
  const batches = [grant(request), bonus(request), rakeback(request), buyIn(request), topUp(request), cashOut(request)];
  for (const batch of batches) {
    const changes = netChanges(batch);
    expect([...changes.values()].reduce((sum, change) => sum + change, 0)).toBe(0);
  }
  expect(netChanges(grant(request)).get(ISSUANCE)).toBe(-500);
  expect(netChanges(cashOut(request)).get(walletOf('ana'))).toBe(500);
});
