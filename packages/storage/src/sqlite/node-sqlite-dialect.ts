/**
 * Kysely on Node's own SQLite.
 *
 * Kysely speaks to better-sqlite3; `node:sqlite` differs in small ways that this file bridges: parameters are spread,
 * booleans are not accepted, and a statement does not say whether it returns rows. Statements are kept, as the same few
 * dozen run for ever.
 */
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely';
import { EachRun } from '../database/write-rows.ts';

/** Statements kept ready; beyond that the oldest goes. Queries with lists of varying length would fill it otherwise. */
const MAX_STATEMENTS = 256;

export class NodeSqliteDialect extends SqliteDialect {
  readonly #database: DatabaseSync;
  readonly #adapted: SqliteDatabase;

  constructor(database: DatabaseSync) {
    const adapted = adapt(database);
    super({ database: adapted });
    this.#database = database;
    this.#adapted = adapted;
  }

  override createDriver(): Driver {
    return new ImmediateDriver(this.#adapted, this.#database);
  }
}

/** Takes the write lock when a transaction begins, so that it cannot fail for want of it when it has already read. */
class ImmediateDriver extends SqliteDriver {
  readonly #database: DatabaseSync;

  constructor(adapted: SqliteDatabase, database: DatabaseSync) {
    super({ database: adapted });
    this.#database = database;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /** Where the disk is full, SQLite has undone everything by itself, and to ask for it again would hide why. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.isTransaction) await super.rollbackTransaction(connection);
  }
}

function adapt(database: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  return {
    close: () => {
      statements.clear();
      database.close();
    },
    prepare: (sql) => {
      const known = statements.get(sql);
      if (known) return known;
      const oldest = statements.keys().next();
      if (statements.size >= MAX_STATEMENTS && !oldest.done) statements.delete(oldest.value);
      const statement = adaptStatement(database.prepare(sql));
      statements.set(sql, statement);
      return statement;
    },
  };
}

function adaptStatement(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...parameters.map(inputValue)),
    run: (parameters) =>
      parameters[0] instanceof EachRun ? runEach(statement, parameters[0]) : runOnce(statement, parameters),
    iterate: (parameters) => statement.iterate(...parameters.map(inputValue)),
  };
}

function runOnce(statement: StatementSync, parameters: readonly unknown[]) {
  return statement.run(...parameters.map(inputValue));
}

function runEach(statement: StatementSync, { runs }: EachRun) {
  let changes = 0;
  for (const parameters of runs) changes += Number(runOnce(statement, parameters).changes);
  return { changes, lastInsertRowid: 0 };
}

function inputValue(parameter: unknown): SQLInputValue {
  return (typeof parameter === 'boolean' ? Number(parameter) : parameter) as SQLInputValue;
}
