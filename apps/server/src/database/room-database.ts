/** Where a room's tables are kept: in a SQLite file in its data folder, or in the MariaDB that the settings name. */
import { join } from 'node:path';
import type { DatabaseUpkeep, Db } from '@aboveboard/storage';
import { DatabaseVersionError, openDatabase, sqliteUpkeep } from '@aboveboard/storage/sqlite';
import { ConfigError } from '../config/load-config.ts';
import type { ServerConfig } from '../config/settings.ts';
import { takeFolder } from './data-folder.ts';

/** The settings that say where. */
export type DatabasePlace = Pick<ServerConfig, 'data'> & Partial<Pick<ServerConfig, 'databaseUrl'>>;

/** Whether what is committed is shipped to backups as it comes. */
export type Shipping = Partial<Pick<ServerConfig, 'backupDir' | 'backupLogEveryMs'>>;

export function isShipped({ backupDir, backupLogEveryMs = 0 }: Shipping): boolean {
  return backupDir !== undefined && backupLogEveryMs > 0;
}

/**
 * Opens the database and brings it up to date.
 *
 * @param connections to a MariaDB; with one it answers in the order in which it is asked, as SQLite does
 * @param onConflict hears of each transaction that got in another's way and runs again; there are none on SQLite
 * @throws ConfigError when it cannot be used as it is.
 */
export async function openRoomDatabase(
  place: DatabasePlace & Shipping,
  { onConflict = () => {}, connections }: { readonly onConflict?: () => void; readonly connections?: number | undefined } = {},
): Promise<Db> {
  const { data, databaseUrl } = place;
  try {
    return databaseUrl === undefined
      ? await openDatabase(fileIn(data), { isShipped: isShipped(place) })
      : await (await mariaDb()).openMariaDb(databaseUrl, { onConflict, connections });
  } catch (error) {
    throw complaint(error);
  }
}

/**
 * The same database, for whoever looks after it.
 *
 * `migrate` wants the data folder to itself, as a room that runs is of the version whose migrations it ran. All throw
 * ConfigError when the database cannot be used, or looked at, as it is.
 */
export async function roomDatabaseUpkeep(place: DatabasePlace): Promise<DatabaseUpkeep> {
  const { data, databaseUrl } = place;
  const upkeep = databaseUrl === undefined ? sqliteUpkeep(fileIn(data)) : (await mariaDb()).mariaDbUpkeep(databaseUrl);
  const told = <T>(asked: Promise<T>): Promise<T> => asked.catch((error) => Promise.reject(complaint(error)));
  return {
    name: upkeep.name,
    status: () => told(upkeep.status()),
    verify: () => told(upkeep.verify()),
    read: (work) => told(upkeep.read(work)),
    async migrate() {
      const lock = takeFolder(data);
      try {
        await told(upkeep.migrate());
      } finally {
        lock.release();
      }
    },
  };
}

/** What a person can do something about becomes a `ConfigError`; the rest stays what it is. */
function complaint(error: unknown): unknown {
  if (error instanceof DatabaseVersionError) return new ConfigError(error.message);
  // The server's own refusals and those of the way to it have a code; none of them repeats the password.
  const isOfServer = error instanceof Error && 'code' in error && /^(ER_|E[A-Z]+$|PROTOCOL_)/.test(String(error.code));
  return isOfServer ? new ConfigError(`ABOVEBOARD_DATABASE_URL: the MariaDB cannot be used: ${error.message}`) : error;
}

function fileIn(data: string): string {
  return join(data, 'room.db');
}

/** Most rooms have none, so its driver is not loaded before it is asked for. */
function mariaDb() {
  return import('@aboveboard/storage/mariadb');
}
