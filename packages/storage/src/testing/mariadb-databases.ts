/** Databases in the MariaDB of the run. */
import { once } from 'node:events';
import { createConnection as connect, type Socket } from 'node:net';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { inject, onTestFinished } from 'vitest';
import type { Db } from '../database/db.ts';
import { openMariaDb } from '../mariadb/open-mariadb.ts';
import { EMPTIED, type Wish } from './mariadb-of-the-run.ts';

/** An empty database without a table. @returns its address, for `openMariaDb`. */
export async function newMariaDb(): Promise<string> {
  return (await ask('new')).url;
}

/** When a database goes: `onTestFinished`, or `afterAll` for one that a file of tests shares. */
export type AtEnd = (end: () => Promise<void>) => void;

/** A database with all tables, all empty: to make them takes ten times as long as to empty them. */
export async function temporaryMariaDb(atEnd: AtEnd = onTestFinished): Promise<Db> {
  const { url, socket } = await ask('used');
  const db = await openMariaDb(url);
  atEnd(async () => {
    await db.close();
    await emptyMariaDb(url);
    socket.end(EMPTIED);
  });
  return db;
}

async function ask(wish: Wish): Promise<{ readonly url: string; readonly socket: Socket }> {
  const socket = connect(inject('mariaDbOfTheRun')).setEncoding('utf8');
  socket.write(wish);
  const answer = once(socket, 'data');
  const isGone = once(socket, 'close').then(() => {
    throw new Error('the MariaDB of the run did not start');
  });
  const [url] = await Promise.race([answer, isGone]);
  socket.unref();
  return { url, socket };
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
