/**
 * What a hand is, as a plain value a screen can translate: read back from its strength, so the two cannot disagree.
 */
import { assert } from '@aboveboard/kit';
import { type Card, type Rank, rankOf } from './card.ts';
import type { HandType, WinRule } from './hand-type.ts';
import { SHORT_DECK, SHORT_DECK_TRIPS, STANDARD } from './high.ts';
import { LOW_TOP } from './low.ts';
import { NO_HAND, strength } from './strength.ts';

/** The nine of a high hand, and what a low or a badugi without pairs is called. */
export type Category =
  | 'high-card'
  | 'pair'
  | 'two-pair'
  | 'three-of-a-kind'
  | 'straight'
  | 'flush'
  | 'full-house'
  | 'four-of-a-kind'
  | 'straight-flush'
  | 'low'
  | 'badugi';

/** What a hand is, for a screen or a page to put in words. */
export interface HandRank {
  readonly type: HandType;
  /**
   * Lows name what counts against them: a pair, and in deuce to seven a straight or flush. Without any they are a `low`. A badugi is
   * a `badugi` however many cards it has: `best` tells.
   */
  readonly category: Category;
  /**
   * Ranks that name it, 0–12 = 2..A, most telling first. Kickers are left out: kings full of fours is [11, 2]; a straight or flush goes
   * by its top. A low or a badugi has all its ranks, highest first: eight-six low is [6, 4, 2, 1, 12].
   */
  readonly ranks: readonly Rank[];
  /** The cards used, as the hand is read out: the pair first, then kickers from the top; a wheel ends in its ace. */
  readonly best: readonly Card[];
}

const NINE: readonly Category[] = [
  'high-card',
  'pair',
  'two-pair',
  'three-of-a-kind',
  'straight',
  'flush',
  'full-house',
  'four-of-a-kind',
  'straight-flush',
];
const ACE = 12;
const THREE_CARD: readonly Category[] = ['high-card', 'pair', 'flush', 'straight', 'three-of-a-kind', 'straight-flush'];
/** How many of its ranks name a hand; all of them where it is not said. */
const NAMING: Partial<Record<Category, number>> = {
  'high-card': 1,
  pair: 1,
  'two-pair': 2,
  'three-of-a-kind': 1,
  straight: 1,
  flush: 1,
  'full-house': 2,
  'four-of-a-kind': 1,
  'straight-flush': 1,
};

/**
 * Names the hand that `strength` rates, and picks its cards; of equal cards the first given are used.
 *
 * @returns `null` where the cards make no hand of the kind.
 */
export function describeHand(rule: WinRule, hole: readonly Card[], board: readonly Card[]): HandRank | null {
  const worth = strength(rule, hole, board);
  if (worth === NO_HAND) return null;
  const used = cardsUsed(rule, hole, board, worth);
  const category = categoryOf(rule.type, worth);
  const best = inReadingOrder(rule.type, category, used);
  const ranks = [...new Set(best.map(rankOf))];
  return { type: rule.type, category, ranks: ranks.slice(0, NAMING[category] ?? ranks.length), best };
}

/** The category of a strength of this type. */
export function categoryOf(type: HandType, worth: number): Category {
  const category = categoryAt(type, worth);
  assert(category, `not a strength of a ${type} hand: ${worth}`);
  return category;
}

function categoryAt(type: HandType, worth: number): Category | undefined {
  switch (type) {
    case 'badugi':
    case 'badugi-27':
      return 'badugi';
    case 'low-8':
    case 'low-a5':
    case 'low-27':
      return lowCategory((LOW_TOP - worth) >> 20);
    case 'short-deck':
      return NINE[SHORT_DECK.places.indexOf(worth >> 20)];
    case 'short-deck-trips':
      return NINE[SHORT_DECK_TRIPS.places.indexOf(worth >> 20)];
    case 'three-card':
      return THREE_CARD[worth >> 20];
    case 'high':
      return NINE[STANDARD.places.indexOf(worth >> 20)];
  }
}

function lowCategory(place: number): Category | undefined {
  return place === 0 ? 'low' : NINE[place];
}

/** The first cards that alone are worth as much. */
function cardsUsed(rule: WinRule, hole: readonly Card[], board: readonly Card[], worth: number): readonly Card[] {
  const isWorthIt = (cards: readonly Card[]): boolean => strength({ type: rule.type, use: 'own' }, cards, []) === worth;
  const pool = poolOf(rule, hole, board, isWorthIt);
  const used = choose(pool, Math.min(pool.length, handSize(rule.type, worth))).find(isWorthIt);
  assert(used, `no cards are worth ${worth}`);
  return used;
}

/** All cards that may play: of Omaha hands the first two and three that are worth as much. */
function poolOf(
  { use }: WinRule,
  hole: readonly Card[],
  board: readonly Card[],
  isWorthIt: (cards: readonly Card[]) => boolean,
): readonly Card[] {
  if (use !== 'two-and-three') return use === 'own' ? hole : [...hole, ...board];
  const choices = choose(hole, 2).flatMap((two) => choose(board, 3).map((three) => [...two, ...three]));
  return choices.find(isWorthIt) ?? [];
}

function handSize(type: HandType, worth: number): number {
  if (type === 'badugi' || type === 'badugi-27') return worth >> 20;
  return type === 'three-card' ? 3 : 5;
}

/** Every choice of `count` cards, those given first before others. */
function choose(cards: readonly Card[], count: number): readonly (readonly Card[])[] {
  if (count === 0) return [[]];
  return cards.flatMap((card, i) => choose(cards.slice(i + 1), count - 1).map((rest) => [card, ...rest]));
}

/** Ranks held most often first, then from the top; the ace last where it is low. */
function inReadingOrder(type: HandType, category: Category, cards: readonly Card[]): readonly Card[] {
  const held = (card: Card): number => cards.filter((other) => rankOf(other) === rankOf(card)).length;
  const isAceLow = isLowAceType(type) || isWheel(category, cards);
  const height = (card: Card): number => (isAceLow && rankOf(card) === ACE ? -1 : rankOf(card));
  return [...cards].sort((a, b) => held(b) - held(a) || height(b) - height(a));
}

function isLowAceType(type: HandType): boolean {
  return type === 'low-8' || type === 'low-a5' || type === 'badugi';
}

/** A straight with an ace and no king. */
function isWheel(category: Category, cards: readonly Card[]): boolean {
  return (category === 'straight' || category === 'straight-flush') && !cards.some((card) => rankOf(card) === ACE - 1);
}
