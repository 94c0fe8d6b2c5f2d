/** The bars set for queues: at least 1.5 times BullMQ's no-op jobs at concurrency 32, and ahead of it in adding and in processor time. */
import type { Metric } from './figures.ts';
import { adding, cpu, working } from './rounds.ts';

export interface StreamsBar {
  readonly what: string;
  /** How many times as good as BullMQ ours is, by the medians of this run. */
  readonly ratio: number;
  readonly bar: number;
  readonly isMet: boolean;
}

const BARS: readonly { readonly what: string; readonly bar: number }[] = [
  { what: working(1, 32), bar: 1.5 },
  { what: working(2, 32), bar: 1.5 },
  { what: adding.each, bar: 1 },
  { what: adding.bulk, bar: 1 },
  { what: cpu.worker, bar: 1 },
  { what: cpu.redis, bar: 1 },
  { what: cpu.adder, bar: 1 },
];

/** Of the metrics that were measured; a ratio of exactly 1 is not ahead. */
export function streamsBarsOf(metrics: readonly Metric[]): StreamsBar[] {
  return BARS.flatMap(({ what, bar }) => {
    const ratio = metrics.find(({ name }) => name === what)?.figures.find(({ side }) => side === 'bullmq')?.ratio;
    return ratio === undefined ? [] : [{ what, ratio, bar, isMet: bar === 1 ? ratio > 1 : ratio >= bar }];
  });
}

export function streamsBarTable(bars: readonly StreamsBar[]): string {
  const lines = bars.map(({ what, ratio, bar, isMet }) => {
    const wanted = bar === 1 ? 'ahead' : `at least ${bar}×`;
    return `  ${isMet ? 'met   ' : 'MISSED'}  ${what}: ${ratio.toFixed(2)}× BullMQ, wanted ${wanted}`;
  });
  return ['bars of design/figures.md, beside BullMQ', ...lines].join('\n');
}
