/** Where the room is that is backed up, and where its backups go. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabasePlace } from '../database/room-database.ts';
import { BackupError } from './backup-error.ts';

/** What lies in a data folder of the making of backups: copies under way, how far the log is shipped, locks. */
export function workFolder(data: string): string {
  return join(data, 'backup');
}

export function sqliteFile(data: string): string {
  return join(data, 'room.db');
}

/** @throws BackupError where there is no room to back up */
export function expectRoom({ data, databaseUrl }: DatabasePlace): void {
  if (databaseUrl === undefined && !existsSync(sqliteFile(data))) {
    throw new BackupError('PLACE', `There is no room in ${data}: no room.db is in it. Name its data folder with --data.`);
  }
}
