/** Amounts as a text writes them: `$0.50`, `€1,200`, `300`. */

/** Digits after the point that are kept while adding up; finer than any room's chips. */
const DECIMALS = 4;

/** One amount, its symbol and all, as part of a larger pattern. */
export const MONEY = String.raw`[$€£]?(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,4})?`;

/** Ten-thousandths of a chip: whole numbers, so that adding them up is exact. */
export function parseMoney(text: string): number {
  return Math.round(Number(text.replace(/[$€£,]/g, '')) * 10 ** DECIMALS);
}

/** The amount as a record writes it. */
export function toAmount(units: number): number {
  return units / 10 ** DECIMALS;
}
