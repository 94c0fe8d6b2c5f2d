/** The bars that design/figures.md sets for jobs, and whether this run met them. A busy machine misses the absolute ones; ratios say more. */
import type { Metric } from './figures.ts';
import { adding, cpu, waiting, working } from './rounds.ts';

export interface StreamsBar {
  readonly what: string;
  readonly value: number;
  readonly bar: number;
  readonly unit: '× BullMQ' | 'jobs/s' | 'ms';
  readonly isMet: boolean;
}

/** How many times as good as BullMQ ours must be, by the medians; 1 is to be ahead, and as good is not ahead. */
const RATIOS: readonly (readonly [string, number])[] = [
  [working(1, 32), 1.5],
  [working(2, 32), 1.5],
  [adding.each, 1],
  [adding.bulk, 1],
  [cpu.worker, 1],
  [cpu.redis, 1],
  [cpu.adder, 1],
];
const JOBS_PER_SECOND = 18_000;
const PICK_UP_MS = 50;

/** Of the metrics that were measured. */
export function streamsBarsOf(metrics: readonly Metric[]): StreamsBar[] {
  const figureOf = (name: string, side: string) =>
    metrics.find((metric) => metric.name === name)?.figures.find((figure) => figure.side === side);
  const ratios = RATIOS.flatMap(([what, bar]): StreamsBar[] => {
    const value = figureOf(what, 'bullmq')?.ratio;
    const isMet = value !== undefined && (bar === 1 ? value > 1 : value >= bar);
    return value === undefined ? [] : [{ what, value, bar, unit: '× BullMQ', isMet }];
  });
  const most = figureOf(working(2, 100), 'aboveboard')?.median;
  const pickUp = figureOf(waiting.p95, 'aboveboard')?.median;
  return [
    ...ratios,
    ...(most === undefined
      ? []
      : [
          { what: working(2, 100), value: most, bar: JOBS_PER_SECOND, unit: 'jobs/s' as const, isMet: most >= JOBS_PER_SECOND },
        ]),
    ...(pickUp === undefined
      ? []
      : [{ what: waiting.p95, value: pickUp, bar: PICK_UP_MS, unit: 'ms' as const, isMet: pickUp < PICK_UP_MS }]),
  ];
}

export function streamsBarTable(bars: readonly StreamsBar[]): string {
  const lines = bars.map(({ what, value, bar, unit, isMet }) => {
    const wanted = bar === 1 ? 'ahead' : `${unit === 'ms' ? 'below' : 'at least'} ${bar}`;
    const shown = unit === 'jobs/s' ? value.toFixed(0) : value.toFixed(2);
    return `  ${isMet ? 'met   ' : 'MISSED'}  ${what}: ${shown} ${unit}, wanted ${wanted}`;
  });
  return ['bars of design/figures.md', ...lines].join('\n');
}
