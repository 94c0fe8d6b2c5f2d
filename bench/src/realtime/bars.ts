/** The bars that design/figures.md sets for sockets, and whether this run met them. A busy machine misses the absolute ones; ratios say more. */
import type { Metric } from './figures.ts';
import type { MetricKey, SideName } from './plan.ts';

export interface RealtimeBar {
  readonly what: string;
  readonly value: number;
  readonly bar: number;
  readonly unit: string;
  readonly isMet: boolean;
}

/** Of what is measured of us. */
const ABSOLUTE: readonly { readonly key: MetricKey; readonly what: string; readonly most?: number; readonly least?: number }[] =
  [
    { key: 'delivery', what: 'a delivery, µs of processor', most: 17 },
    { key: 'idleFew', what: 'an idle socket, KB, the first thousands', most: 15 },
    { key: 'idleMany', what: 'an idle socket, KB, all of them', most: 15 },
    { key: 'stormShare', what: 'of the storm came in, %', least: 99 },
  ];

/** No worse than Colyseus in the same run: ours against theirs, costs the other way round, so that more is better. */
const BESIDE_COLYSEUS: readonly MetricKey[] = ['joins', 'join', 'delivery', 'idleMany'];

export function realtimeBarsOf(metrics: readonly Metric[]): RealtimeBar[] {
  const medianOf = (key: MetricKey, side: SideName): number | undefined =>
    metrics.find((metric) => metric.key === key)?.figures.find((figure) => figure.side === side)?.median;
  const absolute = ABSOLUTE.flatMap(({ key, what, most, least }) => {
    const value = medianOf(key, 'aboveboard');
    if (value === undefined) return [];
    const isMet = most !== undefined ? value <= most : value >= (least ?? 0);
    return [
      { what: `${what}, ${most !== undefined ? 'at most' : 'at least'}`, value, bar: most ?? least ?? 0, unit: '', isMet },
    ];
  });
  const beside = BESIDE_COLYSEUS.flatMap((key) => {
    const [own, theirs] = [medianOf(key, 'aboveboard'), medianOf(key, 'colyseus')];
    const metric = metrics.find((one) => one.key === key);
    if (own === undefined || theirs === undefined || !metric) return [];
    const value = metric.isCost ? theirs / own : own / theirs;
    return [{ what: `${metric.name}, beside Colyseus, at least`, value, bar: 1, unit: '×', isMet: value >= 1 }];
  });
  return [...absolute, ...beside];
}
