const VALUES = [5000, 1000, 500, 100, 25, 5, 1] as const;
const MOST_CHIPS = 3;

/** The chips that show an amount, largest at the bottom; no more than three, so large amounts are only hinted at. */
export function pileOf(amount: number): number[] {
  const chips: number[] = [];
  let left = amount;
  for (const value of VALUES) {
    while (left >= value && chips.length < MOST_CHIPS) {
      chips.push(value);
      left -= value;
    }
  }
  return chips;
}
