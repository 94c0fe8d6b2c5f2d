/** What lies in a folder of backups: nothing else in it is ever touched. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const FULL = /^room-(\d{8}T\d{6}\.\d{3}Z)\.tar\.gz\.age$/;
const CHAIN = /^log-(\d{8}T\d{6}\.\d{3}Z)$/;

export interface FoundBackup {
  readonly path: string;
  readonly atMs: number;
  readonly bytes: number;
}

/** `20261121T175500.123Z` */
export function stampOf(atMs: number): string {
  return new Date(atMs).toISOString().replace(/[-:]/g, '');
}

function timeOf(stamp: string): number {
  return Date.parse(stamp.replace(/^(....)(..)(..T..)(..)/, '$1-$2-$3:$4:'));
}

export function backupPath(folder: string, atMs: number): string {
  return join(folder, `room-${stampOf(atMs)}.tar.gz.age`);
}

export function chainFolder(folder: string, stamp: string): string {
  return join(folder, `log-${stamp}`);
}

/** Oldest first; by their names, as what is in them takes the key. */
export async function backupsIn(folder: string): Promise<readonly FoundBackup[]> {
  const names = (await readdir(folder)).filter((name) => FULL.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      return { path, atMs: timeOf(FULL.exec(name)?.[1] ?? ''), bytes: (await stat(path)).size };
    }),
  );
}

/** Oldest first. */
export async function chainsIn(
  folder: string,
): Promise<readonly { readonly path: string; readonly stamp: string; readonly atMs: number }[]> {
  const names = (await readdir(folder)).filter((name) => CHAIN.test(name)).sort();
  return names.map((name) => {
    const stamp = CHAIN.exec(name)?.[1] ?? '';
    return { path: join(folder, name), stamp, atMs: timeOf(stamp) };
  });
}
