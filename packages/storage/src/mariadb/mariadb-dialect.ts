/**
 * Kysely on MariaDB, through mysql2.
 *
 * Kysely's own driver leaves values as mysql2 gives them and loses a connection whose first words fail. This one says `SESSION` on each
 * new connection, gives plain values, and takes a server that does not answer for an error, not for a wait without end.
 */
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  MysqlAdapter,
  MysqlIntrospector,
  MysqlQueryCompiler,
  type QueryResult,
} from 'kysely';
import { createPool, type PoolConnection, type QueryOptions } from 'mysql2/promise';
import { connectionOptions, SESSION } from './connect.ts';
import type { MariaDbAddress } from './database-url.ts';
import { checkParameters, plainRows } from './plain-values.ts';

/** Transactions under way at a time; the others wait, up to `MAX_WAITING` of them, and then it is an error. */
const CONNECTIONS = 10;
const MAX_WAITING = 10_000;

/**
 * @param answerWithinMs how long a query may take before it counts as not answered, and its connection as lost.
 * @param connections at most; with one of them the answers come in the order in which they are asked for, as on SQLite.
 */
export function mariaDbDialect(address: MariaDbAddress, answerWithinMs: number, connections = CONNECTIONS): Dialect {
  return {
    createAdapter: () => new MysqlAdapter(),
    createDriver: () => mariaDbDriver(address, answerWithinMs, connections),
    createIntrospector: (db) => new MysqlIntrospector(db),
    createQueryCompiler: () => new MysqlQueryCompiler(),
  };
}

interface Connection extends DatabaseConnection {
  readonly raw: PoolConnection;
}

function mariaDbDriver(address: MariaDbAddress, answerWithinMs: number, connections: number): Driver {
  const pool = createPool({
    ...connectionOptions(address, answerWithinMs),
    connectionLimit: connections,
    queueLimit: MAX_WAITING,
  });
  const ready = new WeakSet<object>();
  const say = (sql: string) => async (connection: DatabaseConnection) => {
    await connection.executeQuery(CompiledQuery.raw(sql));
  };
  return {
    init: async () => {},
    async acquireConnection() {
      const connection = connectionOf(await pool.getConnection(), answerWithinMs);
      if (ready.has(connection.raw.connection)) return connection;
      try {
        for (const sql of SESSION) await say(sql)(connection);
      } catch (error) {
        connection.raw.destroy();
        throw error;
      }
      ready.add(connection.raw.connection);
      return connection;
    },
    releaseConnection: async (connection) => (connection as Connection).raw.release(),
    async beginTransaction(connection, { accessMode }) {
      if (accessMode !== 'read only') return say('begin')(connection);
      await say('set transaction isolation level repeatable read')(connection); // of the next transaction alone: it locks nothing
      await say('start transaction with consistent snapshot, read only')(connection);
    },
    commitTransaction: say('commit'),
    rollbackTransaction: say('rollback'),
    destroy: () => pool.end(),
  };
}

function connectionOf(raw: PoolConnection, answerWithinMs: number): Connection {
  return {
    raw,
    executeQuery: <R>({ sql, parameters }: CompiledQuery) =>
      execute<R>(raw, { sql, values: [...parameters], timeout: answerWithinMs }),
    // biome-ignore lint/correctness/useYield: nothing is streamed
    async *streamQuery() {
      throw new Error('answers are not streamed from MariaDB: read pages');
    },
  };
}

async function execute<R>(raw: PoolConnection, query: QueryOptions & { values: unknown[] }): Promise<QueryResult<R>> {
  checkParameters(query.values);
  const [answer, columns] = await raw.query(query).catch((error) => {
    if (error.code === 'PROTOCOL_SEQUENCE_TIMEOUT') raw.destroy(); // its answer would be taken for that of the next query
    throw error;
  });
  if (Array.isArray(answer)) return { rows: plainRows(answer as Record<string, unknown>[], columns) as R[] };
  return { rows: [], numAffectedRows: BigInt(answer.affectedRows) };
}
