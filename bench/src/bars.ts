/**
 * The bars that design/engine.md sets, and whether this run met them. Rates depend on the machine: a bar missed on a busy one says little,
 * the ratios beside it more.
 */
import { assert } from '@aboveboard/kit';
import type { LoadFigure } from './evaluator/load.ts';
import type { ContestResult } from './report.ts';

export interface Bar {
  readonly what: string;
  /** What was measured, ours, as a median. */
  readonly value: number;
  readonly bar: number;
  readonly unit: string;
  /** `most` where smaller is better. */
  readonly side: 'least' | 'most';
  readonly isMet: boolean;
}

/** Pieces of work a second, by the contest's name. */
const RATES: Readonly<Record<string, number>> = {
  'engine: whole six-seat no-limit hands': 100e3,
  'evaluator: seven packed cards': 100e6,
  'evaluator: seven cards as text': 3e6,
  'evaluator: Omaha, four and five packed cards': 4e6,
  'odds: aces against kings, every board': 1000 / 15, // 15 ms each
};
const TABLES_MS = 20;
const TABLES_MB = 0.5;

/** Ours is the first of each contest and of the loads. */
export function barsOf(contests: readonly ContestResult[], loads: readonly LoadFigure[]): Bar[] {
  const rates = contests.flatMap(({ name, unit, figures }) => {
    const value = figures[0]?.median ?? 0;
    const bar = RATES[name];
    return bar === undefined
      ? []
      : [{ what: name, value, bar, unit: `${unit}/s`, side: 'least' as const, isMet: value >= bar }];
  });
  const [load] = loads;
  assert(load, 'no load was measured');
  const megabytes = load.tableBytes / 1e6;
  return [
    ...rates,
    most('evaluator: seven-card tables made and one hand rated', load.firstMs, TABLES_MS, 'ms'),
    most('evaluator: all typed arrays, those of the engine included', megabytes, TABLES_MB, 'MB'),
  ];
}

function most(what: string, value: number, bar: number, unit: string): Bar {
  return { what, value, bar, unit, side: 'most', isMet: value <= bar };
}

export function barTable(bars: readonly Bar[]): string {
  const lines = bars.map(
    ({ what, value, bar, unit, side, isMet }) =>
      `  ${isMet ? 'met    ' : 'NOT MET'}  ${what}: ${shortened(value)} ${unit}, at ${side} ${shortened(bar)}`,
  );
  return ['bars of design/engine.md', ...lines].join('\n');
}

function shortened(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toPrecision(3)} M`;
  return value >= 1e3 ? `${(value / 1e3).toPrecision(3)} k` : value.toPrecision(3);
}
