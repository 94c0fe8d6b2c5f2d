import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AccountId, escrowOf, ISSUANCE, RAKE, walletOf } from '../chart/accounts.ts';
import { type Batch, contentOf, netChanges } from './batch.ts';
import { buyIn, cashOut, grant, type HandSettlement, handKey, settleHand, topUp } from './movements.ts';

const request = { tableId: 't1', playerId: 'ana', requestId: 'r1', amount: 500, atMs: 1 };

/** `from > to amount reason`, one line a transfer. */
function lines(batch: Batch): string[] {
  return batch.transfers.map((t) => `${t.debit} > ${t.credit} ${t.amount} ${t.reason}`);
}

test('a grant is new chips in the wallet', () => {
  expect(lines(grant(request))).toEqual(['issuance > wallet:ana 500 grant']);
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

describe('settling a hand', () => {
  const hand: HandSettlement = {
    tableId: 't1',
    handNo: 7,
    deltas: [
      { playerId: 'cy', delta: -300 },
      { playerId: 'ana', delta: 400 },
      { playerId: 'bo', delta: -120 },
      { playerId: 'di', delta: 0 },
    ],
    rake: 20,
    atMs: 1,
  };

  test('[LEDGER-8] losers pay the winners, the rake comes last', () => {
    expect(settleHand(hand).key).toBe('hand:t1:7');
    expect(lines(settleHand(hand))).toEqual([
      'escrow:t1:bo > escrow:t1:ana 120 hand',
      'escrow:t1:cy > escrow:t1:ana 280 hand',
      'escrow:t1:cy > rake 20 rake',
    ]);
  });

  test('[LEDGER-8] a hand that makes or loses a chip stops', () => {
    expect(() => settleHand({ ...hand, rake: 19 })).toThrow('makes or loses chips');
    expect(() => settleHand({ ...hand, deltas: [...hand.deltas, { playerId: 'bo', delta: 0 }] })).toThrow('settled twice');
    expect(() => settleHand({ ...hand, deltas: [], rake: -1 })).toThrow('not a rake');
    const halves = [
      { playerId: 'ana', delta: 0.5 },
      { playerId: 'bo', delta: -0.5 },
    ];
    expect(() => settleHand({ ...hand, deltas: halves, rake: 0 })).toThrow('not a whole number');
  });

  test('[LEDGER-10] a split pot without rake moves nothing and is settled all the same', () => {
    const even = settleHand({ ...hand, deltas: [{ playerId: 'ana', delta: 0 }], rake: 0 });
    expect(even).toEqual({ key: 'hand:t1:7', transfers: [], atMs: 1 });
  });

  test('the key of a hand needs a hand number', () => {
    expect(() => handKey('t1', 1.5)).toThrow('not a hand number');
  });

  /** Any hand of 2 to 10 players, as pots would leave it: some lose, what they lose is won or raked. */
  const anyHand = fc
    .record({
      lost: fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 9 }),
      shares: fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 9 }),
      rakeShare: fc.integer({ min: 0, max: 10 }),
    })
    .map(({ lost, shares, rakeShare }): HandSettlement => {
      const pot = lost.reduce((sum, chips) => sum + chips, 0);
      const rake = Math.floor((pot * rakeShare) / 100);
      const weight = shares.reduce((sum, share) => sum + share, 0) || 1;
      const won = shares.map((share) => Math.floor(((pot - rake) * share) / weight));
      won[0] = (won[0] ?? 0) + pot - rake - won.reduce((sum, chips) => sum + chips, 0);
      const deltas = [...lost.map((chips) => 0 - chips), ...won].map((delta, i) => ({ playerId: `p${i}`, delta }));
      return { tableId: 't', handNo: 1, deltas, rake, atMs: 0 };
    });

  test('[LEDGER-8] every player gets exactly what the hand says, and the rake too', () => {
    fc.assert(
      fc.property(anyHand, (any) => {
        const expected = new Map<AccountId, number>(any.deltas.map((d) => [escrowOf('t', d.playerId), d.delta]));
        expected.set(RAKE, any.rake);
        const changes = netChanges(settleHand(any));
        for (const [account, change] of expected) expect(changes.get(account) ?? 0).toBe(change);
        for (const account of changes.keys()) expect(expected.has(account)).toBe(true);
      }),
    );
  });

  test('[LEDGER-8] a loser only pays and a winner only gets', () => {
    fc.assert(
      fc.property(anyHand, (any) => {
        const payers = new Set<AccountId>(settleHand(any).transfers.map((t) => t.debit));
        return settleHand(any).transfers.every((t) => !payers.has(t.credit));
      }),
    );
  });

  test('[LEDGER-9] the order in which players are named makes no difference', () => {
    fc.assert(
      fc.property(anyHand, fc.infiniteStream(fc.nat()), (any, chance) => {
        const deltas = any.deltas
          .map((delta) => ({ delta, at: chance.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ delta }) => delta);
        expect(contentOf(settleHand({ ...any, deltas }))).toBe(contentOf(settleHand(any)));
      }),
    );
  });
});

test('[LEDGER-2] no movement changes the sum of the books', () => {
  const batches = [grant(request), buyIn(request), topUp(request), cashOut(request)];
  for (const batch of batches) {
    const changes = netChanges(batch);
    expect([...changes.values()].reduce((sum, change) => sum + change, 0)).toBe(0);
  }
  expect(netChanges(grant(request)).get(ISSUANCE)).toBe(-500);
  expect(netChanges(cashOut(request)).get(walletOf('ana'))).toBe(500);
});
