/** The brain in every game that a table may offer: always a legal answer, the same for the same chance, and soon. */
import { type Game, gameOf, type Hand, type HandCommand, playHand, type SeatIndex } from '@aboveboard/engine';
import { GAME_CODES } from '@aboveboard/protocol';
import { anyPlayOf } from '@aboveboard/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Chance, chanceFrom } from '../chance.ts';
import { viewOf } from '../testing/view-of.ts';
import { decideTurn } from './decide.ts';
import { drawPersonality } from './personality.ts';

const seeded = (seed: number): Chance => chanceFrom({ bytes: () => Uint8Array.of(seed >>> 24, seed >>> 16, seed >>> 8, seed) });
const game = (code: string): Game => gameOf(code) ?? expect.fail(code);
/** Of processor time, whatever else the machine does; a decision takes about a twentieth of it, so only a change of order is caught. */
const MOST_MS = 20;

function decided(hand: Hand, seed: number): HandCommand | null {
  const view = viewOf(hand);
  if (!view) return null;
  const chance = seeded(seed);
  return { ...decideTurn(view, drawPersonality(chance), chance), seat: view.ownSeat as SeatIndex } as HandCommand;
}

describe('whatever hand is played: what the brain decides is legal, and again the same', () => {
  test.each([...GAME_CODES])('%s', (code) => {
    let [decisions, ms] = [0, 0];
    fc.assert(
      fc.property(anyPlayOf(game(code)), fc.integer(), ({ waits }, seed) => {
        for (const hand of waits) {
          const before = process.cpuUsage();
          const command = decided(hand, seed);
          if (!command) continue;
          const { user, system } = process.cpuUsage(before);
          ms += (user + system) / 1_000;
          decisions += 1;
          const played = playHand(hand, command);
          expect(played.ok, JSON.stringify([command, played.ok || played.error])).toBe(true);
          if (decisions % 10 === 0) expect(decided(hand, seed)).toEqual(command);
        }
      }),
      { numRuns: 5 },
    );
    expect(decisions).toBeGreaterThan(0);
    expect(ms / decisions).toBeLessThan(MOST_MS);
  });
});
