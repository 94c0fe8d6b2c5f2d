/** Brings what was shipped of write-ahead logs into a copy of the database: SQLite's own recovery does it, log by log. */
import { rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { committedFrames } from './wal-file.ts';

/** What was shipped does not fit together; the message says where. */
export class BrokenChainError extends Error {
  override readonly name = 'BrokenChainError';
}

/** Puts a whole log beside the database, to be appended to piece by piece. @returns its path */
export function beginLog(databasePath: string, header: Uint8Array): string {
  rmSync(`${databasePath}-shm`, { force: true });
  writeFileSync(`${databasePath}-wal`, header);
  return `${databasePath}-wal`;
}

/**
 * Brings the log in that lies beside the database, and takes it away.
 *
 * @param frames how many it must have
 * @throws BrokenChainError when it has others: a piece was changed, or is of another log
 */
export function bringLogIn(databasePath: string, frames: number): void {
  const found = committedFrames(`${databasePath}-wal`);
  if (found !== frames) throw new BrokenChainError(`a log has ${found} whole frames, and ${frames} were shipped`);
  const database = new DatabaseSync(databasePath);
  try {
    const done = database.prepare('pragma wal_checkpoint(truncate)').get();
    if (done?.busy !== 0) throw new BrokenChainError('the log could not be brought into the database');
  } finally {
    database.close();
  }
}
