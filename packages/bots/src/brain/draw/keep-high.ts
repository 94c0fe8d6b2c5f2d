/** Drawing to a high hand: what is paired, what is made, four to a flush or a straight, else the highest cards. */
import { type Card, card, rankOf, suitOf } from '@aboveboard/engine';

const FULL = 5;
const DRAW = FULL - 1;
const QUEEN = 10;
const ACE = 12;
/** High cards kept with nothing better. */
const MOST_HIGH_CARDS = 2;

export function keepHigh(hand: readonly number[]): number[] {
  const cards = hand.map(card);
  const paired = cards.filter((c) => cards.some((other) => other !== c && rankOf(other) === rankOf(c)));
  if (paired.length > 0) return isFullHouse(paired) ? [...hand] : paired;
  return [...(madeOrFour(cards) ?? highCards(cards))];
}

function isFullHouse(paired: readonly Card[]): boolean {
  return paired.length === FULL && new Set(paired.map(rankOf)).size === 2;
}

/** Five or four to a flush or straight, the made hand before the draw; null for none. */
function madeOrFour(cards: readonly Card[]): readonly Card[] | null {
  const flush = longestFlush(cards);
  if (flush.length >= FULL) return flush;
  const straight = straightOf(cards, FULL);
  if (straight) return straight;
  return flush.length === DRAW ? flush : straightOf(cards, DRAW);
}

function longestFlush(cards: readonly Card[]): readonly Card[] {
  const ofSuit = [0, 1, 2, 3].map((suit) => cards.filter((c) => suitOf(c) === suit));
  return ofSuit.reduce((longest, suited) => (suited.length > longest.length ? suited : longest));
}

/** So many different ranks in a row; four only where both ends are open. */
function straightOf(cards: readonly Card[], length: number): readonly Card[] | null {
  const ordered = [...cards].sort((a, b) => rankOf(a) - rankOf(b));
  for (let at = ordered.length - length; at >= 0; at--) {
    const run = ordered.slice(at, at + length);
    const top = rankOf(run.at(-1) as Card);
    const isInRow = top - rankOf(run[0] as Card) === length - 1;
    if (isInRow && (length === FULL || top < ACE)) return run;
  }
  return length === FULL && isWheel(ordered) ? ordered : null;
}

function isWheel(ordered: readonly Card[]): boolean {
  return ordered.map(rankOf).join() === `0,1,2,3,${ACE}`;
}

function highCards(cards: readonly Card[]): Card[] {
  const highestFirst = [...cards].sort((a, b) => b - a);
  return highestFirst.filter((c, i) => i === 0 || (i < MOST_HIGH_CARDS && rankOf(c) >= QUEEN));
}
