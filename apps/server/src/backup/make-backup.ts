/**
 * A backup of a room that may be playing: a copy of its database at one moment, the keys that a restored room needs, and a manifest,
 * sealed into one file that is whole or not there.
 * @see docs/operate/backup.md, design/adr/0016-backups.md, rules/BACKUP.md
 */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  archivedFiles,
  type BackupFacts,
  backupFacts,
  copySqlite,
  lockDataFolder,
  type OnProgress,
} from '@aboveboard/storage/sqlite';
import { create } from 'tar';
import type { DatabasePlace } from '../database/room-database.ts';
import { KeyFileError } from '../keys/key-files.ts';
import { type ArchivedFile, sealArchives } from './archive-files.ts';
import { BackupError } from './backup-error.ts';
import type { BackupKey } from './backup-key.ts';
import { chainOfNow } from './binlog-chain.ts';
import { chainReference } from './chain-state.ts';
import { DATABASE, KEPT_KEY, MANIFEST, type Manifest } from './manifest.ts';
import { backupPath } from './names.ts';
import { expectRoom, sqliteFile, workFolder } from './place.ts';
import { removeUnfinished, writeSealed } from './sealed-file.ts';

const { version: programVersion } = JSON.parse(readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

export type BackupStep = 'copying the database' | 'looking at the copy' | 'sealing';

export interface BackupWatch {
  /** `total` is null while nobody knows; both are pages, rows or bytes. */
  at(step: BackupStep, done: number, total: number | null): void;
}

export interface MadeBackup {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly manifest: Manifest;
  /** Files of archived hands that the database lists and that are not there, or not as they were. */
  readonly missing: readonly string[];
}

/**
 * @param folder where the backup goes; it is made where it is not there.
 * @throws BackupError, ConfigError
 */
export async function makeBackup(
  place: DatabasePlace,
  folder: string,
  key: BackupKey,
  nowMs: number,
  watch: BackupWatch,
): Promise<MadeBackup> {
  expectRoom(place);
  const own = join(workFolder(place.data), 'full');
  await mkdir(own, { recursive: true, mode: 0o700 });
  const lock = lockDataFolder(own);
  if (!lock.ok)
    throw new BackupError(
      'PLACE',
      `Another backup of this room is being made by process ${lock.error.holderPid ?? 'unknown'}.`,
    );
  try {
    await removeStale(own);
    await removeUnfinished(folder);
    const staging = join(own, `copy-${randomUUID()}`);
    await mkdir(staging, { mode: 0o700 });
    try {
      const archives: Archives = async (listed) => sealArchives(place.data, folder, key, listed);
      const { manifest, missing } = await stage(place, staging, nowMs, watch, archives);
      const path = backupPath(folder, nowMs);
      return { path, manifest, missing, ...(await seal(staging, path, key, watch)) };
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
  } finally {
    lock.value.release();
  }
}

/** What a process that was killed left behind. The lock says that no other is at work. */
async function removeStale(own: string): Promise<void> {
  for (const name of (await readdir(own)).filter((each) => each.startsWith('copy-'))) {
    await rm(join(own, name), { recursive: true, force: true });
  }
}

/** Seals what is listed, and says what is missing. */
type Archives = (listed: readonly ArchivedFile[]) => Promise<readonly string[]>;

async function stage(place: DatabasePlace, staging: string, atMs: number, watch: BackupWatch, sealed: Archives) {
  const copy = join(staging, DATABASE);
  watch.at('copying the database', 0, null);
  const chain = await copyDatabase(place, copy, ({ done, total }) => watch.at('copying the database', done, total));
  watch.at('looking at the copy', 0, null);
  const facts: BackupFacts = backupFacts(copy);
  const keys = await stageKeys(place.data, staging);
  const listed = archivedFiles(copy);
  const missing = await sealed(listed);
  const files = await Promise.all([DATABASE, ...keys].map((path) => described(staging, path)));
  const manifest: Manifest = {
    ...{ format: 'aboveboard-backup/1', atMs, program: programVersion },
    database: place.databaseUrl === undefined ? 'sqlite' : 'mariadb',
    facts: { ...facts, rows: { ...facts.rows } },
    ...{ files, chain, left: { archives: missing.length }, beside: { archives: listed.length - missing.length } },
  };
  await writeFile(join(staging, MANIFEST), `${JSON.stringify(manifest, null, 1)}\n`, { mode: 0o600 });
  return { manifest, missing };
}

async function copyDatabase(
  { data, databaseUrl }: DatabasePlace,
  to: string,
  onProgress: OnProgress,
): Promise<Manifest['chain']> {
  if (databaseUrl === undefined) {
    const reference = await chainReference(data);
    let chain: Manifest['chain'] = null;
    await copySqlite(sqliteFile(data), to, onProgress, async () => {
      chain = await reference.endNow();
    });
    return chain;
  }
  const { copyMariaDb } = await import('@aboveboard/storage/mariadb');
  const place = await copyMariaDb(databaseUrl, to, onProgress);
  return place && { kind: 'binlog', stamp: (await chainOfNow(data, databaseUrl)) ?? '', ...place };
}

async function stageKeys(data: string, staging: string): Promise<readonly string[]> {
  const folder = join(data, 'keys');
  const names = (await readdir(folder).catch((): string[] => [])).filter((name) => KEPT_KEY.test(name)).sort();
  if (names.length === 0) throw new KeyFileError(`${folder} holds no record key: is ${data} the data folder of the room?`);
  await mkdir(join(staging, 'keys'), { mode: 0o700 });
  for (const name of names) await copyFile(join(folder, name), join(staging, 'keys', name));
  return names.map((name) => `keys/${name}`);
}

async function described(staging: string, path: string): Promise<Manifest['files'][number]> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(join(staging, path), { highWaterMark: 1024 * 1024 })) hash.update(chunk);
  return { path, bytes: (await stat(join(staging, path))).size, sha256: hash.digest('hex') };
}

async function seal(staging: string, path: string, key: BackupKey, watch: BackupWatch) {
  const manifest = JSON.parse(await readFile(join(staging, MANIFEST), 'utf8')) as Manifest;
  const total = manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
  const packed = create({ cwd: staging, portable: true }, [MANIFEST, ...manifest.files.map((file) => file.path)]);
  const watched = async function* (): AsyncGenerator<Uint8Array> {
    let done = 0;
    for await (const chunk of packed as unknown as AsyncIterable<Buffer>) {
      done += chunk.length;
      watch.at('sealing', Math.min(done, total), total);
      yield chunk;
    }
  };
  return writeSealed(path, watched(), key);
}
