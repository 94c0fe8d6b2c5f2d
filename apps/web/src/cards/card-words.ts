import type { HandRank } from '@aboveboard/protocol';
import type { TFunction } from 'i18next';
import { rankOf, suitOf } from './card-name.ts';

/** `ace of hearts`. */
export function cardWords(card: number, t: TFunction): string {
  return t('card.name', { rank: t('card.rank', { returnObjects: true })[rankOf(card)], suit: t(`card.suit.${suitOf(card)}`) });
}

export function cardsWords(cards: readonly number[], t: TFunction): string {
  return cards.map((card) => cardWords(card, t)).join(', ');
}

/** `kings full of fours`, `eight-six low`, `four-card badugi, seven high`; first letter as a sentence has it. */
export function rankWords(rank: HandRank, t: TFunction): string {
  const [high = 0, low = high] = rank.ranks;
  const one = t('card.rank', { returnObjects: true });
  const many = t('card.ranks', { returnObjects: true });
  const count = t('rank.cards', { returnObjects: true })[rank.best.length - 1];
  const text = t(`rank.${rank.category}`, { one: one[high], two: one[low], many: many[high], manyLow: many[low], count });
  return text.charAt(0).toUpperCase() + text.slice(1);
}
