/** The databases a room can stand on: each suite of a repository runs on every one of them. */
import type { Db } from '../database/db.ts';
import { temporaryMariaDb } from './mariadb-databases.ts';
import { temporaryDatabase } from './temporary-database.ts';

export interface TestDatabase {
  readonly name: string;
  /** An empty one, made by all migrations, gone with the test. */
  temporaryDatabase(): Promise<Db>;
}

export const DATABASES: readonly TestDatabase[] = [
  { name: 'SQLite', temporaryDatabase: () => temporaryDatabase() },
  { name: 'MariaDB', temporaryDatabase: temporaryMariaDb },
];
