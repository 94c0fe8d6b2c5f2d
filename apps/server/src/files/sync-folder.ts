/** Names on the disk. */
import { open } from 'node:fs/promises';

/** Until then a rename in `folder` may be undone by a loss of power. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return; // a folder cannot be opened there
  await using handle = await open(folder, 'r');
  await handle.sync();
}
