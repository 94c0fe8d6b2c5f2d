/** What the reports of all benches say in the same words. */
import { loadavg } from 'node:os';
import type { Machine } from './machine.ts';

/** Programs ready to run, the machine's mean of a minute. */
export function loadNow(): number {
  return Math.round((loadavg()[0] ?? Number.NaN) * 100) / 100;
}

export function machineWords({ platform, cores, processor }: Machine): string {
  return `${platform}, ${cores} × ${processor}`;
}

/** `Beside ws 8.18.1, …; 5 rounds in turn, median (range)`. */
export function contestWords(peers: Readonly<Record<string, string>>, rounds: number): string {
  const versions = Object.entries(peers).map(([name, version]) => `${name} ${version}`);
  return `Beside ${versions.join(', ')}; ${rounds} rounds in turn, median (range)`;
}

export function rangeWords({ least, most }: { readonly least: number; readonly most: number }): string {
  return `(${shortened(least)} to ${shortened(most)})`;
}

/** Three digits, or all of a whole number: `0.0123`, `12.3`, `12 345`. */
export function shortened(value: number): string {
  if (Math.abs(value) >= 1_000) return Math.round(value).toLocaleString('en').replaceAll(',', ' ');
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
