import type { TFunction } from 'i18next';
import { cardsWords } from '../../cards/card-words.ts';

/** `Board: …`, or `Board 2: …` where there are several. */
export function boardWords(cards: readonly number[], no: number | null, t: TFunction): string {
  const said = cardsWords(cards, t);
  return no === null ? t('say.board', { cards: said }) : t('say.boardNo', { no: no + 1, cards: said });
}
