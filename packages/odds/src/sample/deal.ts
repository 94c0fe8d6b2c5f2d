/**
 * One deal by chance, each possible deal as likely as its weight says: ranges first, all of them again when two want the same card,
 * then everything else from the cards that are left. Every meeting of ranges leaves as many cards, so none is favoured.
 */
import type { Card } from '@aboveboard/engine';
import type { Prepared } from '../question/prepare.ts';
import type { Combo } from '../question/question.ts';
import type { Chance } from './chance.ts';

/** Ranges that have not found together in so many attempts are taken to clash. */
const MOST_ATTEMPTS = 1_000_000;

export interface Deal {
  readonly hands: readonly (readonly Card[])[];
  readonly boards: readonly (readonly Card[])[];
}

/** A function that deals; it returns `null` when ranges do not come together. */
export function dealer(prepared: Prepared, chance: Chance): () => Deal | null {
  const { hands, boards, game, rest } = prepared;
  const ranges = hands.map(({ combos }) => (combos ? weighted(combos) : null));
  const taken = new Set<Card>();
  const drawRanges = (): (readonly Card[] | null)[] | null => {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      taken.clear();
      const drawn = ranges.map((range) => range?.(chance) ?? null);
      if (drawn.every((cards) => cards === null || takeAll(cards, taken))) return drawn;
    }
    return null;
  };
  return () => {
    const drawn = drawRanges();
    if (!drawn) return null;
    const left = taken.size === 0 ? [...rest] : rest.filter((card) => !taken.has(card));
    const take = (count: number): Card[] => takeSome(left, count, chance);
    return {
      hands: hands.map(({ known, missing }, i) => drawn[i] ?? [...known, ...take(missing)]),
      boards: boards.map((board) => [...board, ...take(game.boardCards - board.length)]),
    };
  };
}

/** Puts cards among those taken; false when one was there already. */
function takeAll(cards: readonly Card[], taken: Set<Card>): boolean {
  const before = taken.size;
  for (const card of cards) taken.add(card);
  return taken.size === before + cards.length;
}

function takeSome(left: Card[], count: number, chance: Chance): Card[] {
  return Array.from({ length: count }, () => {
    const at = chance.below(left.length);
    const card = left[at] as Card;
    left[at] = left[left.length - 1] as Card;
    left.pop();
    return card;
  });
}

/** Draws a combo as often as its weight says. */
function weighted(combos: readonly Combo[]): (chance: Chance) => readonly Card[] {
  const ends: number[] = [];
  let total = 0;
  for (const { weight } of combos) {
    total += weight;
    ends.push(total);
  }
  return (chance) => {
    const drawn = chance.below(total);
    let from = 0;
    let to = ends.length - 1;
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((ends[middle] as number) > drawn) to = middle;
      else from = middle + 1;
    }
    return (combos[from] as Combo).cards;
  };
}
