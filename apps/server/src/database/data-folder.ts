/** The data folder, held by one process at a time. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type DataFolderLock, lockDataFolder } from '@aboveboard/storage/sqlite';
import { ConfigError } from '../config/load-config.ts';

/** What a restore works in, below the data folder: there only while it does, or where it was cut short. */
export const RESTORING = 'restoring';

/** Makes the folder where there is none, for this user alone. @throws ConfigError where it cannot, or another process has it. */
export function takeFolder(folder: string): DataFolderLock {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new ConfigError(`ABOVEBOARD_DATA: cannot make the folder ${folder}: ${(error as Error).message}`);
  }
  if (existsSync(join(folder, RESTORING))) {
    throw new ConfigError(
      `A restore into ${folder} is under way or was cut short. Wait for it, or empty the folder and restore again.`,
    );
  }
  const lock = lockDataFolder(folder);
  if (!lock.ok) throw new ConfigError(lock.error.message);
  return lock.value;
}
