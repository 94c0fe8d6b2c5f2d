/** Cards as people type them: "AsKd", "as kd", "As, Kd", "As??". */
import { type Card, parseCard } from '@aboveboard/engine';
import { err, ok, type Result } from '@aboveboard/kit';
import type { TextFault } from './fault.ts';

/**
 * Reads cards one after another, in any case, blanks and commas between them allowed. "??" is a card that is not known and gives
 * `null`.
 *
 * @param offset where `text` begins in what the person typed, for the place of a fault
 */
export function readCards(text: string, deck: readonly Card[], offset = 0): Result<(Card | null)[], TextFault> {
  const cards: (Card | null)[] = [];
  for (const { 0: part, index } of text.matchAll(/[^\s,]{1,2}/g)) {
    const at = offset + index;
    if (part === '??') {
      cards.push(null);
      continue;
    }
    const card = parseCard(part.charAt(0).toUpperCase() + part.slice(1).toLowerCase());
    if (card === null) return err({ code: 'NOT_A_CARD', at, text: part });
    if (!deck.includes(card)) return err({ code: 'NOT_IN_DECK', at, text: part });
    if (cards.includes(card)) return err({ code: 'CARD_TWICE', at, text: part });
    cards.push(card);
  }
  return ok(cards);
}

/** Cards that must all be known, as on a board or among the dead. */
export function readKnownCards(text: string, deck: readonly Card[]): Result<Card[], TextFault> {
  const cards = readCards(text, deck);
  if (!cards.ok) return cards;
  const known = cards.value.filter((card) => card !== null);
  return known.length === cards.value.length ? ok(known) : err({ code: 'NOT_A_CARD', at: text.indexOf('??'), text: '??' });
}
