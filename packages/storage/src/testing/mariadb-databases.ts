/** Databases in a MariaDB of the test file's own. */
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, onTestFinished } from 'vitest';
import type { Db } from '../database/db.ts';
import { openMariaDb } from '../mariadb/open-mariadb.ts';
import { type MariaDbServer, startMariaDb } from './mariadb-server.ts';

/** One server for a file of tests, started by the first that asks. */
let server: Promise<MariaDbServer> | null = null;
afterAll(async () => (await server)?.end());

export function mariaDbServer(): Promise<MariaDbServer> {
  server ??= startMariaDb();
  return server;
}

/** Addresses of databases that no test uses now, all tables empty: to make them takes ten times as long as to empty them. */
const spare: string[] = [];

export async function temporaryMariaDb(): Promise<Db> {
  const url = spare.pop() ?? (await (await mariaDbServer()).createDatabase());
  const db = await openMariaDb(url);
  onTestFinished(async () => {
    await db.close();
    await emptyMariaDb(url);
    spare.push(url);
  });
  return db;
}

/** `truncate` asks no trigger and numbers rows from 1 again. */
export async function emptyMariaDb(url: string): Promise<void> {
  const { searchParams, pathname } = new URL(url);
  const options = { socketPath: searchParams.get('socket') as string, user: 'root', database: pathname.slice(1) };
  const connection = await createConnection(options);
  const [tables] = await connection.query<RowDataPacket[]>(
    "select table_name as name from information_schema.tables where table_schema = database() and table_name not in ('schema_migration', 'ledger_journal')",
  );
  const looks = tables.map(({ name }) => `select '${name}' as name from (select 1 from ${name} limit 1) as some`);
  const [used] = await connection.query<RowDataPacket[]>(looks.join(' union all '));
  await connection.query('set foreign_key_checks = 0');
  for (const { name } of used) await connection.query(`truncate table ${name}`);
  await connection.query('update ledger_journal set last_no = 0');
  await connection.end();
}
