/** Cards as the notation writes them: two letters each, one after another, `??` for one that nobody recorded. */
import { formatCard, type HoleCard, parseCard } from '@aboveboard/engine';

/** Null when anything but cards stands there. No cards at all are an empty list. */
export function parseHoleCards(text: string): HoleCard[] | null {
  if (text.length % 2 !== 0) return null;
  const cards: HoleCard[] = [];
  for (let i = 0; i < text.length; i += 2) {
    const two = text.slice(i, i + 2);
    const card = two === '??' ? null : parseCard(two);
    if (two !== '??' && card === null) return null;
    cards.push(card);
  }
  return cards;
}

export function formatHoleCards(cards: readonly HoleCard[]): string {
  return cards.map((card) => (card === null ? '??' : formatCard(card))).join('');
}
