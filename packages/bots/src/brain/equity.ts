/**
 * The share of the pot these cards would win if nothing more were bet, by playing the rest out a few hundred times with cards
 * drawn at random. Opponents hold what they would have come in with; the seat knows no more of them than that.
 */
import { sevenCards } from '@aboveboard/engine';
import type { Chance } from '../chance.ts';
import { shareOfBetterHands } from './starting-hands.ts';

export interface EquityQuestion {
  readonly hole: readonly number[];
  /** Three to five cards, or none. */
  readonly board: readonly number[];
  readonly opponents: number;
  /** Share of starting hands each opponent would have played, 0–1. */
  readonly range: number;
  readonly samples: number;
}

/** More opponents change the answer little, and cost as much as the first. */
const MOST_OPPONENTS = 4;
/** Draws before a hand outside the range is taken all the same. */
const MOST_DRAWS = 3;

/** 0–1; about ±4 % at 150 samples. */
export function estimateEquity(question: EquityQuestion, chance: Chance): number {
  const { hole, board, samples } = question;
  const opponents = Math.min(MOST_OPPONENTS, Math.max(1, question.opponents));
  const deck = restOfDeck([...hole, ...board]);
  let won = 0;
  for (let sample = 0; sample < samples; sample++) {
    const draw = dealer(deck, chance);
    const others = Array.from({ length: opponents }, () => drawHand(draw, question.range));
    const full = [...board];
    while (full.length < 5) full.push(draw.next());
    won += shareWon(hole, others, full);
  }
  return won / samples;
}

/** 1 alone at the top, a half for two, and so on. */
function shareWon(hole: readonly number[], others: readonly number[][], board: readonly number[]): number {
  const { evaluate } = sevenCards();
  const [c, d, e, f, g] = board as [number, number, number, number, number];
  const strengthOf = ([a, b]: readonly number[]): number => evaluate(a as number, b as number, c, d, e, f, g);
  const own = strengthOf(hole);
  let ties = 1;
  for (const other of others) {
    const strength = strengthOf(other);
    if (strength > own) return 0;
    if (strength === own) ties += 1;
  }
  return 1 / ties;
}

interface Dealer {
  next(): number;
  /** Puts back the last `count` cards drawn. */
  back(count: number): void;
}

/** Draws without repeats by swapping what is drawn to the front: no copy of the deck per sample. */
function dealer(deck: Uint8Array, chance: Chance): Dealer {
  let drawn = 0;
  return {
    next() {
      const i = drawn + chance.below(deck.length - drawn);
      const card = deck[i] as number;
      deck[i] = deck[drawn] as number;
      deck[drawn] = card;
      drawn += 1;
      return card;
    },
    back(count) {
      drawn -= count;
    },
  };
}

function drawHand(draw: Dealer, range: number): number[] {
  for (let tries = 1; ; tries++) {
    const a = draw.next();
    const b = draw.next();
    if (tries === MOST_DRAWS || shareOfBetterHands(a, b) < range) return [a, b];
    draw.back(2);
  }
}

function restOfDeck(known: readonly number[]): Uint8Array {
  return Uint8Array.from(Array.from({ length: 52 }, (_, n) => n).filter((n) => !known.includes(n)));
}
