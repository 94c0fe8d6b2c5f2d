import { bombPot, GAMES, handResult, NO_LIMIT_HOLDEM } from '@aboveboard/engine';
import { anyPlayOf } from '@aboveboard/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countHand } from './count-hand.ts';

test('[STAT-2] a bomb pot has no opening street: all see the flop, and what is bet there is aggression', () => {
  const game = bombPot(NO_LIMIT_HOLDEM, 1);
  fc.assert(
    fc.property(anyPlayOf(game), ({ events }) => {
      for (const own of countHand(events).values())
        expect(own).toMatchObject({ turns: 0, vpip: 0, cBetChances: 0, sawNext: 1 });
    }),
    { numRuns: 20 },
  );
});

test('of any hand: every part is within its whole, and the net is that of the hand', () => {
  fc.assert(
    fc.property(fc.constantFrom(...GAMES).chain(anyPlayOf), ({ events, waits }) => {
      const counts = countHand(events);
      const result = handResult(waits.at(-1) as (typeof waits)[number]);
      for (const { seat, delta } of result?.seats ?? []) expect(counts.get(seat)?.net).toBe(delta);
      for (const own of counts.values()) {
        const parts = [own.hands, own.turns, own.vpip, own.pfr, own.threeBets];
        expect(parts).toEqual(parts.toSorted((a, b) => b - a));
        expect(own.threeBetChances).toBeGreaterThanOrEqual(own.threeBets);
        expect(own.threeBetsFaced).toBeGreaterThanOrEqual(own.threeBetFolds);
        expect(own.sawNext).toBeGreaterThanOrEqual(own.showdowns);
        expect(own.showdowns).toBeGreaterThanOrEqual(own.showdownsWon);
        expect(own.cBetChances).toBeGreaterThanOrEqual(own.cBets);
      }
    }),
    { numRuns: 200 },
  );
});
