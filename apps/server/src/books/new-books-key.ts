/** A new key for daily closes, made where no room has the data folder. */
import { randomBytes } from 'node:crypto';
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { publicKeyOf, toHex } from '@aboveboard/fairness';
import { ok, type Result } from '@aboveboard/kit';
import { announceKey, type BooksRefusal, type Change, type KeyChange } from '@aboveboard/room';
import type { ServerConfig } from '../config/settings.ts';
import { takeFolder } from '../database/data-folder.ts';
import { openRoomDatabase, roomDatabaseUpkeep } from '../database/room-database.ts';
import { makeKeyFolder, writeKey } from '../keys/key-files.ts';
import { osPorts } from '../ports/os-ports.ts';

/** `putAside`: where what lay in the key's place is now; null where nothing did. */
export type NewBooksKey = KeyChange & { readonly path: string; readonly putAside: string | null };

/**
 * The announcement first, then the file: cut short in between, the key is missing as before, and the command can be said again.
 *
 * @throws ConfigError where a room runs on the data folder
 */
export async function newBooksKey(config: ServerConfig, change: Change): Promise<Result<NewBooksKey, BooksRefusal>> {
  const lock = takeFolder(config.data);
  try {
    await (await roomDatabaseUpkeep(config)).read(async () => undefined); // it is there, and of this version
    const db = await openRoomDatabase(config);
    try {
      const secret = new Uint8Array(randomBytes(32));
      const announced = await announceKey({ db, clock: osPorts.clock }, change, toHex(publicKeyOf(secret)));
      if (!announced.ok) return announced;
      const path = join(makeKeyFolder(config.data), 'books');
      const putAside = existsSync(path) ? `${path}-before-${announced.value.next.slice(0, 16)}` : null;
      if (putAside !== null) renameSync(path, putAside);
      writeKey(path, secret);
      return ok({ ...announced.value, path, putAside });
    } finally {
      await db.close();
    }
  } finally {
    lock.release();
  }
}
