/** Currencies: kinds of chips that are never changed into one another by a transfer. */
import { assert, type Brand } from '@aboveboard/kit';

/** Small letters, digits and hyphens, a letter first, 16 at most: it is part of an account's name. */
export type Currency = Brand<string, 'Currency'>;

/** The room's play chips. */
export const CHIPS = 'chips' as Currency;

export function currency(text: string): Currency {
  assert(/^[a-z][a-z0-9-]{0,15}$/.test(text), `not a currency: "${text}"`);
  return text as Currency;
}
