/**
 * One process a data folder.
 *
 * The lock is SQLite's own on a file of its own: the operating system releases it when the process ends, however it ends,
 * so a lock is never left behind by kill -9 and never believed from a file that is. The holder's process id is written
 * beside it to name it in the refusal, for no other use.
 *
 * A process must not open `lock.db` a second time by other means: on POSIX systems closing that would release the lock.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { err, ok, type Result } from '@aboveboard/kit';

export interface DataFolderLock {
  release(): void;
}

/** `holderPid` is null in the moment between its taking the lock and writing its id. */
export interface FolderInUse {
  readonly code: 'DATA_FOLDER_IN_USE';
  readonly folder: string;
  readonly holderPid: number | null;
  readonly message: string;
}

/** Held here as well as by the caller: a connection that nobody refers to is closed by the garbage collector, and its lock is gone. */
const held = new Set<DatabaseSync>();

/** Takes `folder`, which must exist, for this process until it ends or releases it. */
export function lockDataFolder(folder: string): Result<DataFolderLock, FolderInUse> {
  const database = new DatabaseSync(join(folder, 'lock.db'), { timeout: 0 });
  try {
    database.exec('begin exclusive');
  } catch (error) {
    database.close();
    if (!isBusy(error)) throw error;
    return err(inUse(folder));
  }
  writeFileSync(pidFile(folder), `${process.pid}\n`);
  held.add(database);
  return ok({ release: () => release(database) });
}

function release(database: DatabaseSync): void {
  held.delete(database);
  database.close();
}

function inUse(folder: string): FolderInUse {
  const holderPid = readPid(folder);
  const holder = holderPid === null ? 'another process' : `process ${holderPid}`;
  const message = `The data folder ${folder} is in use by ${holder}. Stop it first, or start with another data folder.`;
  return { code: 'DATA_FOLDER_IN_USE', folder, holderPid, message };
}

function readPid(folder: string): number | null {
  try {
    const pid = Number(readFileSync(pidFile(folder), 'utf8'));
    return Number.isSafeInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

function pidFile(folder: string): string {
  return join(folder, 'lock.pid');
}

function isBusy(error: unknown): boolean {
  const SQLITE_BUSY = 5;
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}
