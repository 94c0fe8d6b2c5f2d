import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { err, ok, type Result } from '@aboveboard/kit';

export interface HandFile {
  readonly path: string;
  /** Its path below the folder that was named; its own name when it was named itself. */
  readonly inFolder: string;
}

/**
 * Every `.phh`, `.phhs` and `.txt` below the paths, packed with gzip or not, in order of their names; a file that is named outright is taken
 * whatever its ending.
 */
export function findHandFiles(paths: readonly string[]): Result<readonly HandFile[], string> {
  const found: HandFile[] = [];
  for (const path of paths) {
    if (!existsSync(path)) return err(`${path}: there is no such file or folder`);
    if (statSync(path).isDirectory()) found.push(...handFilesBelow(path));
    else found.push({ path, inFolder: basename(path) });
  }
  return found.length > 0 ? ok(found) : err(`${paths.join(', ')}: no .phh, .phhs or .txt files there`);
}

function handFilesBelow(folder: string): HandFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:phhs?|txt)(?:\.gz)?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path, inFolder: relative(folder, path) }));
}
