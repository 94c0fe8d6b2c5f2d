/**
 * Transactions that got in each other's way are run again.
 *
 * MariaDB ends one of two transactions that wait for each other and undoes all of it. SQLite never does: there one
 * transaction runs at a time.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Db } from '../database/db.ts';

const MAX_RUNS = 20;
const MAX_WAIT_MS = 100;

/** ER_LOCK_DEADLOCK, and ER_CHECKREAD: what was read has changed since. */
const CONFLICTS = new Set([1213, 1020]);

/** @param onConflict hears of each transaction that is run again */
export function retryingConflicts(db: Db, onConflict = () => {}): Db {
  return {
    ...db,
    async transaction(work) {
      for (let run = 1; ; run++) {
        try {
          return await db.transaction(work);
        } catch (error) {
          if (run === MAX_RUNS || !isConflict(error)) throw error;
        }
        onConflict();
        await pause(Math.random() * Math.min(MAX_WAIT_MS, 2 ** run)); // apart from the other, which may be waiting as well
      }
    },
  };
}

function isConflict(error: unknown): boolean {
  return error instanceof Error && 'errno' in error && CONFLICTS.has(error.errno as number);
}
