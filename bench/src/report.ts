import type { Bar } from './bars.ts';
import type { LoadFigure } from './evaluator/load.ts';
import type { Contest, Figure } from './measure/contest.ts';
import type { Machine } from './measure/machine.ts';

export interface Report {
  /** Day of the run, UTC. */
  readonly day: string;
  readonly machine: Machine;
  readonly peers: Readonly<Record<string, string>>;
  readonly seed: number;
  readonly rounds: number;
  readonly roundMs: number;
  readonly actionsPerHand: Readonly<Record<string, number>>;
  /** Rates in pieces of work a second. */
  readonly contests: readonly ContestResult[];
  readonly loads: readonly LoadFigure[];
  readonly bars: readonly Bar[];
}

export interface ContestResult {
  readonly name: string;
  readonly unit: string;
  readonly figures: readonly Figure[];
}

/** A table a person reads: median and range of each contender, and how many times as fast ours is. */
export function contestTable({ name, unit, scale, sound }: Contest, figures: readonly Figure[]): string {
  const per = { '': 1, k: 1e3, M: 1e6 }[scale];
  const lines = figures.map((figure, i) =>
    [
      `  ${figure.name.padEnd(15)}`,
      `${rate(figure.median / per)} ${scale && `${scale} `}${unit}/s`,
      `(${rate(figure.least / per).trim()} to ${rate(figure.most / per).trim()})`.padEnd(22),
      (i === 0 ? '' : `ours ${figure.ratio.toPrecision(3)}×`).padEnd(14),
      `${(figure.soundness * 100).toFixed(2)} % of ${sound}`,
    ].join('  '),
  );
  return [name, ...lines].join('\n');
}

/** From nothing to the first hand's strength, each in a process of its own. */
export function loadTable(loads: readonly LoadFigure[]): string {
  const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(2).padStart(7)} MB`;
  const lines = loads.map(({ name, importMs, firstMs, bytes, tableBytes }) =>
    [
      `  ${name.padEnd(21)}`,
      `import ${importMs.toFixed(1).padStart(6)} ms`,
      `first hand ${firstMs.toFixed(1).padStart(6)} ms`,
      `keeps ${megabytes(bytes)}, typed arrays ${megabytes(tableBytes)}`,
    ].join('  '),
  );
  return ['evaluator: load time and memory (ours with the whole engine, its types stripped on the way)', ...lines].join('\n');
}

function rate(value: number): string {
  return (value >= 100 ? value.toFixed(0) : value.toPrecision(3)).padStart(6);
}

export function headline({
  machine,
  peers,
  rounds,
  roundMs,
  actionsPerHand,
}: Omit<Report, 'contests' | 'loads' | 'bars'>): string {
  const versions = Object.entries(peers).map(([name, version]) => `${name} ${version}`);
  const actions = Object.entries(actionsPerHand).map(([name, mean]) => `${name} ${mean.toFixed(1)}`);
  return [
    `Node ${machine.node}, ${machine.platform}, ${machine.cores} × ${machine.processor}`,
    `Beside ${versions.join(', ')}; ${rounds} rounds in turn of ${roundMs} ms each, median (range)`,
    `Actions in a hand: ${actions.join(', ')}`,
  ].join('\n');
}
