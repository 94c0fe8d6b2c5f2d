/** Whether the folders the settings name can be used as they are meant. */
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lockDataFolder } from '@aboveboard/storage/sqlite';
import { note, type Remark, wrong } from '../remark.ts';

/** The data folder can be written, or made. Nothing is made here. */
export function dataFolderRemarks(folder: string): Remark[] {
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) return [wrong(`ABOVEBOARD_DATA: ${folder} is a file, wants a folder`)];
    return mayWrite(folder) ? [] : [wrong(`ABOVEBOARD_DATA: ${folder} cannot be written by this user`)];
  }
  const above = nearestThatExists(folder);
  const canBeMade = statSync(above).isDirectory() && mayWrite(above);
  return canBeMade ? [] : [wrong(`ABOVEBOARD_DATA: ${folder} is not there and cannot be made: ${above} cannot be written`)];
}

/** Who holds the data folder now, in words; null where nobody does. A room that runs holds its own port, too. */
export function holderOf(folder: string): string | null {
  if (!existsSync(join(folder, 'lock.db')) || !mayWrite(folder)) return null;
  const lock = lockDataFolder(folder);
  if (lock.ok) {
    lock.value.release();
    return null;
  }
  return lock.error.holderPid === null ? 'another process' : `process ${lock.error.holderPid}`;
}

export function webFolderRemarks(folder: string | undefined): Remark[] {
  if (folder === undefined || existsSync(join(folder, 'index.html'))) return [];
  return [note(`ABOVEBOARD_WEB: ${folder} has no index.html, so the room answers without its web pages`)];
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function nearestThatExists(path: string): string {
  return existsSync(path) ? path : nearestThatExists(dirname(path));
}
