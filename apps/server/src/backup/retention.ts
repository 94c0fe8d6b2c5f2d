/** Which backups stay: the newest, and of each of the last days and weeks the last one. */
import { rm } from 'node:fs/promises';
import { removeChain, removePieces } from './chain-pieces.ts';
import { backupsIn, chainsIn, type FoundBackup } from './names.ts';

export interface Retention {
  readonly days: number;
  readonly weeks: number;
}

const DAY_MS = 24 * 60 * 60_000;
/** Weeks begin on Monday, as 1970 did not. */
const MONDAY_MS = 4 * DAY_MS;

/** `7d`, `8w`, `7d,8w`; null for anything else. */
export function parseRetention(text: string): Retention | null {
  const found = /^(?:(\d{1,4})d)?,?(?:(\d{1,4})w)?$/.exec(text);
  if (!found || (found[1] === undefined && found[2] === undefined)) return null;
  return { days: Number(found[1] ?? 0), weeks: Number(found[2] ?? 0) };
}

/** Those that go: never the newest, whatever is asked. */
export function expired(backups: readonly FoundBackup[], { days, weeks }: Retention, nowMs: number): readonly FoundBackup[] {
  const kept = new Set([backups.at(-1)]);
  const keepLastOf = (periodOf: (atMs: number) => number, count: number): void => {
    const last = new Map(backups.map((backup) => [periodOf(backup.atMs), backup]));
    for (const [period, backup] of last) if (period > periodOf(nowMs) - count) kept.add(backup);
  };
  keepLastOf((atMs) => Math.floor(atMs / DAY_MS), days);
  keepLastOf((atMs) => Math.floor((atMs - MONDAY_MS) / (7 * DAY_MS)), weeks);
  return backups.filter((backup) => !kept.has(backup));
}

export interface Pruned {
  readonly backups: readonly string[];
  readonly chains: readonly string[];
  readonly pieces: number;
}

/**
 * Removes expired backups, and what was shipped before the last but one: the older ones are restored as they were made. Only files that
 * a backup wrote are touched.
 */
export async function prune(folder: string, retention: Retention, nowMs: number): Promise<Pruned> {
  const backups = await backupsIn(folder);
  const gone = expired(backups, retention, nowMs);
  for (const { path } of gone) await rm(path);
  const sinceMs = backups.at(-2)?.atMs ?? 0;
  const chains = await chainsIn(folder);
  const over = chains.filter((_, i) => (chains[i + 1]?.atMs ?? Number.POSITIVE_INFINITY) <= sinceMs);
  for (const { path } of over) await removeChain(path);
  const current = chains.filter((chain) => !over.includes(chain));
  let pieces = 0;
  for (const { path } of current) pieces += await removePieces(path, sinceMs);
  return { backups: gone.map(({ path }) => path), chains: over.map(({ path }) => path), pieces };
}
