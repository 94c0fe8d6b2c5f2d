/**
 * A copy of a SQLite database as it was at one moment, made while others read and write it.
 *
 * The copy is SQLite's own, page by page. The transaction that it reads in is begun before the first page, so that what is written
 * meanwhile neither gets into it nor makes it begin again.
 */
import { backup, DatabaseSync } from 'node:sqlite';
import type { OnProgress } from './copy-progress.ts';

/** Pages at a time: 4 MB, some milliseconds of a disk. */
const PAGES_AT_ONCE = 1_000;

/** How long to wait for somebody who has the whole database to himself, as one does for a moment at its start. */
const BUSY_TIMEOUT_MS = 10_000;

/**
 * @param to a file that is not there yet
 * @param atMoment called when the moment is held: nothing that is committed from now on is in the copy
 */
export async function copySqlite(
  from: string,
  to: string,
  onProgress: OnProgress,
  atMoment: () => Promise<void> = async () => {},
): Promise<void> {
  const source = new DatabaseSync(from, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  try {
    source.exec('begin');
    source.prepare('select count(*) from sqlite_master').get(); // only what is read holds the moment
    await atMoment();
    await backup(source, to, {
      rate: PAGES_AT_ONCE,
      progress: ({ totalPages, remainingPages }) => onProgress({ done: totalPages - remainingPages, total: totalPages }),
    });
  } finally {
    source.close();
  }
}
