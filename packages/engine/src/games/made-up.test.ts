import { anyPlayOf, chipsAtTable } from '@aboveboard/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { handFrom } from '../poker/evolve.ts';
import type { Game } from '../poker/game.ts';

/** No card room deals this: 32 cards, one of four own cards open, a draw, a board of three, half for the best badugi, spread limit. */
const MADE_UP: Game = {
  code: 'MADE-UP',
  deck: { ranks: '789TJQKA', suits: 'cdhs' },
  limit: 'spread-limit',
  forced: 'blinds',
  boards: 1,
  streets: [
    { name: 'preflop', hole: 'dddu', opens: 'after-blinds', bet: 'small' },
    { name: 'flop', board: 2, opens: 'high-hand', bet: 'small' },
    { name: 'first-draw', draw: 2, opens: 'left-of-button', bet: 'small' },
    { name: 'turn', discard: 1, board: 1, opens: 'left-of-button', bet: 'big' },
  ],
  wins: [
    { type: 'high', use: 'any' },
    { type: 'badugi', use: 'own' },
  ],
};

const seed = Number(process.env.ABOVEBOARD_SEED ?? Date.now() % 2 ** 31);

test(`a made-up game is its description and nothing more (seed ${seed})`, () => {
  const streets = new Set<number>();
  fc.assert(
    fc.property(anyPlayOf(MADE_UP), ({ setup, events, waits }) => {
      const hand = handFrom(events);
      expect(hand).toEqual(waits.at(-1));
      expect(chipsAtTable(hand)).toBe(setup.seats.reduce((sum, { stack }) => sum + stack, 0));
      const isShown = hand.awards.some(({ win }) => win !== null);
      if (!isShown) return;
      expect(hand.boards[0]).toHaveLength(3);
      streets.add(hand.awards.length);
      for (const { isFolded, hole } of hand.seats) if (!isFolded) expect(hole).toHaveLength(hand.isRunOut ? hole.length : 3);
    }),
    { numRuns: 500, seed },
  );
  expect([...streets].some((awards) => awards >= 2)).toBe(true); // pots were shared between high and badugi
});
