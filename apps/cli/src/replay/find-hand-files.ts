import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '@aboveboard/kit';

/** Every `.phh`, `.phhs` and `.txt` below the paths, in order of their names; a file that is named outright is taken whatever its ending. */
export function findHandFiles(paths: readonly string[]): Result<readonly string[], string> {
  const found: string[] = [];
  for (const path of paths) {
    if (!existsSync(path)) return err(`${path}: there is no such file or folder`);
    if (statSync(path).isDirectory()) found.push(...handFilesBelow(path));
    else found.push(path);
  }
  return found.length > 0 ? ok(found) : err(`${paths.join(', ')}: no .phh, .phhs or .txt files there`);
}

function handFilesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:phhs?|txt)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
