/** From readings of many rounds to a figure for each side: median, range, and how ours compares. */
import { spread } from '../measure/contest.ts';
import type { Reading } from './plan.ts';
import { SIDES, type SideName } from './side.ts';

export interface SideFigure {
  readonly side: SideName;
  readonly median: number;
  readonly least: number;
  readonly most: number;
  /** How many times as good ours is as this one, by the medians. */
  readonly ratio: number;
}

export interface Metric {
  readonly name: string;
  readonly unit: string;
  /** Where less is better. */
  readonly isCost: boolean;
  readonly figures: readonly SideFigure[];
}

/** In the order in which the metrics were first read; sides as they are listed, ours first. */
export function metricsOf(readings: readonly Reading[]): Metric[] {
  const names = [...new Set(readings.map(({ metric }) => metric))];
  return names.map((metric) => {
    const unit = metric.slice(metric.lastIndexOf(',') + 2);
    const isCost = !unit.endsWith('jobs/s');
    const found = SIDES.flatMap((side) => {
      const values = readings.filter((reading) => reading.side === side && reading.metric === metric).map(({ value }) => value);
      return values.length === 0 ? [] : [{ side, ...spread(values) }];
    });
    const own = found.find(({ side }) => side === 'aboveboard')?.median ?? Number.NaN;
    const figures = found.map((figure) => ({ ...figure, ratio: isCost ? figure.median / own : own / figure.median }));
    return { name: metric.slice(0, metric.lastIndexOf(',')), unit, isCost, figures };
  });
}
