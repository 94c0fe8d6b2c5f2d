/**
 * Cards for those a script gives none: who wins holds better cards than who does not. So a script about chips need not speak of
 * cards. Ties and hands that matter are written out with `holds`.
 */
import { type Card, deckCards, type SeatIndex } from '@aboveboard/engine';
import type { HandScript } from './script.ts';

/** How many deals are tried before a script is believed to be wrong about its winners. */
const TRIES = 400;

/** One way to deal what a script leaves open: always the same ones for the same script. */
export interface Deal {
  /** Cards named with `holds`, by seat, in the order they are dealt. */
  readonly held: Map<SeatIndex, Card[]>;
  /** All that the script does not name, in the order it is dealt. */
  readonly deck: Card[];
}

/** Deals to try, one after another, until those win who are said to. */
export function* dealsFor({ lines, setup }: HandScript): Generator<Deal> {
  const named = new Set<Card>();
  for (const line of lines) {
    const cards = line.kind === 'player' ? 'cards' in line.doing && line.doing.cards : line.kind === 'board' && line.cards;
    for (const card of cards || []) named.add(card);
    if (line.kind === 'street') for (const card of line.cards.flat()) named.add(card);
  }
  const rest = deckCards(setup.game.deck).filter((card) => !named.has(card));
  const next = sequence();
  for (let i = 0; i < TRIES; i++) yield { held: heldIn(lines), deck: shuffled(rest, next) };
}

function heldIn(lines: HandScript['lines']): Map<SeatIndex, Card[]> {
  const held = new Map<SeatIndex, Card[]>();
  for (const line of lines) {
    if (line.kind === 'player' && line.doing.kind === 'holds') held.set(line.seat, [...line.doing.cards]);
  }
  return held;
}

function shuffled(cards: readonly Card[], next: () => number): Card[] {
  const deck = [...cards];
  for (let i = deck.length - 1; i > 0; i--) {
    const j = next() % (i + 1);
    [deck[i], deck[j]] = [deck[j] as Card, deck[i] as Card];
  }
  return deck;
}

/** A fixed sequence of numbers: a script goes the same way every time. Parameters of Numerical Recipes' quick generator. */
function sequence(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 8;
  };
}
