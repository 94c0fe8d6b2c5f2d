/**
 * Migrations of MariaDB: numbered, forward only, each step run once or, where it bears it, again after a crash in the middle.
 *
 * A named lock of the server keeps two processes that start at once from running them both: the second waits and finds them done.
 */
import { assert } from '@aboveboard/kit';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { checkApplied, checksumOf, type KnownMigration } from '../database/migration-register.ts';
import type { MariaDbMigration } from './migrations/migration.ts';

/** How long to wait for another process that is migrating. */
const LOCK_WAIT_S = 600;

const CREATE_REGISTER = `
  create table if not exists schema_migration (
    number int primary key,
    name varchar(255) not null,
    checksum varchar(255) not null,
    steps int not null,
    steps_done int not null,
    begun_at timestamp not null default current_timestamp,
    applied_at timestamp null
  ) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_nopad_bin`;

interface Applied extends KnownMigration {
  readonly stepsDone: number;
  readonly isWhole: boolean;
}

/**
 * Brings the database up to the last of `migrations`, going on with one that was cut short; does nothing where it is already.
 *
 * @throws DatabaseVersionError
 */
export async function migrate(connection: Connection, migrations: readonly MariaDbMigration[]): Promise<void> {
  assert(
    migrations.every((migration, i) => migration.number === i + 1),
    'migrations are numbered 1, 2, 3 …',
  );
  await underLock(connection, async () => {
    await connection.query(CREATE_REGISTER);
    const applied = await appliedMigrations(connection);
    checkApplied(applied, migrations.map(knownMigration));
    for (const migration of migrations) await apply(connection, migration, applied[migration.number - 1]);
  });
}

async function underLock(connection: Connection, work: () => Promise<void>): Promise<void> {
  const name = "concat('aboveboard.', left(sha2(database(), 256), 40))"; // the server's locks have names for all its databases
  const [[row]] = await connection.query<RowDataPacket[]>(`select get_lock(${name}, ${LOCK_WAIT_S}) as got`);
  assert(row?.got === 1, `another process has been migrating the database for more than ${LOCK_WAIT_S} s`);
  try {
    await work();
  } finally {
    await connection.query(`do release_lock(${name})`);
  }
}

/** What a database has of migrations; nothing where none ever ran. */
export async function appliedMigrations(connection: Connection): Promise<readonly Applied[]> {
  const [registers] = await connection.query<RowDataPacket[]>("show tables like 'schema_migration'");
  if (registers.length === 0) return [];
  const [rows] = await connection.query<RowDataPacket[]>(
    'select number, name, checksum, steps_done, applied_at is not null as is_whole from schema_migration order by number',
  );
  return rows.map(({ number, name, checksum, steps_done, is_whole }) => {
    return { number, name, checksum, stepsDone: steps_done, isWhole: is_whole === 1 };
  });
}

async function apply(connection: Connection, migration: MariaDbMigration, before: Applied | undefined): Promise<void> {
  const { number, name, steps } = migration;
  if (before === undefined) {
    const values = [number, name, knownMigration(migration).checksum, steps.length, 0];
    await connection.query('insert into schema_migration (number, name, checksum, steps, steps_done) values (?)', [values]);
  }
  for (const [i, step] of steps.entries()) {
    if (i < (before?.stepsDone ?? 0)) continue;
    await connection.beginTransaction(); // one that changes a shape commits by itself
    await connection.query(step);
    await connection.query('update schema_migration set steps_done = ? where number = ?', [i + 1, number]);
    await connection.commit();
  }
  await connection.query('update schema_migration set applied_at = current_timestamp where number = ? and applied_at is null', [
    number,
  ]);
}

export function knownMigration({ number, name, steps }: MariaDbMigration): KnownMigration {
  return { number, name, checksum: checksumOf(steps.join(';\n')) };
}
