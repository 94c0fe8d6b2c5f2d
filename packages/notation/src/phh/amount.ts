/**
 * Amounts in a record are decimals: whole chips mostly, quarters of a chip in some. The unit of a hand is the finest decimal anywhere in its
 * record, so that every amount becomes a whole number of units.
 */

/** Digits after the point that `amount` needs; its shortest decimal form is exact for every amount a record can hold. */
export function decimalsOf(amount: number): number {
  const text = String(amount);
  const [mantissa = '', exponent = '0'] = text.split('e');
  const digits = mantissa.split('.')[1]?.length ?? 0;
  return Math.max(0, digits - Number(exponent));
}

/** `amount` in units of 10^-decimals, or null when that is no safe whole number. */
export function toUnits(amount: number, decimals: number): number | null {
  const units = Math.round(amount * 10 ** decimals);
  return Number.isSafeInteger(units) && units >= 0 ? units : null;
}

/** Units as the record would write them. */
export function fromUnits(units: number, decimals: number): string {
  return decimals === 0 ? String(units) : (units / 10 ** decimals).toFixed(decimals);
}
