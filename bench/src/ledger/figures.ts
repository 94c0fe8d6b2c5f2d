/** From readings of many rounds to a line for each way, and whether the bars are met. */
import { spread } from '../measure/contest.ts';
import { BAR_P99_MS, BAR_PER_SECOND, PLACES, type PlaceName, type Reading, type Way } from './plan.ts';

export interface WayFigure {
  readonly place: PlaceName;
  readonly way: Way;
  readonly perSecond: Spread;
  /** Of all rounds together. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly ownCpuUs: number;
  readonly serverCpuUs: number;
  readonly statements: number;
}

interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export interface LedgerBar {
  readonly what: string;
  readonly value: number;
  readonly bar: number;
  readonly unit: 'hands/s' | 'ms';
  readonly isMet: boolean;
}

export function figuresOf(readings: readonly Reading[]): WayFigure[] {
  const found = new Map<string, Reading[]>();
  for (const reading of readings) {
    const key = `${reading.place} ${reading.way}`;
    found.set(key, [...(found.get(key) ?? []), reading]);
  }
  return [...found.values()].map((of) => {
    const { place, way } = of[0] as Reading;
    const waits = of.flatMap(({ waitsMs }) => waitsMs).sort((a, b) => a - b);
    const middle = (field: 'ownCpuUs' | 'serverCpuUs' | 'statements'): number => spread(of.map((one) => one[field])).median;
    return {
      ...{ place, way, perSecond: spread(of.map(({ perSecond }) => perSecond)) },
      ...{ p50Ms: quantile(waits, 0.5), p99Ms: quantile(waits, 0.99) },
      ...{ ownCpuUs: middle('ownCpuUs'), serverCpuUs: middle('serverCpuUs'), statements: middle('statements') },
    };
  });
}

/** @param sorted upwards. @returns the smallest that so large a share of them does not exceed. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** The rate is that of full groups, the wait that of hands which end at the rate of the bar. */
export function ledgerBarsOf(figures: readonly WayFigure[]): LedgerBar[] {
  return PLACES.flatMap((place): LedgerBar[] => {
    const of = (way: Way): WayFigure | undefined => figures.find((figure) => figure.place === place && figure.way === way);
    const [full, paced] = [of('group of 100'), of('paced')];
    const [rate, bar] = [full?.perSecond.median ?? Number.NaN, BAR_PER_SECOND[place]];
    const p99Ms = paced?.p99Ms ?? Number.NaN;
    return [
      { what: `${place}: settled and durable, groups of 100`, value: rate, bar, unit: 'hands/s', isMet: rate >= bar },
      { what: `${place}: p99 at ${bar} hands/s`, value: p99Ms, bar: BAR_P99_MS, unit: 'ms', isMet: p99Ms <= BAR_P99_MS },
    ];
  });
}
