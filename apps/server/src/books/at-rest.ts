/** The books without a running room: read from its database as they are, and closed where no room has the data folder. */
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { parseHex, publicKeyOf, toHex } from '@aboveboard/fairness';
import type { Result } from '@aboveboard/kit';
import {
  type BooksRefusal,
  type BooksRun,
  type CashOutBlock,
  type Change,
  type CloseFault,
  cashOutBlock,
  dateOf,
  noFailPoints,
  readBooks,
  verifyCloses,
  verifyPage,
} from '@aboveboard/room';
import { findSetting, type StoredClose } from '@aboveboard/storage';
import type { ServerConfig } from '../config/settings.ts';
import { takeFolder } from '../database/data-folder.ts';
import { openRoomDatabase, roomDatabaseUpkeep } from '../database/room-database.ts';
import { KeyFileError } from '../keys/key-files.ts';
import { LOG_ORIGIN } from '../keys/log-origin.ts';
import { createLogger } from '../log/logger.ts';
import { osPorts } from '../ports/os-ports.ts';
import { pageFilesIn } from './close-pages.ts';
import { openBooks } from './open-books.ts';

export { newBooksKey } from './new-books-key.ts';
export { dateOf, KeyFileError };

type Place = Pick<ServerConfig, 'data' | 'databaseUrl'>;
type Progress = (done: number, of: number) => void;

export interface BooksAtRest {
  /** Where they were read, without a password. */
  readonly database: string;
  readonly run: Omit<BooksRun, 'no'>;
  readonly block: CashOutBlock | null;
}

/** Reconciles the books of a room that may run or not; keeps nothing of what it finds. @throws ConfigError */
export async function reconcileAtRest(place: Place, isFull: boolean, progress: Progress): Promise<BooksAtRest> {
  const upkeep = await roomDatabaseUpkeep(place);
  return upkeep.read(async (reader) => {
    const run = await readBooks(reader, isFull, osPorts.clock, { breathe, progress });
    return { database: upkeep.name, run, block: await cashOutBlock(reader) };
  });
}

/** Closes the day before today, as a running room would by itself. @throws ConfigError; KeyFileError */
export async function closeAtRest(config: ServerConfig, change: Change): Promise<Result<StoredClose, BooksRefusal>> {
  const lock = takeFolder(config.data);
  try {
    await (await roomDatabaseUpkeep(config)).read(async () => undefined); // it is there, and of this version
    const db = await openRoomDatabase(config);
    try {
      const host = (await findSetting(db.reader, LOG_ORIGIN))?.split('/')[0] ?? '';
      const logger = createLogger('error');
      const findings = { report: (finding: object) => logger.error({ finding }, 'finding') };
      const desk = openBooks(config.data, { db, host, findings, failPoints: noFailPoints, logger });
      return await desk.close(change);
    } finally {
      await db.close();
    }
  } finally {
    lock.release();
  }
}

export interface VerifiedCloses {
  readonly database: string;
  readonly closes: number;
  readonly files: number;
  /** Whose signature was asked for; null where the room's key is not here and none was named. */
  readonly publicKey: string | null;
  readonly faults: readonly CloseFault[];
}

/**
 * Follows all closes of a room from the first entry of its journal, and holds pages against them: those that are named, or all in the data
 * folder. @param key the room's public key, where it is not in the data folder
 */
export async function verifyClosesAtRest(
  place: Place,
  files: readonly string[],
  key: string | undefined,
  progress: Progress,
): Promise<VerifiedCloses> {
  const upkeep = await roomDatabaseUpkeep(place);
  const pages = files.length > 0 ? await textsOf(files) : await pageFilesIn(place.data);
  const publicKey = key ?? keyIn(place.data);
  return upkeep.read(async (reader) => {
    const { closes, faults } = await verifyCloses(reader, publicKey, { breathe, progress });
    const ofPages: CloseFault[] = [];
    for (const [file, text] of pages) ofPages.push(...(await verifyPage(reader, text, file, publicKey)));
    return { database: upkeep.name, closes, files: pages.size, publicKey, faults: [...faults, ...ofPages] };
  });
}

async function textsOf(files: readonly string[]): Promise<ReadonlyMap<string, string>> {
  return new Map(await Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')] as const)));
}

/** The public half of the key in the data folder; null where there is none. */
function keyIn(data: string): string | null {
  const path = join(data, 'keys', 'books');
  const secret = existsSync(path) ? parseHex(readFileSync(path, 'utf8').trim()) : null;
  return secret?.length === 32 ? toHex(publicKeyOf(secret)) : null;
}
