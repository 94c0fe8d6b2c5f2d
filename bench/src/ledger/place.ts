/** A database to settle in, as the room opens it, in a folder of its own, with its statements counted. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Db } from '@aboveboard/storage';
import { openMariaDb } from '@aboveboard/storage/mariadb';
import { openDatabase } from '@aboveboard/storage/sqlite';
import { startMariaDb } from '@aboveboard/storage/testing/mariadb-server';
import { processorS } from '../measure/process-usage.ts';
import type { PlaceName } from './plan.ts';

export interface Place {
  readonly name: PlaceName;
  readonly db: Db;
  /** Sent to the database so far, `begin` and `commit` too. */
  statements(): number;
  /** Processor time of a server of the database's own, µs. */
  serverCpuUs(): number;
  close(): Promise<void>;
}

/** What MariaDB is given: its own defaults for a small machine, said aloud, and the durability that the room asks for. */
export const MARIADB = [
  '--skip-networking',
  '--innodb-flush-log-at-trx-commit=1',
  '--innodb-log-file-size=96M',
  '--innodb-buffer-pool-size=128M',
] as const;
/** A log for copies of every change, as shipping it needs, durable with each commit. */
export const BINLOG = ['--log-bin=binlog', '--sync-binlog=1', '--binlog-format=row', '--server-id=1'] as const;

export async function openPlace(name: PlaceName, hasBinlog: boolean): Promise<Place> {
  return name === 'SQLite' ? sqlite() : mariaDb(hasBinlog);
}

async function sqlite(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'aboveboard-bench-'));
  const { db, statements } = counted(await openDatabase(join(folder, 'room.db')));
  const close = async (): Promise<void> => {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { name: 'SQLite', db, statements, serverCpuUs: () => 0, close };
}

async function mariaDb(hasBinlog: boolean): Promise<Place> {
  const server = await startMariaDb([...MARIADB, ...(hasBinlog ? BINLOG : [])]);
  const { db, statements } = counted(await openMariaDb(await server.createDatabase()));
  const close = async (): Promise<void> => {
    await db.close();
    await server.end();
  };
  const serverCpuUs = (): number => (server.pid === null ? 0 : processorS([server.pid]) * 1e6);
  return { name: 'MariaDB', db, statements, serverCpuUs, close };
}

type Plugin = Parameters<Db['reader']['withPlugin']>[0];

/** Counts what goes through its transactions. */
function counted(db: Db): { readonly db: Db; statements(): number } {
  let sent = 0;
  const counting: Plugin = {
    transformQuery: ({ node }) => {
      sent++;
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const transaction: Db['transaction'] = (work) => {
    sent += 2;
    return db.transaction((trx) => work(trx.withPlugin(counting) as typeof trx));
  };
  return { db: { ...db, transaction }, statements: () => sent };
}
