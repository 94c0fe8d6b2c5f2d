/** How a seat differs from its neighbour: drawn once, kept for its life. */
import type { Chance } from '../chance.ts';

export interface Personality {
  /** Multiplies the ranges it plays: 0.7 tight, 1.5 loose. */
  readonly looseness: number;
  /** Chance to bet or raise where a call would do, 0–1. */
  readonly aggression: number;
  /** Chance to bet with nothing where it is checked to, 0–1. */
  readonly bluffing: number;
  /** How far below the price it still calls, in share of the pot. */
  readonly stubbornness: number;
  /** Wishes the board run twice when it is all-in. */
  readonly runsTwice: boolean;
  /** Chance to show what it bets with in the end, 0–1. */
  readonly showing: number;
  /** Multiplies thinking times. */
  readonly slowness: number;
}

export function drawPersonality(chance: Chance): Personality {
  return {
    looseness: chance.between(0.75, 1.45),
    aggression: chance.between(0.3, 0.8),
    bluffing: chance.between(0.04, 0.22),
    stubbornness: chance.between(0, 0.06),
    runsTwice: chance.isHit(0.5),
    showing: chance.between(0, 0.1),
    slowness: chance.between(0.7, 1.3),
  };
}
