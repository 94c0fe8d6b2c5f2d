import type { RowDataPacket } from 'mysql2/promise';
import { describe, expect, onTestFinished, test } from 'vitest';
import { DatabaseVersionError } from '../database/migration-register.ts';
import { MIGRATIONS as SQLITE_MIGRATIONS } from '../sqlite/migrations/index.ts';
import { newMariaDb } from '../testing/mariadb-databases.ts';
import { startMariaDb } from '../testing/mariadb-server.ts';
import type { MariaDbAddress } from './database-url.ts';
import { appliedMigrations, migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { appendOnly, type MariaDbMigration, table } from './migrations/migration.ts';
import { addressOf, migrateServer, openMariaDb, withConnection } from './open-mariadb.ts';

const first: MariaDbMigration = { number: 1, name: 'first', steps: [table('a', 'n bigint primary key')] };
const second: MariaDbMigration = {
  number: 2,
  name: 'second',
  steps: [table('b', 'n bigint'), 'insert into a values (2)', 'insert into elsewhere values (2)', table('c', 'n bigint')],
};

interface Scratch {
  migrate(...migrations: readonly MariaDbMigration[]): Promise<void>;
  ask(sql: string): Promise<Record<string, unknown>[]>;
  url: string;
}

function asking(address: MariaDbAddress, sql: string): Promise<Record<string, unknown>[]> {
  return withConnection(address, async (c) => (await c.query<RowDataPacket[]>(sql))[0]);
}

/** An empty database. */
async function scratch(): Promise<Scratch> {
  const url = await newMariaDb();
  const address = addressOf(url);
  const ask = (sql: string) => asking(address, sql);
  return { url, ask, migrate: (...migrations) => withConnection(address, (c) => migrate(c, migrations)) };
}

const tablesOf = async ({ ask }: Pick<Scratch, 'ask'>) => (await ask('show tables')).map((row) => Object.values(row)[0]);
const registerOf = ({ ask }: Scratch) =>
  ask('select number, steps_done as done, applied_at is not null as applied from schema_migration order by number');

/** Everything that migrations make, as the server says it. */
async function schemaIn(database: Pick<Scratch, 'ask'>): Promise<string> {
  const parts: string[] = [];
  for (const name of await tablesOf(database)) {
    const [row] = await database.ask(`show create table ${name}`);
    parts.push(String(row?.['Create Table']).replace(/ AUTO_INCREMENT=\d+/, ''));
  }
  const triggers = await database.ask(
    `select trigger_name as name, concat(action_timing, ' ', event_manipulation, ' on ', event_object_table) as at, action_statement as does
     from information_schema.triggers where trigger_schema = database() order by trigger_name`,
  );
  for (const { name, at, does } of triggers) parts.push(`CREATE TRIGGER ${name} ${at}\n  ${does}`);
  return `${parts.map((part) => `${part};`).join('\n\n')}\n`;
}

async function migrated(): Promise<Scratch> {
  const database = await scratch();
  await database.migrate(...MIGRATIONS);
  return database;
}

describe('migrations of MariaDB', () => {
  test('run once each, in order, and go on from where a database is', async () => {
    const database = await scratch();
    const third = { ...first, number: 2, name: 'rows', steps: ['insert into a values (1), (2)'] };
    await database.migrate(first);
    await database.migrate(first);
    expect(await registerOf(database)).toEqual([{ number: 1, done: 1, applied: 1 }]);
    await database.migrate(first, third);
    await database.migrate(first, third);
    expect(await database.ask('select count(*) as n from a')).toEqual([{ n: 2 }]);
  });

  test('that were cut short go on where they were, and do nothing twice', async () => {
    const database = await scratch();
    await expect(database.migrate(first, second)).rejects.toThrow('elsewhere');
    expect(await tablesOf(database)).toEqual(['a', 'b', 'schema_migration']);
    expect(await registerOf(database)).toEqual([
      { number: 1, done: 1, applied: 1 },
      { number: 2, done: 2, applied: 0 },
    ]);
    await database.ask('create table elsewhere (n bigint)');
    await database.migrate(first, second);
    expect(await tablesOf(database)).toEqual(['a', 'b', 'c', 'elsewhere', 'schema_migration']);
    expect(await database.ask('select n from a')).toEqual([{ n: 2 }]);
    expect(await registerOf(database)).toMatchObject([{ applied: 1 }, { done: 4, applied: 1 }]);
  });

  test('bear that the process died between a change of shape and the noting of it', async () => {
    const database = await scratch();
    await database.migrate(...MIGRATIONS);
    await database.ask('update schema_migration set steps_done = steps_done - 1, applied_at = null');
    await database.migrate(...MIGRATIONS);
    await database.ask('update schema_migration set steps_done = 0, applied_at = null');
    await database.migrate(...MIGRATIONS);
    expect(await registerOf(database)).toMatchObject(MIGRATIONS.map(({ steps }) => ({ done: steps.length, applied: 1 })));
  });

  test('end well on a server that is killed in the middle of them, again and again', { timeout: 120_000 }, async () => {
    const server = await startMariaDb();
    onTestFinished(() => server.end());
    const address = addressOf(await server.createDatabase());
    const steps = MIGRATIONS.flatMap((migration) => migration.steps).length;
    const doneSteps = () =>
      withConnection(address, async (c) => (await appliedMigrations(c)).reduce((sum, { stepsDone }) => sum + stepsDone, 0));
    for (let kills = 1; kills <= 4; kills++) {
      const migrated = migrateServer(address).catch(() => 'cut short');
      const wanted = Math.floor((steps * kills) / 5);
      await expect.poll(doneSteps, { timeout: 60_000, interval: 1 }).toBeGreaterThanOrEqual(wanted);
      await server.kill();
      await migrated;
      await server.start();
    }
    await migrateServer(address);
    expect(await doneSteps()).toBe(steps);
    expect(await schemaIn({ ask: (sql) => asking(address, sql) })).toBe(await schemaIn(await migrated()));
  });

  test('that two processes begin at once are run by one', async () => {
    const database = await scratch();
    const rows = { number: 2, name: 'rows', steps: ['insert into a values (1)', 'insert into a values (2)', 'do sleep(0.2)'] };
    await Promise.all([1, 2, 3].map(() => database.migrate(first, rows)));
    expect(await database.ask('select n from a')).toEqual([{ n: 1 }, { n: 2 }]);
  });

  test('refuse a database from a newer version, and one made with another migration of that number', async () => {
    const database = await scratch();
    await database.migrate(first, { ...first, number: 2, name: 'second' });
    await expect(database.migrate(first)).rejects.toThrow(DatabaseVersionError);
    await expect(database.migrate(first)).rejects.toThrow('newer version of Aboveboard: it has migration 2 (second)');
    const edited = { ...first, steps: [...first.steps, 'do 1'] };
    await expect(database.migrate(edited, second)).rejects.toThrow('Migration 1 (first) is not the one');
  });

  test('have the numbers and names they have on SQLite', () => {
    const named = ({ number, name }: { number: number; name: string }) => `${number} ${name}`;
    expect(MIGRATIONS.map(named)).toEqual(SQLITE_MIGRATIONS.map(named));
  });

  test('that skip a number are our own mistake', async () => {
    await expect((await scratch()).migrate(second)).rejects.toThrow('numbered 1, 2, 3');
  });

  test('make rows that are never changed or deleted', async () => {
    const database = await scratch();
    await database.migrate({ ...first, steps: [...first.steps, 'insert into a values (1)', ...appendOnly('a')] });
    await expect(database.ask('update a set n = 2')).rejects.toThrow('a is append-only');
    await expect(database.ask('delete from a')).rejects.toThrow('a is append-only');
  });
});

describe('the MariaDB', () => {
  test('is made by its migrations as committed', async () => {
    await expect(await schemaIn(await migrated())).toMatchFileSnapshot('schema.snapshot.sql');
  });

  test('of a newer version is not opened', async () => {
    const database = await scratch();
    await database.migrate(...MIGRATIONS, { number: MIGRATIONS.length + 1, name: 'later', steps: ['do 1'] });
    await expect(openMariaDb(database.url)).rejects.toThrow(DatabaseVersionError);
  });
});
