import type { Machine } from '../measure/machine.ts';
import type { LedgerBar, WayFigure } from './figures.ts';
import { type Amounts, FILED_AT_ONCE, type Filing } from './plan.ts';

export interface LedgerReport {
  /** Day of the run, UTC. */
  readonly day: string;
  readonly machine: Machine;
  readonly amounts: Amounts;
  readonly mariaDb: readonly string[];
  /** An fdatasync of 8 KiB in the folder of the databases, ms: what one durable commit costs at the least. */
  readonly syncMs: { readonly p50: number; readonly p99: number };
  /** Programs ready to run, the machine's mean of a minute, before each round and after the last. */
  readonly load: readonly number[];
  readonly figures: readonly WayFigure[];
  readonly filing: readonly Filing[];
  readonly bars: readonly LedgerBar[];
}

export function reportPage({ machine, mariaDb, amounts, syncMs, load, figures, filing, bars }: LedgerReport): string {
  return [
    `Node ${machine.node}, mariadbd ${mariaDb.join(' ')}; ${machine.platform}, ${machine.cores} × ${machine.processor}`,
    `fdatasync of 8 KiB: p50 ${ms(syncMs.p50)} ms, p99 ${ms(syncMs.p99)} ms; ${amounts.rounds} rounds in turn; load ${load.join(', ')}`,
    'settled hands of six seats: rate, median (range); wait from handing over to durable; processor time and statements, a hand',
    '',
    `${'place'.padEnd(8)} ${'way'.padEnd(13)} ${'hands/s'.padStart(22)} ${'p50 ms'.padStart(8)} ${'p99 ms'.padStart(8)} ${'own µs'.padStart(8)} ${'server µs'.padStart(9)} ${'statements'.padStart(10)}`,
    ...figures.map(line),
    '',
    `filed afterwards by player and table, ${FILED_AT_ONCE} hands a transaction: processor time a hand, and what a transaction takes`,
    ...filing.map(filingLine),
    '',
    'bars of design/figures.md',
    ...bars.map(barLine),
  ].join('\n');
}

function line({ place, way, perSecond, p50Ms, p99Ms, ownCpuUs, serverCpuUs, statements }: WayFigure): string {
  const rate = `${whole(perSecond.median)} (${whole(perSecond.least)}–${whole(perSecond.most)})`;
  const cells = [rate.padStart(22), ms(p50Ms).padStart(8), ms(p99Ms).padStart(8), whole(ownCpuUs).padStart(8)];
  return [place.padEnd(8), way.padEnd(13), ...cells, whole(serverCpuUs).padStart(9), statements.toFixed(2).padStart(10)].join(
    ' ',
  );
}

function filingLine({ place, hands, ownCpuUs, serverCpuUs, p50Ms, p99Ms }: Filing): string {
  const took = `p50 ${ms(p50Ms)} ms, p99 ${ms(p99Ms)} ms`;
  return `${place.padEnd(8)} ${hands} hands: own ${whole(ownCpuUs)} µs, server ${whole(serverCpuUs)} µs; ${took}`;
}

function barLine({ what, value, bar, unit, isMet }: LedgerBar): string {
  const wanted = unit === 'ms' ? `at most ${bar}` : `at least ${bar}`;
  return `  ${isMet ? 'met   ' : 'MISSED'}  ${what}: ${unit === 'ms' ? ms(value) : whole(value)} ${unit}, wanted ${wanted}`;
}

function whole(value: number): string {
  return value.toFixed(0);
}

function ms(value: number): string {
  return value.toFixed(value < 10 ? 2 : 1);
}
