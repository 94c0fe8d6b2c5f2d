import { anyPlay, chipsAtTable } from '@aboveboard/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SeatIndex } from '../units.ts';
import { decideHand } from './decide.ts';
import { evolveHand, handFrom } from './evolve.ts';
import type { Hand } from './hand.ts';
import { legalActions } from './legal-actions.ts';
import { handResult } from './result.ts';
import { initialHand } from './start.ts';

const seed = Number(process.env.ABOVEBOARD_SEED ?? Date.now() % 2 ** 31);
console.info(`hands by seed ${seed}: ABOVEBOARD_SEED=${seed} repeats them`);

test('20 000 hands of random legal play conserve chips at every event, end, and replay to the same state', () => {
  fc.assert(
    fc.property(anyPlay, ({ setup, events, waits }) => {
      const total = setup.seats.reduce((sum, { stack }) => sum + stack, 0);
      let hand = initialHand;
      for (const event of events) {
        hand = evolveHand(hand, event);
        if (chipsAtTable(hand) !== total) throw new Error(`${chipsAtTable(hand)} chips of ${total} after ${event.kind}`);
      }
      expect(hand.phase).toBe('ended');
      expect(JSON.stringify(hand)).toBe(JSON.stringify(waits.at(-1)));
      const result = handResult(hand) ?? expect.fail('no result');
      expect(result.seats.reduce((sum, { delta }) => sum + delta, 0)).toBe(0 - result.rake);
      expect(result.seats.every(({ stack }) => stack >= 0)).toBe(true);
    }),
    { numRuns: 20_000, seed },
  );
}, 60_000);

test('legal actions are exact: what is offered is accepted, one chip beyond is refused, and nobody else may act', () => {
  const accepts = (hand: Hand, command: Parameters<typeof decideHand>[1]): boolean => decideHand(hand, command).ok;
  fc.assert(
    fc.property(anyPlay, ({ waits }) => {
      for (const hand of waits) {
        const legal = legalActions(hand);
        if (legal === null) continue;
        const { seat, canCheck, call, raise } = legal;
        const to = (n: number): boolean => accepts(hand, { kind: 'raise-to', seat, to: n as never });
        expect(accepts(hand, { kind: 'fold', seat })).toBe(true);
        expect(accepts(hand, { kind: 'check', seat })).toBe(canCheck);
        expect(accepts(hand, { kind: 'call', seat })).toBe(call !== null);
        expect(to(raise ? raise.smallest : hand.betToMatch + hand.fullRaise)).toBe(raise !== null);
        if (raise) expect([to(raise.largest), to(raise.smallest - 1), to(raise.largest + 1)]).toEqual([true, false, false]);
        const other = hand.seats.find((one) => one.seat !== seat)?.seat as SeatIndex;
        expect(accepts(hand, { kind: 'fold', seat: other })).toBe(false);
      }
    }),
    { numRuns: 500, seed },
  );
});

test('anything a player can send is answered, and what is refused changes nothing', () => {
  const anyCommand = fc.record({
    kind: fc.constantFrom('fold', 'check', 'call', 'raise-to', 'show', 'muck', 'time-out' as const),
    seat: fc.integer({ min: -1, max: 11 }),
    to: fc.oneof(fc.integer(), fc.double(), fc.constant(undefined)),
  });
  fc.assert(
    fc.property(anyPlay, fc.array(anyCommand, { minLength: 1, maxLength: 20 }), ({ waits, events }, commands) => {
      for (const hand of waits) {
        const before = JSON.stringify(hand);
        for (const command of commands) decideHand(hand, command as never);
        expect(JSON.stringify(hand)).toBe(before);
      }
      expect(handFrom(events).phase).toBe('ended');
    }),
    { numRuns: 300, seed },
  );
});

test('[POT-8] at a showdown no seat wins more than its own chips from each other seat', () => {
  fc.assert(
    fc.property(anyPlay, ({ waits }) => {
      const hand = waits.at(-1) as Hand;
      const dead = hand.seats.reduce((sum, seat) => sum + seat.dead, 0);
      if (hand.seats.filter(({ isFolded }) => !isFolded).length === 1) return; // the last one standing gets everything (POT-1)
      const highest = Math.max(...hand.seats.map(({ isFolded, paid }) => (isFolded ? 0 : paid)));
      const left = hand.seats.reduce((sum, { isFolded, paid }) => sum + (isFolded ? Math.max(0, paid - highest) : 0), 0); // POT-4
      for (const seat of hand.seats) {
        const won = hand.awards
          .flatMap(({ winners }) => winners)
          .reduce((sum, share) => sum + (share.seat === seat.seat ? share.amount : 0), 0);
        const reach = hand.seats.reduce((sum, other) => sum + Math.min(other.paid, seat.paid), 0);
        expect(won).toBeLessThanOrEqual(reach + dead + left);
      }
    }),
    { numRuns: 2000, seed },
  );
});
