/** The room's key files, looked at as its start would, and left as they are. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { KeyFileError, readKey } from '../../keys/key-files.ts';
import { type Remark, wrong } from '../remark.ts';

/** Without these no room that has been used starts; the keys of hands in play (`kek-7`) come and go. */
const LASTING_KEYS = ['deal', 'record-1'];
const KEY_NAME = /^(deal|cluster|record-\d+|kek-\d+)$/;

/** A room that has never started has no keys, and that is fine; one that has must have them all, for itself alone. */
export function keyRemarks(dataFolder: string): Remark[] {
  const folder = join(dataFolder, 'keys');
  const there = existsSync(folder) ? readdirSync(folder).filter((name) => KEY_NAME.test(name)) : [];
  const isUsed = existsSync(join(dataFolder, 'room.db'));
  const missing = isUsed ? LASTING_KEYS.filter((name) => !there.includes(name)) : [];
  return [
    ...missing.map((name) =>
      wrong(`ABOVEBOARD_DATA: the key ${join(folder, name)} is missing, and this room has used it; put it back from a copy`),
    ),
    ...there.flatMap((name) => keyFileRemarks(join(folder, name))),
  ];
}

function keyFileRemarks(path: string): Remark[] {
  const mode = statSync(path).mode & 0o777;
  const isOpen = process.platform !== 'win32' && mode !== 0o600;
  const remarks = isOpen ? [wrong(`ABOVEBOARD_DATA: ${path} has mode ${mode.toString(8).padStart(4, '0')}, wants 0600`)] : [];
  try {
    readKey(path);
  } catch (error) {
    const why = error instanceof KeyFileError ? error.message : `${path} cannot be read: ${(error as Error).message}`;
    remarks.push(wrong(`ABOVEBOARD_DATA: ${why}`));
  }
  return remarks;
}
