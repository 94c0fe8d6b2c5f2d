/**
 * Secrets in files: `data/keys`, readable by the room's own user alone, never in the database and never in a backup of it.
 */
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { parseHex, toHex } from '@aboveboard/fairness';

const KEY_BYTES = 32;

/** A key file that is there and is not one: somebody must look, because a new key in its place would break what the old one signed. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError';
}

export function makeKeyFolder(dataFolder: string): string {
  const folder = join(dataFolder, 'keys');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  return folder;
}

/** The 32 secret bytes in `path`; where it is not there they are made from the system's randomness, if that is allowed. */
export function readOrMakeKey(path: string, mayMake: boolean): Uint8Array {
  if (!existsSync(path)) {
    if (!mayMake) {
      throw new KeyFileError(
        `${path} is missing, and this room has used it. Put it back from a copy. If it is lost, design/keys.md says what that means; a new room begins with another ABOVEBOARD_DATA.`,
      );
    }
    writeKey(path, new Uint8Array(randomBytes(KEY_BYTES)));
  }
  return readKey(path);
}

export function readKey(path: string): Uint8Array {
  const key = parseHex(readFileSync(path, 'utf8').trim());
  if (key?.length !== KEY_BYTES) {
    throw new KeyFileError(
      `${path} should hold ${KEY_BYTES} bytes as lower-case hex and does not. Put the right file back; do not delete it.`,
    );
  }
  return key;
}

/**
 * Durable before it is used: what is sealed under a key that a power cut takes away is lost. Of several processes that make the same
 * file at once, one does.
 *
 * @returns whether it was this one; else the file is there already and stays as it is
 */
export function writeKey(path: string, key: Uint8Array): boolean {
  const draft = `${path}.${toHex(new Uint8Array(randomBytes(8)))}.new`;
  const file = openSync(draft, 'wx', 0o600);
  writeSync(file, `${toHex(key)}\n`);
  fsyncSync(file);
  closeSync(file);
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
  syncFolder(dirname(path));
  return true;
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return; // a folder cannot be opened there
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
