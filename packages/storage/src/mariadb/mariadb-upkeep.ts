/** `DatabaseUpkeep` of a database in a MariaDB. */
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { type Db, dbOf } from '../database/db.ts';
import {
  assertUpToDate,
  booksFindings,
  type DatabaseFinding,
  type DatabaseUpkeep,
  knownColumns,
  type MigrationStatus,
  migrationFindings,
  migrationStatus,
  schemaFindings,
} from '../database/upkeep.ts';
import type { MariaDbAddress } from './database-url.ts';
import { mariaDbDialect } from './mariadb-dialect.ts';
import { appliedMigrations, knownMigration } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { triggersOf } from './migrations/migration.ts';
import { addressOf, migrateServer, withConnection } from './open-mariadb.ts';

/** Adding up every transfer there is may take this long. */
const SUMS_WITHIN_MS = 3_600_000;

/** @throws DatabaseUrlError */
export function mariaDbUpkeep(url: string): DatabaseUpkeep {
  const address = addressOf(url);
  return {
    name: `the database ${address.database} on ${address.socketPath ?? `${address.host}:${address.port}`}`,
    status: () => withConnection(address, statusOf),
    migrate: () => migrateServer(address),
    verify: () => withConnection(address, (connection) => verify(connection, address)),
    async read(work) {
      assertUpToDate(await withConnection(address, statusOf));
      return using(address, (db) => db.snapshot(work));
    },
  };
}

async function statusOf(connection: Connection): Promise<readonly MigrationStatus[]> {
  return migrationStatus(MIGRATIONS.map(knownMigration), await appliedMigrations(connection));
}

async function verify(connection: Connection, address: MariaDbAddress): Promise<readonly DatabaseFinding[]> {
  const migrations = migrationFindings(await statusOf(connection));
  const isUpToDate = migrations.length === 0;
  return [
    ...migrations,
    ...(isUpToDate ? await schemaOf(connection) : []),
    ...(await integrityOf(connection)),
    ...(await durabilityOf(connection)),
    ...(isUpToDate ? await booksOf(address) : []),
  ];
}

async function schemaOf(connection: Connection): Promise<DatabaseFinding[]> {
  const columns = await textsOf(
    connection,
    `select concat(table_name, '.', column_name) as text from information_schema.columns
     where table_schema = database() and table_name <> 'schema_migration'`,
  );
  const triggers = await textsOf(
    connection,
    'select trigger_name as text from information_schema.triggers where trigger_schema = database()',
  );
  return [...schemaFindings('column', knownColumns(), columns), ...schemaFindings('trigger', triggersOf(MIGRATIONS), triggers)];
}

async function integrityOf(connection: Connection): Promise<DatabaseFinding[]> {
  const tables = await textsOf(
    connection,
    'select table_name as text from information_schema.tables where table_schema = database() order by table_name',
  );
  const findings: DatabaseFinding[] = [];
  for (const table of tables) {
    const [rows] = await connection.query<RowDataPacket[]>(`check table \`${table}\``);
    const faults = rows.filter(({ Msg_type, Msg_text }) => !(Msg_type === 'status' && Msg_text === 'OK'));
    for (const { Msg_text } of faults) findings.push({ code: 'INTEGRITY', detail: `${table}: ${Msg_text}` });
  }
  return findings;
}

async function durabilityOf(connection: Connection): Promise<DatabaseFinding[]> {
  const [flush] = await textsOf(connection, 'select @@innodb_flush_log_at_trx_commit as text');
  if (flush === '1') return [];
  const detail = `innodb_flush_log_at_trx_commit is ${flush}, not 1: a power cut may take back what was answered`;
  return [{ code: 'DURABILITY', detail }];
}

function booksOf(address: MariaDbAddress): Promise<DatabaseFinding[]> {
  return using(address, ({ reader }) => booksFindings(reader));
}

async function using<T>(address: MariaDbAddress, work: (db: Db) => Promise<T>): Promise<T> {
  const db = dbOf(mariaDbDialect(address, SUMS_WITHIN_MS));
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

async function textsOf(connection: Connection, query: string): Promise<string[]> {
  const [rows] = await connection.query<RowDataPacket[]>(query);
  return rows.map(({ text }) => String(text));
}
