/** What all rounds say together. */
import { spread } from '../measure/contest.ts';
import { METRICS, type MetricKey, type Reading, SIDES, type SideName } from './plan.ts';

export interface SideFigure {
  readonly side: SideName;
  readonly median: number;
  readonly least: number;
  readonly most: number;
  /** This side's median against ours. */
  readonly ratio: number;
}

export interface Metric {
  readonly key: MetricKey;
  readonly name: string;
  readonly unit: string;
  readonly isCost: boolean;
  readonly figures: readonly SideFigure[];
}

export function metricsOf(readings: readonly Reading[]): Metric[] {
  const keys = (Object.keys(METRICS) as MetricKey[]).filter((key) => readings.some(({ metric }) => metric === key));
  return keys.map((key) => {
    const valuesOf = (side: SideName) => readings.filter((reading) => reading.side === side && reading.metric === key);
    const spreads = SIDES.flatMap((side) => {
      const values = valuesOf(side).map(({ value }) => value);
      return values.length === 0 ? [] : [{ side, ...spread(values) }];
    });
    const own = spreads.find(({ side }) => side === 'aboveboard')?.median ?? Number.NaN;
    return { key, ...METRICS[key], figures: spreads.map((figure) => ({ ...figure, ratio: figure.median / own })) };
  });
}
