/** The key that signs daily closes: `data/keys/books`, made with the first of them. */
import { join } from 'node:path';
import { publicKeyOf } from '@aboveboard/fairness';
import type { BooksKey } from '@aboveboard/room';
import { makeKeyFolder, readOrMakeKey } from './key-files.ts';

/** @throws KeyFileError for one that is missing from a room that has signed with it, or damaged */
export function openBooksKey(dataFolder: string, host: string, mayMake: boolean): BooksKey {
  const secret = readOrMakeKey(join(makeKeyFolder(dataFolder), 'books'), mayMake);
  return { name: `${host}/books`, secret, publicKey: publicKeyOf(secret) };
}
