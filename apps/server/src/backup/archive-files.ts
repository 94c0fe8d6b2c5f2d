/**
 * Files of archived hands, beside the backups: each is sealed once, under its checksum, so that a daily backup writes those that are
 * new. A restore puts back what is there and as it was, and names the rest: their hands are in the database, and can be archived again.
 * @see rules/BACKUP.md BACKUP-13
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { syncFolder } from '../files/sync-folder.ts';
import { BackupError } from './backup-error.ts';
import type { BackupKey } from './backup-key.ts';
import { readSealed, removeUnfinished, writeSealed } from './sealed-file.ts';

/** As the database lists it. */
export interface ArchivedFile {
  /** Below the folder of archives, `<day>/<table>.phhs.gz`. */
  readonly file: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** Below the data folder of a room. */
const ARCHIVES = 'archive';
/** Below a folder of backups. */
const SEALED = 'archives';

function sealedPath(folder: string, { sha256 }: ArchivedFile): string {
  return join(folder, SEALED, `${sha256}.gz.age`);
}

/** Seals those that are not there yet. @returns the ones that are missing below `data`, or are not what the database says. */
export async function sealArchives(
  data: string,
  folder: string,
  key: BackupKey,
  listed: readonly ArchivedFile[],
): Promise<readonly string[]> {
  await removeUnfinished(join(folder, SEALED));
  const missing: string[] = [];
  for (const archived of listed) {
    const [path, sealed] = [join(data, ARCHIVES, archived.file), sealedPath(folder, archived)];
    if (existsSync(sealed)) continue;
    if (!existsSync(path)) missing.push(archived.file);
    else if (!(await isDone(writeSealed(sealed, asListed(createReadStream(path), archived), key)))) missing.push(archived.file);
  }
  return missing;
}

/** Opens them below `into`. @returns the ones that are not there, or do not open as what the database says. */
export async function openArchives(
  folder: string,
  into: string,
  key: BackupKey,
  listed: readonly ArchivedFile[],
): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const archived of listed) {
    const sealed = sealedPath(folder, archived);
    const isBack =
      existsSync(sealed) && (await isDone(openArchive(sealed, join(into, ARCHIVES, archived.file), key, archived)));
    if (!isBack) missing.push(archived.file);
  }
  return missing;
}

async function openArchive(sealed: string, to: string, key: BackupKey, archived: ArchivedFile): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  try {
    await pipeline(asListed(readSealed(sealed, key), archived), createWriteStream(to, { mode: 0o600, flush: true }));
    await syncFolder(dirname(to));
  } catch (error) {
    await rm(to, { force: true });
    throw error;
  }
}

/** Ends with an error where the content is not what the database lists. */
async function* asListed(content: AsyncIterable<Uint8Array>, { file, sha256 }: ArchivedFile): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const chunk of content) {
    hash.update(chunk);
    yield chunk;
  }
  if (hash.digest('hex') !== sha256) throw new BackupError('DAMAGED', `${file} is not what the database says it is.`);
}

/** False for one that is not whole or does not open; where nothing can be written, that is thrown. */
async function isDone(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof BackupError && error.code !== 'PLACE') return false;
    throw error;
  }
}
