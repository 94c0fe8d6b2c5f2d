import type { CommandRefusal } from '@aboveboard/client';
import type { TFunction } from 'i18next';
import { tableWords } from '../i18n/en/table.ts';

type Known = keyof typeof tableWords.refusal | 'other';

/** A refusal as a sentence, its amounts in the player's unit. A code this page does not know yet is at least named. */
export function refusalWords(refusal: CommandRefusal, t: TFunction, amount: (chips: number) => string): string {
  const { code, detail = {} } = refusal;
  const known: Known = code in tableWords.refusal ? (code as Known) : 'other';
  const amounts = Object.entries(detail).map(([key, value]) => [key, typeof value === 'number' ? amount(value) : value]);
  return t(`refusal.${known}`, { code, ...Object.fromEntries(amounts) });
}
