/**
 * Restores a backup into an empty place, and believes nothing of it that it has not looked at.
 *
 * All of it happens beside the place where a room would look for it; only what was found whole is put there.
 * @see runbooks/restore.md, rules/BACKUP.md
 */
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { leafHash, toHex } from '@aboveboard/fairness';
import { assert, ok } from '@aboveboard/kit';
import { isAboutChips } from '@aboveboard/ledger';
import { checkBooks, FROM_THE_FIRST } from '@aboveboard/room';
import {
  type ArchiveRecord,
  archives,
  type DatabaseFinding,
  type Db,
  logEntries,
  logSize,
  type Reader,
} from '@aboveboard/storage';
import { backupFacts, openDatabase, sqliteUpkeep } from '@aboveboard/storage/sqlite';
import { RESTORING } from '../database/data-folder.ts';
import { syncFolder } from '../files/sync-folder.ts';
import { markRestored } from '../keys/log-guard.ts';
import { openArchives } from './archive-files.ts';
import { BackupError } from './backup-error.ts';
import type { BackupKey } from './backup-key.ts';
import { DATABASE, type Manifest } from './manifest.ts';
import { readWhole } from './read-backup.ts';
import { type BinlogsToReplay, binlogsAfter } from './replay-binlog.ts';
import { type Replayed, replayWal } from './replay-chain.ts';

export interface RestoreOrder {
  readonly file: string;
  readonly key: BackupKey;
  /** The data folder to be: not there, or empty. */
  readonly into: string;
  /** An empty MariaDB for the tables; without it they come into the data folder. */
  readonly databaseUrl?: string | undefined;
  /** What was shipped after the backup is brought in. */
  readonly withLog: boolean;
  readonly nowMs: number;
}

export type RestoreStep = 'reading the backup' | 'bringing in what was shipped' | 'looking at it' | 'filling the database';

export interface RestoreWatch {
  at(step: RestoreStep, done: number, total: number | null): void;
}

export interface Restored {
  readonly manifest: Manifest;
  readonly replayed: Replayed;
  /** Of the public log that is there now. */
  readonly logSize: number;
  readonly hands: number;
  readonly accounts: number;
  /** Files of archived hands: how many are back, and the names of those that are not. */
  readonly archives: { readonly back: number; readonly missing: readonly string[] };
}

/** @throws BackupError, ConfigError; the place is empty again then, but for a MariaDB that was being filled. */
export async function restoreBackup(order: RestoreOrder, watch: RestoreWatch): Promise<Restored> {
  await expectEmpty(order);
  const staging = join(order.into, RESTORING);
  await mkdir(staging, { recursive: true, mode: 0o700 });
  try {
    const manifest = await readWhole(order.file, order.key, staging, (done, total) =>
      watch.at('reading the backup', done, total),
    );
    const database = join(staging, DATABASE);
    expectSameFacts(order.file, manifest, database);
    const binlogs = await binlogsOf(order, manifest, staging);
    const { replayed, found } =
      binlogs === null
        ? await restoreCopy(order, manifest, database, watch)
        : await restoreOnto(order, database, binlogs, watch);
    const { listed, ...looked } = found;
    const missing = await openArchives(dirname(order.file), staging, order.key, listed);
    await putInPlace(staging, order);
    return { manifest, replayed, ...looked, archives: { back: listed.length - missing.length, missing } };
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function expectEmpty({ into, databaseUrl }: RestoreOrder): Promise<void> {
  const names = await readdir(into).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return [];
    throw new BackupError('PLACE', `${into} cannot be restored into: ${error.code}.`);
  });
  const own = names.filter((name) => name !== RESTORING); // one that was cut short
  if (own.length > 0)
    throw new BackupError('PLACE', `${into} is not empty, and nothing is ever restored over a room. Name another folder.`);
  await rm(join(into, RESTORING), { recursive: true, force: true });
  if (databaseUrl === undefined) return;
  const { isMariaDbEmpty } = await import('@aboveboard/storage/mariadb');
  if (await isMariaDbEmpty(databaseUrl)) return;
  throw new BackupError(
    'PLACE',
    'The MariaDB has tables, and nothing is ever restored over a room. Make an empty database and name that.',
  );
}

function expectSameFacts(file: string, manifest: Manifest, database: string): void {
  const found = JSON.stringify(backupFacts(database));
  if (found === JSON.stringify(manifest.facts)) return;
  throw new BackupError(
    'DIFFERENT',
    `${file}: the database in it is not the one that its manifest describes. Nothing of it was used.`,
  );
}

interface Brought {
  readonly replayed: Replayed;
  readonly found: Looked;
}

/** What is brought in comes into the copy, which is looked at before it goes anywhere. */
async function restoreCopy(
  order: RestoreOrder,
  { chain, atMs }: Manifest,
  database: string,
  watch: RestoreWatch,
): Promise<Brought> {
  let replayed: Replayed = { pieces: 0, untilMs: null };
  if (order.withLog && chain?.kind === 'wal') {
    watch.at('bringing in what was shipped', 0, null);
    replayed = await replayWal(database, dirname(order.file), chain, order.key);
  }
  const room = { open: () => openDatabase(database), verify: () => sqliteUpkeep(database).verify() };
  const found = await lookAt(room, replayed.untilMs ?? atMs, order.nowMs, watch);
  if (order.databaseUrl !== undefined) await fill(database, order.databaseUrl, watch);
  return { replayed, found };
}

/** What a MariaDB committed after the backup; null where nothing was shipped, or it is not wanted. */
async function binlogsOf(order: RestoreOrder, { chain }: Manifest, staging: string): Promise<BinlogsToReplay | null> {
  if (!order.withLog || chain?.kind !== 'binlog') return null;
  return binlogsAfter(chain, dirname(order.file), join(staging, 'binlogs'), order.key);
}

/** The server brings its own log in, so all of it is looked at there, before the mark goes that keeps a room from starting on it. */
async function restoreOnto(
  { databaseUrl, nowMs }: RestoreOrder,
  database: string,
  binlogs: BinlogsToReplay,
  watch: RestoreWatch,
): Promise<Brought> {
  await expectReplayable(database, databaseUrl);
  const url = databaseUrl as string;
  const { mariaDbUpkeep, openMariaDb } = await import('@aboveboard/storage/mariadb');
  const { pieces, untilMs } = binlogs;
  let found: Looked | null = null;
  await fill(database, url, watch, async () => {
    watch.at('bringing in what was shipped', 0, null);
    await bringBinlogsIn(url, binlogs, dirname(database));
    const verify = async () => (await mariaDbUpkeep(url).verify()).filter(({ code }) => code !== 'DURABILITY'); // the server's settings
    found = await lookAt({ open: () => openMariaDb(url), verify }, untilMs, nowMs, watch);
  });
  assert(found !== null, 'a database that was filled was looked at');
  return { replayed: { pieces, untilMs }, found };
}

/** Everything that would stop it is asked before the first row is written. */
async function expectReplayable(database: string, databaseUrl: string | undefined): Promise<void> {
  const instead = 'With --no-log the backup is restored as it was made.';
  if (databaseUrl === undefined) {
    throw new BackupError(
      'PLACE',
      `What was shipped after the backup is a MariaDB's binary log, and only a MariaDB can bring it in: name an empty one with --database-url. ${instead}`,
    );
  }
  if ((await sqliteUpkeep(database).status()).some(({ state }) => state !== 'applied')) {
    throw new BackupError(
      'DIFFERENT',
      `The backup is of another version than this program, and what was shipped after it fits that version alone: restore with it. ${instead}`,
    );
  }
  const { mayReplay, missingTools } = await import('@aboveboard/storage/mariadb');
  const lack = (await missingTools()) ?? (await mayReplay(databaseUrl));
  if (lack !== null) throw new BackupError('PLACE', `What was shipped cannot be brought in: ${lack}. ${instead}`);
}

async function bringBinlogsIn(url: string, { files, database, journalNo }: BinlogsToReplay, staging: string): Promise<void> {
  const { BinlogToolError, lastJournalNo, replayBinlogs } = await import('@aboveboard/storage/mariadb');
  await replayBinlogs(url, files, database, staging).catch((error) => {
    if (!(error instanceof BinlogToolError)) throw error;
    throw different(`what was shipped does not fit the backup: ${error.message}`);
  });
  const reached = await lastJournalNo(url);
  if (reached < journalNo)
    throw different(`the journal ends with ${reached} when all that was shipped is brought in, and had reached ${journalNo}`);
}

type Looked = Pick<Restored, 'logSize' | 'hands' | 'accounts'> & { readonly listed: readonly ArchiveRecord[] };

interface Restoring {
  open(): Promise<Db>;
  verify(): Promise<readonly DatabaseFinding[]>;
}

/** Brings it up to date, marks it as restored, and looks at everything that can be looked at. */
async function lookAt(room: Restoring, atMs: number, nowMs: number, watch: RestoreWatch): Promise<Looked> {
  watch.at('looking at it', 0, null);
  const db = await room.open();
  try {
    const size = await logSize(db.reader);
    await db.transaction(async (trx) => ok(await markRestored(trx, atMs, size)));
    const findings = await room.verify();
    if (findings[0]) throw different(`${findings.length} things are wrong with the database, the first: ${findings[0].detail}`);
    await expectWholeLog(db, size);
    return { logSize: size, listed: await allArchives(db.reader), ...(await expectCleanBooks(db, nowMs)) };
  } finally {
    await db.close();
  }
}

async function allArchives(reader: Reader): Promise<readonly ArchiveRecord[]> {
  const PAGE = 1_000;
  const found: ArchiveRecord[] = [];
  for (;;) {
    const after = found.at(-1);
    const page = await archives(reader, { limit: PAGE, ...(after && { after }) });
    found.push(...page);
    if (page.length < PAGE) return found;
  }
}

/** Receipts hold what the log holds: each entry must still be what its hash says. */
async function expectWholeLog(db: Db, size: number): Promise<void> {
  const PAGE = 1_000;
  for (let from = 0; from < size; from += PAGE) {
    for (const [i, entry] of (await logEntries(db.reader, from, PAGE)).entries()) {
      if (entry.index !== from + i) throw different(`entry ${from + i} of the public log is missing`);
      if (toHex(leafHash(entry.bytes)) !== toHex(entry.leafHash))
        throw different(`entry ${entry.index} of the public log is not what its hash says`);
    }
  }
}

async function expectCleanBooks(db: Db, nowMs: number): Promise<{ hands: number; accounts: number }> {
  const walk = { breathe: async () => {}, progress: () => {} };
  const books = await db.snapshot((reader) => checkBooks(reader, FROM_THE_FIRST, nowMs, walk));
  const inChips = books.differences.filter(isAboutChips); // what has waited since the backup is no fault of it
  const [first] = inChips;
  if (first !== undefined) throw different(`the books have ${inChips.length} differences, the first: ${JSON.stringify(first)}`);
  return { hands: books.hands, accounts: books.balances.size };
}

function different(what: string): BackupError {
  return new BackupError(
    'DIFFERENT',
    `What was restored is not right: ${what}. No room starts on it; take another backup, and another empty database where one was being filled.`,
  );
}

async function fill(path: string, url: string, watch: RestoreWatch, beforeUse?: () => Promise<void>): Promise<void> {
  const { loadMariaDb } = await import('@aboveboard/storage/mariadb');
  const loaded = await loadMariaDb(path, url, ({ done, total }) => watch.at('filling the database', done, total), beforeUse);
  if (!loaded.ok)
    throw new BackupError('PLACE', 'Somebody else has begun to use the MariaDB: it has tables now. Nothing was changed.');
}

/** The database last: a folder without it is no room yet. */
async function putInPlace(staging: string, { into, databaseUrl }: RestoreOrder): Promise<void> {
  await rename(join(staging, 'keys'), join(into, 'keys'));
  await syncFolder(join(into, 'keys'));
  if (existsSync(join(staging, 'archive'))) await rename(join(staging, 'archive'), join(into, 'archive'));
  if (databaseUrl === undefined) {
    const file = await open(join(staging, DATABASE), 'r+');
    await file.sync();
    await file.close();
    await rename(join(staging, DATABASE), join(into, DATABASE));
  }
  await rm(staging, { recursive: true, force: true });
  await syncFolder(into);
}
