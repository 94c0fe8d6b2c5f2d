/** The databases a room can stand on: each suite of a repository runs on every one of them. */
import { afterAll, onTestFinished } from 'vitest';
import type { Db } from '../database/db.ts';
import { openMariaDb } from '../mariadb/open-mariadb.ts';
import { type MariaDbServer, startMariaDb } from './mariadb-server.ts';
import { temporaryDatabase } from './temporary-database.ts';

export interface TestDatabase {
  readonly name: string;
  /** A fresh one, made by all migrations, gone with the test. */
  temporaryDatabase(): Promise<Db>;
}

/** One server for a file of tests, with a database for each; started by the first that asks. */
let server: Promise<MariaDbServer> | null = null;
afterAll(async () => (await server)?.end());

export function mariaDbServer(): Promise<MariaDbServer> {
  server ??= startMariaDb();
  return server;
}

async function temporaryMariaDb(): Promise<Db> {
  const db = await openMariaDb(await (await mariaDbServer()).createDatabase());
  onTestFinished(() => db.close());
  return db;
}

export const DATABASES: readonly TestDatabase[] = [
  { name: 'SQLite', temporaryDatabase: () => temporaryDatabase() },
  { name: 'MariaDB', temporaryDatabase: temporaryMariaDb },
];
