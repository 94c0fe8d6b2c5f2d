/** Where a room's tables are kept: in a SQLite file in its data folder, or in the MariaDB that the settings name. */
import { join } from 'node:path';
import type { DatabaseUpkeep, Db } from '@aboveboard/storage';
import { DatabaseVersionError, openDatabase, sqliteUpkeep } from '@aboveboard/storage/sqlite';
import { ConfigError } from '../config/load-config.ts';
import type { ServerConfig } from '../config/settings.ts';

export type DatabasePlace = Pick<ServerConfig, 'data' | 'databaseUrl'>;

/** Opens the database and brings it up to date. @throws ConfigError when it cannot be used as it is. */
export async function openRoomDatabase({ data, databaseUrl }: DatabasePlace): Promise<Db> {
  try {
    return databaseUrl === undefined ? await openDatabase(fileIn(data)) : await (await mariaDb()).openMariaDb(databaseUrl);
  } catch (error) {
    throw complaint(error);
  }
}

/** The same database, for whoever looks after it. */
export async function roomDatabaseUpkeep({ data, databaseUrl }: DatabasePlace): Promise<DatabaseUpkeep> {
  return databaseUrl === undefined ? sqliteUpkeep(fileIn(data)) : (await mariaDb()).mariaDbUpkeep(databaseUrl);
}

/** What a person can do something about becomes a `ConfigError`; the rest stays what it is. */
export function complaint(error: unknown): unknown {
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
