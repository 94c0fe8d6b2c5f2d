/** The decks SCB-1 knows, by the number an OPEN carries. */

/** `rank * 4 + suit`; ranks 0–12 are 2..A, suits 0–3 are c d h s. In a shoe, `copy * 52` is added. */
export type CardNumber = number;
export type SpecNumber = 1 | 2 | 3 | 4;

export interface DeckSpec {
  readonly spec: SpecNumber;
  /** N: how many cards, and so slots and positions. */
  readonly size: number;
  /** R: how many reshuffles are sealed beside each deck. */
  readonly reshuffles: number;
  /** The cards are `lowest … lowest + size − 1`. */
  readonly lowest: CardNumber;
}

const SPECS: Readonly<Record<SpecNumber, DeckSpec>> = {
  1: { spec: 1, size: 52, reshuffles: 0, lowest: 0 },
  2: { spec: 2, size: 52, reshuffles: 1, lowest: 0 },
  3: { spec: 3, size: 36, reshuffles: 0, lowest: 16 },
  4: { spec: 4, size: 416, reshuffles: 0, lowest: 0 },
};

export function isSpecNumber(n: number): n is SpecNumber {
  return n === 1 || n === 2 || n === 3 || n === 4;
}

export function deckSpec(spec: SpecNumber): DeckSpec {
  return SPECS[spec];
}

export function hasCard({ lowest, size }: DeckSpec, card: CardNumber): boolean {
  return Number.isInteger(card) && card >= lowest && card < lowest + size;
}

/** `9s`, `Td`: rank and suit as cards are written everywhere. */
export function cardName(card: CardNumber): string {
  const inDeck = card % 52;
  return `${'23456789TJQKA'[Math.floor(inDeck / 4)]}${'cdhs'[inDeck % 4]}`;
}
