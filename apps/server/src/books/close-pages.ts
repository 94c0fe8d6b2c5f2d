/** Pages of daily closes as files: `data/closes/2026-11-20.jsonl`, on disk before they count as written. */
import { mkdir, open, readdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClosePages } from '@aboveboard/room';
import { syncFolder } from '../files/sync-folder.ts';

/** They lie here, below the data folder. */
export const CLOSES_FOLDER = 'closes';

export function closePagesIn(data: string): ClosePages {
  const folder = join(data, CLOSES_FOLDER);
  const fileOf = (date: string): string => join(folder, `${date}.jsonl`);
  return {
    has: async (date) => (await stat(fileOf(date)).catch(() => null)) !== null,
    async write(date, text) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const draft = `${fileOf(date)}.new`;
      await writeDurably(draft, text);
      await rename(draft, fileOf(date));
      await syncFolder(folder);
    },
  };
}

/** Every page that lies in the data folder, by its path. */
export async function pageFilesIn(data: string): Promise<ReadonlyMap<string, string>> {
  const folder = join(data, CLOSES_FOLDER);
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.jsonl')).sort();
  const paths = names.map((name) => join(folder, name));
  return new Map(await Promise.all(paths.map(async (path) => [path, await readFile(path, 'utf8')] as const)));
}

async function writeDurably(path: string, text: string): Promise<void> {
  await using file = await open(path, 'w', 0o600);
  await file.writeFile(text);
  await file.sync();
}
