/**
 * What a tally says of each hand: how often it wins, and its share of the pot as an exact fraction.
 */
import type { WinRule } from '@aboveboard/engine';
import type { OddsGame } from './question/odds-game.ts';
import type { Prepared } from './question/prepare.ts';
import { outcomes, type Tally, winnersIn } from './tally.ts';

export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** One way to win, on one board. */
export interface PrizeOdds {
  readonly rule: WinRule;
  /** 0-based; games with one board have no other. */
  readonly board: number;
  /** Deals in which the hand alone wins it, and in which it wins it with others. */
  readonly wins: number;
  readonly ties: number;
  /** What it brings of the whole pot, 0 to 1, on average. */
  readonly equity: number;
}

export interface HandOdds {
  /** Deals in which the hand gets the whole pot: all boards, high and low. */
  readonly wins: number;
  /** Deals in which it gets part of it. */
  readonly ties: number;
  /** Its share of the pot on average, 0 to 1; the same as `share`, rounded. */
  readonly equity: number;
  /** The same exactly, for the deals that were counted. In lowest terms. */
  readonly share: Fraction;
  /** Where chance dealt: the interval that holds the true share 95 times of 100. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly prizes: readonly PrizeOdds[];
}

export interface Odds {
  /** Whether every deal was counted; else they are a sample. */
  readonly isExact: boolean;
  /** Deals counted, each as often as the weights of the hands in it say. */
  readonly deals: number;
  readonly hands: readonly HandOdds[];
}

/** Divides by every number of winners, every number of rules that count on a board and every number of boards. */
const UNITS = 2520 * 12;

/** Share of the pot of each hand in one outcome, in `UNITS`, by prize. */
function sharesIn(winners: readonly number[], rules: number, boards: number, hand: number): number[] {
  return winners.map((of, p) => {
    if ((of & (1 << hand)) === 0) return 0;
    const board = Math.floor(p / rules);
    const made = winners.slice(board * rules, (board + 1) * rules).filter((others) => others !== 0).length;
    return UNITS / (boards * made * bitCount(of));
  });
}

function bitCount(set: number): number {
  let count = 0;
  for (let left = set; left !== 0; left &= left - 1) count++;
  return count;
}

/** An outcome with what it is worth to one hand: of each prize and of the whole pot, in `UNITS`. */
interface Outcome {
  readonly winners: readonly number[];
  readonly count: number;
  readonly parts: readonly number[];
  readonly whole: number;
}

export function oddsOf({ game, hands }: Prepared, tally: Tally, isExact: boolean): Odds {
  const rules = game.wins.length;
  const found = outcomes(tally).map(([outcome, count]) => ({
    winners: winnersIn(outcome, hands.length, rules * game.boards),
    count,
  }));
  const deals = found.reduce((sum, { count }) => sum + count, 0);
  const ofHand = (hand: number): Outcome[] =>
    found.map((outcome) => {
      const parts = sharesIn(outcome.winners, rules, game.boards, hand);
      return { ...outcome, parts, whole: parts.reduce((sum, part) => sum + part, 0) };
    });
  return { isExact, deals, hands: hands.map((_, hand) => handOdds(ofHand(hand), hand, game, deals, isExact)) };
}

function handOdds(all: readonly Outcome[], hand: number, game: OddsGame, deals: number, isExact: boolean): HandOdds {
  const won = all.reduce((sum, { whole, count }) => sum + BigInt(whole) * BigInt(count), 0n);
  const share = lowestTerms({ numerator: won, denominator: BigInt(UNITS) * BigInt(deals) });
  const equity = Number(share.numerator) / Number(share.denominator);
  return {
    wins: dealsWhere(all, ({ whole }) => whole === UNITS),
    ties: dealsWhere(all, ({ whole }) => whole > 0 && whole < UNITS),
    equity,
    share,
    interval: isExact ? null : intervalOf(all, deals, equity),
    prizes: Array.from({ length: game.boards * game.wins.length }, (_, p) => ({
      rule: game.wins[p % game.wins.length] as WinRule,
      board: Math.floor(p / game.wins.length),
      wins: dealsWhere(all, ({ winners }) => winners[p] === 1 << hand),
      ties: dealsWhere(all, ({ winners, parts }) => parts[p] !== 0 && winners[p] !== 1 << hand),
      equity: all.reduce((sum, { parts, count }) => sum + (parts[p] as number) * count, 0) / (UNITS * deals),
    })),
  };
}

function dealsWhere(all: readonly Outcome[], is: (outcome: Outcome) => boolean): number {
  return all.reduce((sum, outcome) => (is(outcome) ? sum + outcome.count : sum), 0);
}

/** Standard deviations that 95 of 100 means lie within. */
const Z = 1.959963984540054;

/** Wilson's interval with the variance that was seen, which stays sensible where a hand nearly always or never wins. */
function intervalOf(all: readonly Outcome[], deals: number, mean: number): { low: number; high: number } {
  const squares = all.reduce((sum, { whole, count }) => sum + (whole / UNITS) ** 2 * count, 0);
  const variance = Math.max(0, squares / deals - mean * mean);
  const wide = 1 + (Z * Z) / deals;
  const middle = (mean + (Z * Z) / (2 * deals)) / wide;
  const half = (Z / wide) * Math.sqrt(variance / deals + (Z * Z) / (4 * deals * deals));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

function lowestTerms({ numerator, denominator }: Fraction): Fraction {
  const divisor = greatestDivisor(numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestDivisor(b, a % b);
}
