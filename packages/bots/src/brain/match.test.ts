/** A brain against simple players, heads-up: it wins chips from each, in games of every kind. */
import { gameOf } from '@aboveboard/engine';
import { expect, test } from 'vitest';
import { type Chance, chanceFrom } from '../chance.ts';
import { type Brain, wonBy } from '../testing/match.ts';
import { decideTurn } from './decide.ts';
import { drawPersonality } from './personality.ts';
import { safeAction } from './safe.ts';

const HANDS = 200;
const seeded = (seed: number): Chance => chanceFrom({ bytes: () => Uint8Array.of(seed >>> 24, seed >>> 16, seed >>> 8, seed) });

/** Bets and raises whenever it may, as little as it may, and never folds; draws as a sensible player does. */
function raiser(chance: Chance): Brain {
  const whim = drawPersonality(chance);
  return (view) => {
    const { legal } = view.turn ?? {};
    if (!legal) return decideTurn(view, whim, chance);
    if (legal.raise) return { kind: 'raise-to', to: legal.raise.smallest };
    return legal.call === undefined ? safeAction(view) : { kind: 'call' };
  };
}

test.each(['PO', 'FR', 'F2L3D'])('%s: chips from who raises everything, and from who folds', (code) => {
  const game = gameOf(code) ?? expect.fail(code);
  const chance = seeded(9);
  const whim = drawPersonality(chance);
  const own: Brain = (view) => decideTurn(view, whim, chance);
  expect(wonBy([own, raiser(chance)], game, HANDS, chance)).toBeGreaterThan(0);
  expect(wonBy([own, safeAction], game, HANDS, chance)).toBeGreaterThan(0);
});
