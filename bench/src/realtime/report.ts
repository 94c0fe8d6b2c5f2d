import type { Machine } from '../measure/machine.ts';
import { contestWords, machineWords, rangeWords, shortened } from '../measure/report-words.ts';
import type { RealtimeBar } from './bars.ts';
import type { Metric } from './figures.ts';
import type { Amounts, Reading } from './plan.ts';

export interface RealtimeReport {
  /** Day of the run, UTC. */
  readonly day: string;
  readonly machine: Machine;
  readonly peers: Readonly<Record<string, string>>;
  readonly amounts: Amounts;
  /** Those that are done. */
  readonly rounds: number;
  /** Programs ready to run, the machine's mean of a minute, before each round and after the last. */
  readonly load: readonly number[];
  readonly notes: readonly string[];
  /** What a command of ours told each viewer, round by round, and so what the peers told; and what an action cost each part. */
  readonly told: Readonly<Record<string, unknown>>;
  readonly readings: readonly Reading[];
  readonly metrics: readonly Metric[];
  readonly bars: readonly RealtimeBar[];
}

/** What differs between the sides although they do the same. */
export const NOTES = [
  'Every figure of processor time is the server’s alone, less what it spends at rest; clients are the same plain sockets for all sides, in this process.',
  'aboveboard: the whole server, `npm start`, on SQLite: rules, sealed decks, projections, the ledger; each command on disk before its ack.',
  'cluster: the same as two gateways, two shards, api, worker and log over Redis (appendfsync always) and MariaDB; all of it together.',
  'colyseus: @colyseus/core with ws-transport, a room a table, broadcast of as many messages of as many bytes; nothing kept, no state patches.',
  'ws: JSON in, written once, sent to all, acked; nothing kept, no session, no rules: the limit, not a room.',
  'A join of ours looks a session up in the database and reads the wallet; that of Colyseus reserves a seat over HTTP first, as its client does.',
];

export function headline({
  machine,
  peers,
  amounts,
  notes,
}: Pick<RealtimeReport, 'machine' | 'peers' | 'amounts' | 'notes'>): string {
  return [
    `Node ${machine.node}; ${machineWords(machine)}`,
    `${contestWords(peers, amounts.rounds)}; ${amounts.tables} tables of nine`,
    ...notes,
  ].join('\n');
}

export function metricTable({ name, unit, isCost, figures }: Metric): string {
  const lines = figures.map((figure) => {
    const { side, median, ratio } = figure;
    const isAlone = side === 'aboveboard' || Number.isNaN(ratio); // measured at one side only
    const words = isCost ? `${ratio.toFixed(2)}× ours` : `ours ${(1 / ratio).toFixed(2)}×`;
    const beside = isAlone ? '' : words;
    return `  ${side.padEnd(11)} ${shortened(median).padStart(8)} ${unit.padEnd(3)} ${rangeWords(figure).padEnd(22)} ${beside}`.trimEnd();
  });
  return [name, ...lines].join('\n');
}

export function barTable(bars: readonly RealtimeBar[]): string {
  const lines = bars.map(
    ({ what, value, bar, unit, isMet }) => `  ${isMet ? 'met   ' : 'MISSED'}  ${what} ${bar}: ${shortened(value)}${unit}`,
  );
  return ['bars of design/figures.md', ...lines].join('\n');
}
