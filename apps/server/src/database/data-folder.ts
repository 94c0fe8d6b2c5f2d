/** The data folder, held by one process at a time. */
import { mkdirSync } from 'node:fs';
import { type DataFolderLock, lockDataFolder } from '@aboveboard/storage/sqlite';
import { ConfigError } from '../config/load-config.ts';

/** Makes the folder where there is none, for this user alone. @throws ConfigError where it cannot, or another process has it. */
export function takeFolder(folder: string): DataFolderLock {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new ConfigError(`ABOVEBOARD_DATA: cannot make the folder ${folder}: ${(error as Error).message}`);
  }
  const lock = lockDataFolder(folder);
  if (!lock.ok) throw new ConfigError(lock.error.message);
  return lock.value;
}
