import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const SKIPPED = new Set(['node_modules', 'dist', '.git']);

/** Files below `root/dir` whose name ends as asked, as sorted paths from `root` with forward slashes. An absent folder is empty. */
export function filesBelow(root: string, dir: string, pattern: RegExp): string[] {
  const found: string[] = [];
  const visit = (path: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (SKIPPED.has(entry.name)) continue;
      const full = join(path, entry.name);
      if (entry.isDirectory()) visit(full);
      else if (pattern.test(entry.name)) found.push(relative(root, full).split(sep).join('/'));
    }
  };
  if (existsSync(join(root, dir))) visit(join(root, dir));
  return found.sort();
}
