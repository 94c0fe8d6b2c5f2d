/**
 * Who won how often: deals counted by their winners, nothing else.
 *
 * A prize is one way to win on one board. A deal's outcome is the set of hands that win each prize, and all shares follow from how
 * often each outcome came, in whole numbers. So the inner loop adds one number a deal, and nothing is rounded before the end.
 */
import { assert } from '@aboveboard/kit';

export interface Tally {
  /** Deals of outcomes below `SMALL`, which are all there are in most games. */
  readonly few: Float64Array;
  readonly many: Map<number, number>;
}

const SMALL = 1 << 10;

export function emptyTally(): Tally {
  return { few: new Float64Array(SMALL), many: new Map() };
}

/** Books `count` deals (or their weight) under an outcome. */
export function addDeals(tally: Tally, outcome: number, count: number): void {
  if (outcome < SMALL) tally.few[outcome] = (tally.few[outcome] as number) + count;
  else tally.many.set(outcome, (tally.many.get(outcome) ?? 0) + count);
}

/** Every outcome that came, with its deals. */
export function outcomes({ few, many }: Tally): [outcome: number, count: number][] {
  const small = Array.from(few, (count, outcome): [number, number] => [outcome, count]);
  return [...small, ...many].filter(([, count]) => count > 0);
}

/** The outcome with `winners` (a bit a hand) of one more prize. */
export function withPrize(outcome: number, winners: number, hands: number): number {
  return outcome * 2 ** hands + winners;
}

/** The winners of each prize in an outcome, a bit a hand; 0 where no hand qualified. */
export function winnersIn(outcome: number, hands: number, prizes: number): number[] {
  const base = 2 ** hands;
  const winners: number[] = [];
  let left = outcome;
  for (let p = 0; p < prizes; p++) {
    winners.unshift(left % base);
    left = Math.floor(left / base);
  }
  assert(left === 0, `an outcome of more than ${prizes} prizes: ${outcome}`);
  return winners;
}
