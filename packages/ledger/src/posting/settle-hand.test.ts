import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide, EMPTY_BOOK, evolve } from '../book/book.ts';
import { changesOf } from '../book/changes.ts';
import { contentHash } from '../book/content.ts';
import { type LinkedBatch, linkedBatch } from '../book/linked-batch.ts';
import { isDifferentContent } from '../book/refusal.ts';
import { type AccountId, escrowOf, FEES, ISSUANCE, RAKE } from '../chart/accounts.ts';
import { amount } from './leg.ts';
import { type HandSettlement, handKey, handSettlement } from './settle-hand.ts';

/** `from > to amount reason`, one line a transfer. */
function lines(batch: LinkedBatch): string[] {
  return batch.steps.map((step) =>
    step.kind === 'transfer' ? `${step.debit} > ${step.credit} ${step.amount} ${step.reason}` : step.kind,
  );
}

/** As the first owner of the table settles it. */
const settleHand = (hand: HandSettlement) => handSettlement(hand, 1);
const legsOf = (hand: HandSettlement) => settleHand(hand).steps.flatMap((step) => (step.kind === 'transfer' ? step : []));

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

  test('[LEDGER-28] a fee comes after the rake, and both out of what was lost', () => {
    const charged = settleHand({ ...hand, deltas: hand.deltas.map((d) => (d.delta > 0 ? { ...d, delta: 395 } : d)), fee: 5 });
    expect(lines(charged)).toEqual([
      'escrow:t1:bo > escrow:t1:ana 120 hand',
      'escrow:t1:cy > escrow:t1:ana 275 hand',
      'escrow:t1:cy > rake 20 rake',
      'escrow:t1:cy > fees 5 fee',
    ]);
    expect(() => settleHand({ ...hand, fee: 5 })).toThrow('makes or loses chips');
    expect(() => settleHand({ ...hand, fee: 0.5 })).toThrow('not a fee');
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
    expect(even).toMatchObject({ key: 'hand:t1:7', steps: [], atMs: 1 });
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
      feeShare: fc.integer({ min: 0, max: 2 }),
    })
    .map(({ lost, shares, rakeShare, feeShare }): HandSettlement => {
      const pot = lost.reduce((sum, chips) => sum + chips, 0);
      const rake = Math.floor((pot * rakeShare) / 100);
      const fee = Math.floor((pot * feeShare) / 100);
      const kept = pot - rake - fee;
      const weight = shares.reduce((sum, share) => sum + share, 0) || 1;
      const won = shares.map((share) => Math.floor((kept * share) / weight));
      won[0] = (won[0] ?? 0) + kept - won.reduce((sum, chips) => sum + chips, 0);
      const deltas = [...lost.map((chips) => 0 - chips), ...won].map((delta, i) => ({ playerId: `p${i}`, delta }));
      return { tableId: 't', handNo: 1, deltas, rake, fee, atMs: 0 };
    });

  test('[LEDGER-8] every player gets exactly what the hand says, and the rake too', () => {
    fc.assert(
      fc.property(anyHand, (any) => {
        const expected = new Map<AccountId, number>(any.deltas.map((d) => [escrowOf('t', d.playerId), d.delta]));
        expected.set(RAKE, any.rake);
        expected.set(FEES, any.fee ?? 0);
        const changed = changesOf(settleHand(any), () => undefined);
        const changes = changed.ok ? changed.value : new Map();
        for (const [account, change] of expected) expect(changes.get(account)?.balance ?? 0).toBe(change);
        for (const account of changes.keys()) expect(expected.has(account)).toBe(true);
      }),
    );
  });

  test('[LEDGER-8] a loser only pays and a winner only gets', () => {
    fc.assert(
      fc.property(anyHand, (any) => {
        const payers = new Set<AccountId>(legsOf(any).map((t) => t.debit));
        return legsOf(any).every((t) => !payers.has(t.credit));
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
        expect(contentHash(settleHand({ ...any, deltas }))).toBe(contentHash(settleHand(any)));
      }),
    );
  });
});

describe('[LEDGER-27] a settlement as the owner of the table posts it', () => {
  const hand: HandSettlement = {
    tableId: 't1',
    handNo: 7,
    deltas: [
      { playerId: 'ana', delta: 90 },
      { playerId: 'bo', delta: -100 },
    ],
    rake: 10,
    atMs: 5,
  };
  const [taken, bought] = [
    { kind: 'table-taken', tableId: 't1', epoch: 3 } as const,
    linkedBatch({ key: 'b', atMs: 0 }, [
      { kind: 'transfer', debit: ISSUANCE, credit: escrowOf('t1', 'bo'), amount: amount(500), reason: 'grant' },
    ]),
  ];
  const table = evolve(evolve(EMPTY_BOOK, taken), { kind: 'posted', batch: bought });
  const settled = evolve(table, { kind: 'posted', batch: handSettlement(hand, 3) });

  test('is refused to who is not the owner', () => {
    const batch = handSettlement(hand, 2);
    expect(decide(table, { kind: 'post', batch })).toEqual({ ok: false, error: { status: 'fenced' } });
  });

  test('is found settled by a successor, under any epoch and at any time', () => {
    const owned = evolve(settled, { kind: 'table-taken', tableId: 't1', epoch: 4 });
    for (const epoch of [3, 4]) {
      const batch = handSettlement({ ...hand, atMs: 99, deltas: hand.deltas.toReversed() }, epoch);
      expect(decide(owned, { kind: 'post', batch })).toEqual({ ok: true, value: [] });
      expect(contentHash(batch)).toBe(contentHash(handSettlement(hand, 3)));
    }
  });

  test('is an alarm when it says something else', () => {
    const batch = handSettlement({ ...hand, rake: 0, fee: 10 }, 3);
    const again = decide(settled, { kind: 'post', batch });
    expect(again).toEqual({ ok: false, error: { status: 'exists_with_different_credit', step: 1 } });
    expect(!again.ok && isDifferentContent(again.error)).toBe(true);
    expect(contentHash(batch)).not.toBe(contentHash(handSettlement(hand, 3)));
  });
});
