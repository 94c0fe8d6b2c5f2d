/**
 * Amounts in a record are decimals: whole chips mostly, quarters of a chip in some. The unit of a hand is the finest decimal anywhere in its
 * record, so that every amount becomes a whole number of units.
 */

/** Finer than any currency; what is finer still is a slip of the pen. */
const MAX_DECIMALS = 8;

/** Digits after the point that `amount` needs; its shortest decimal form is exact for every amount a record can hold. */
export function decimalsOf(amount: number): number {
  const text = String(amount);
  const [mantissa = '', exponent = '0'] = text.split('e');
  const digits = mantissa.split('.')[1]?.length ?? 0;
  return Math.max(0, digits - Number(exponent));
}

/** Digits after the point that count all of `amounts` exactly, unknown ones (infinite) left aside; null when there is no such unit. */
export function commonDecimals(amounts: readonly number[]): number | null {
  const known = amounts.filter(Number.isFinite);
  const decimals = Math.max(0, ...known.map(decimalsOf));
  const isExact = decimals <= MAX_DECIMALS && known.every((amount) => toUnits(amount, decimals) !== null);
  return isExact ? decimals : null;
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

/** An amount without exponent, as an action line wants it. */
export function formatAmount(amount: number): string {
  return amount.toFixed(decimalsOf(amount));
}
