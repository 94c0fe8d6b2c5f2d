import type { Machine } from '../measure/machine.ts';
import { contestWords, machineWords, rangeWords, shortened } from '../measure/report-words.ts';
import type { StreamsBar } from './bars.ts';
import type { Metric, SideFigure } from './figures.ts';
import type { Amounts, Durability } from './plan.ts';

export interface StreamsReport {
  /** Day of the run, UTC. */
  readonly day: string;
  readonly machine: Machine;
  readonly redis: string;
  readonly durability: Durability;
  readonly peers: Readonly<Record<string, string>>;
  readonly amounts: Amounts;
  /** Of one job. */
  readonly payloadBytes: number;
  /** Programs ready to run, the machine's mean of a minute, before each round and after the last. */
  readonly load: readonly number[];
  readonly notes: readonly string[];
  readonly metrics: readonly Metric[];
  readonly bars: readonly StreamsBar[];
}

/** What differs between the sides although they do the same. */
export const NOTES = [
  'Each side: the same payload, a handler that only counts, ends not kept; every run counted and none lost or doubled.',
  'aboveboard: ids chosen by the sender, refused while they are there; priorities and ordering keys at hand; one entry and one hash a job.',
  'aboveboard-ids: the same with ids refused, and ends kept, for ten minutes, as the house has it for its own jobs: one key more each.',
  'bullmq: ids counted by itself; Queue.addBulk, removeOnComplete, default settings otherwise; writes an event stream (10 000 entries).',
  'raw: XADD, XREADGROUP and XACK alone, `concurrency` entries a read: the limit, not a queue; entries stay after they are done.',
];

export function headline(about: Omit<StreamsReport, 'metrics' | 'bars' | 'load'>): string {
  const { machine, redis, durability, peers, amounts, payloadBytes } = about;
  return [
    `Node ${machine.node}, Redis ${redis}, appendonly yes, appendfsync ${durability}, over a unix socket; ${machineWords(machine)}`,
    `${contestWords(peers, amounts.rounds)}; jobs of ${payloadBytes} bytes`,
    ...about.notes,
  ].join('\n');
}

export function metricTable({ name, unit, isCost, figures }: Metric): string {
  return [name, ...figures.map((figure) => `  ${line(figure, unit, isCost)}`)].join('\n');
}

function line(figure: SideFigure, unit: string, isCost: boolean): string {
  const { side, median, ratio } = figure;
  const beside = side === 'aboveboard' ? '' : isCost ? `${ratio.toFixed(2)}× ours` : `ours ${ratio.toFixed(2)}×`;
  return `${side.padEnd(14)} ${shortened(median).padStart(8)} ${unit.padEnd(7)} ${rangeWords(figure).padEnd(24)} ${beside}`.trimEnd();
}
