import type { CommandRefusal } from '@aboveboard/client';
import type { TFunction } from 'i18next';
import { refusalsWords } from '../i18n/en/refusals.ts';
import { addWords } from '../i18n/words.ts';

addWords(refusalsWords);

type Known = keyof typeof refusalsWords.refusal | 'other';

/** A refusal as a sentence, its amounts in the player's unit. A code this page does not know yet is at least named. */
export function refusalWords(refusal: CommandRefusal, t: TFunction, amount: (chips: number) => string): string {
  const { code, detail = {} } = refusal;
  const known: Known = code in refusalsWords.refusal ? (code as Known) : 'other';
  const isCount = (key: string) => key === 'least' || key === 'most'; // cards, all others are chips
  const amounts = Object.entries(detail).map(([key, value]) => [
    key,
    typeof value === 'number' && !isCount(key) ? amount(value) : value,
  ]);
  return t(`refusal.${known}`, { code, ...Object.fromEntries(amounts) });
}
