/**
 * Where a room's control socket lies: in its data folder, or, where that has too long a path for a socket, in a folder of its own whose
 * place stands in `control.path` of the data folder.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Systems take 103 to 107 bytes. */
const MAX_PATH_BYTES = 100;
const POINTER = 'control.path';

export interface SocketPlace {
  readonly path: string;
  remove(): void;
}

/** Whoever asks holds the data folder's lock, so what lies there of an earlier room is nobody's. */
export function placeForSocket(data: string): SocketPlace {
  removeStale(data);
  const near = join(data, 'control.sock');
  if (Buffer.byteLength(near) <= MAX_PATH_BYTES) return { path: near, remove: () => rmSync(near, { force: true }) };
  const folder = mkdtempSync(join(tmpdir(), 'aboveboard-')); // readable by its owner alone
  const path = join(folder, 'control.sock');
  writeFileSync(join(data, POINTER), `${path}\n`, { mode: 0o600 });
  return { path, remove: () => removeStale(data) };
}

function removeStale(data: string): void {
  rmSync(join(data, 'control.sock'), { force: true });
  const far = readPointer(data);
  // Only what such a folder is named like: the file may have been written to by somebody else.
  if (far && /[\\/]aboveboard-\w{6}[\\/]control\.sock$/.test(far)) rmSync(dirname(far), { recursive: true, force: true });
  rmSync(join(data, POINTER), { force: true });
}

function readPointer(data: string): string | null {
  try {
    return readFileSync(join(data, POINTER), 'utf8').trim();
  } catch {
    return null;
  }
}
