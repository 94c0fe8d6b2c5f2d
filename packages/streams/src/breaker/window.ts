/** Outcomes over the last while, counted in thirty slices of it: bounded, however many calls there are. */
export type Counted = 'succeeded' | 'failed';

export interface Slice {
  /** Which thirtieth of a window, counted from 1970. */
  readonly number: number;
  readonly samples: number;
  readonly failures: number;
}

const SLICES = 30;

/** The slice that a moment is in. */
function numberAt(windowMs: number, nowMs: number): number {
  return Math.floor((nowMs * SLICES) / windowMs);
}

/** Those that count now. One from after now was counted by a clock that has been set back since, and is left out. */
export function slicesWithin(slices: readonly Slice[], windowMs: number, nowMs: number): readonly Slice[] {
  const current = numberAt(windowMs, nowMs);
  return slices.filter(({ number }) => number > current - SLICES && number <= current);
}

/** With one more outcome, and without what no longer counts. */
export function countIn(slices: readonly Slice[], windowMs: number, counted: Counted, nowMs: number): readonly Slice[] {
  const number = numberAt(windowMs, nowMs);
  const kept = slicesWithin(slices, windowMs, nowMs);
  const own = kept.find((slice) => slice.number === number) ?? { number, samples: 0, failures: 0 };
  const grown = { number, samples: own.samples + 1, failures: own.failures + (counted === 'failed' ? 1 : 0) };
  return [...kept.filter((slice) => slice.number !== number), grown];
}

export function totalOf(slices: readonly Slice[]): { readonly samples: number; readonly failures: number } {
  return slices.reduce((sum, slice) => ({ samples: sum.samples + slice.samples, failures: sum.failures + slice.failures }), {
    samples: 0,
    failures: 0,
  });
}
