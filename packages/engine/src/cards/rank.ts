/**
 * What a hand is, in words a screen can translate: read back from its strength, so the two cannot disagree.
 */
import { assert } from '@aboveboard/kit';
import { type Card, type Rank, rankOf, suitOf } from './card.ts';
import { CATEGORIES, type Category, evaluate } from './evaluate.ts';

export interface HandRank {
  readonly category: Category;
  /** Ranks that name it, most telling first, kickers left out: kings full of fours is [11, 2]; a straight or flush by its top. */
  readonly ranks: readonly Rank[];
  /** The five cards used, as the hand is read out: the pair first, then kickers from the top; a wheel ends in its ace. */
  readonly best: readonly Card[];
}

interface Shape {
  /** How many times each packed rank of the strength is held among the five, in order. */
  readonly held: readonly number[];
  /** How many of the packed ranks name the hand. */
  readonly naming: number;
}

const SHAPES: Readonly<Record<Category, Shape>> = {
  'high-card': { held: [1, 1, 1, 1, 1], naming: 1 },
  pair: { held: [2, 1, 1, 1], naming: 1 },
  'two-pair': { held: [2, 2, 1], naming: 2 },
  'three-of-a-kind': { held: [3, 1, 1], naming: 1 },
  straight: { held: [1], naming: 1 },
  flush: { held: [1, 1, 1, 1, 1], naming: 1 },
  'full-house': { held: [3, 2], naming: 2 },
  'four-of-a-kind': { held: [4, 1], naming: 1 },
  'straight-flush': { held: [1], naming: 1 },
};

/** The category of a strength that `evaluate` returned. */
export function categoryOf(strength: number): Category {
  const category = CATEGORIES[strength >> 20];
  assert(category, `not a strength: ${strength}`);
  return category;
}

/** Names the best hand of five, six or seven cards and picks its five; of equal cards the first given is used. */
export function rankHand(cards: readonly Card[]): HandRank {
  const strength = evaluate(cards);
  const category = categoryOf(strength);
  const { held, naming } = SHAPES[category];
  const packed = held.map((_, i) => (strength >> (16 - 4 * i)) & 15);
  const isRun = category === 'straight' || category === 'straight-flush';
  const wanted = isRun ? runFrom(packed[0] as Rank) : packed.flatMap((rank, i) => Array<Rank>(held[i] as number).fill(rank));
  const pool = category === 'flush' || category === 'straight-flush' ? flushCards(cards) : cards;
  return { category, ranks: packed.slice(0, naming), best: pick(pool, wanted) };
}

/** Five ranks down from `top`; below the deuce comes the ace. */
function runFrom(top: Rank): Rank[] {
  return [0, 1, 2, 3, 4].map((down) => (top - down + 13) % 13);
}

function flushCards(cards: readonly Card[]): Card[] {
  const suit = [0, 1, 2, 3].find((s) => cards.filter((c) => suitOf(c) === s).length >= 5);
  return cards.filter((c) => suitOf(c) === suit);
}

function pick(pool: readonly Card[], wanted: readonly Rank[]): Card[] {
  const left = [...pool];
  return wanted.map((rank) => {
    const at = left.findIndex((c) => rankOf(c) === rank);
    assert(at >= 0, `no card of rank ${rank} left`);
    return left.splice(at, 1)[0] as Card;
  });
}
