/**
 * Files that only the holder of a key can read, and that are whole or not there.
 *
 * What is written is gzip within age: 64 KiB at a time, each piece authenticated with its place and the last one marked, so a file
 * that was changed, cut short or put together anew is refused. It has another name until all of it is on the disk.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { createGunzip, createGzip } from 'node:zlib';
import { syncFolder } from '../files/sync-folder.ts';
import { BackupError } from './backup-error.ts';
import { type BackupKey, decrypterFor, encrypterFor } from './backup-key.ts';

/** What a file is called until it is whole. */
const UNFINISHED = '.unfinished';
/** A third of the time of the usual level, for a tenth more bytes; sealing takes most of the time anyway. */
const GZIP_LEVEL = 1;

export interface WrittenFile {
  readonly bytes: number;
  /** Of the sealed file, lower-case hex. */
  readonly sha256: string;
}

/** @throws BackupError where the folder cannot be written to */
export async function writeSealed(path: string, content: AsyncIterable<Uint8Array>, key: BackupKey): Promise<WrittenFile> {
  const draft = `${path}${UNFINISHED}`;
  const hash = createHash('sha256');
  let bytes = 0;
  const counted = async function* (sealed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of sealed) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  };
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const packed = createGzip({ level: GZIP_LEVEL });
    const packing = pipeline(content, packed); // what fails in it ends the other as well
    packing.catch(() => {});
    const sealed = await encrypterFor(key).encrypt(Readable.toWeb(packed) as never);
    const file = createWriteStream(draft, { mode: 0o600, flush: true });
    await pipeline(Readable.fromWeb(sealed as unknown as ReadableStream), counted, file);
    await packing;
    await rename(draft, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(draft, { force: true });
    throw placeFault(dirname(path), error);
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** The content of a sealed file. What it yields is authentic; that all of it came is known at its end alone. */
export async function* readSealed(path: string, key: BackupKey): AsyncGenerator<Uint8Array> {
  const decrypter = decrypterFor(key);
  if (!existsSync(path)) throw new BackupError('PLACE', `${path}: there is no such file.`);
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  try {
    const opened = (await decrypter.decrypt(Readable.toWeb(file) as never).catch((error: unknown) => {
      throw openingFault(path, key, error);
    })) as unknown as ReadableStream<Uint8Array>;
    yield* unpacked(path, Readable.fromWeb(opened));
  } finally {
    file.destroy();
  }
}

async function* unpacked(path: string, content: Readable): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  content.on('error', (error) => gunzip.destroy(error));
  try {
    for await (const chunk of content.pipe(gunzip)) yield chunk as Uint8Array;
  } catch (error) {
    throw new BackupError('DAMAGED', `${path} is damaged or cut short (${(error as Error).message}): nothing of it was used.`);
  } finally {
    content.destroy();
  }
}

function openingFault(path: string, key: BackupKey, error: unknown): unknown {
  const message = error instanceof Error ? error.message : String(error);
  if (/no identity matched|passphrase|file key/i.test(message)) {
    const what = key.kind === 'passphrase' ? 'The passphrase' : `The key in ${key.path}`;
    return new BackupError('KEY', `${what} does not open ${path}.`);
  }
  return new BackupError('DAMAGED', `${path} is no backup, or its beginning is damaged (${message}).`);
}

function placeFault(folder: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  const isOfPlace = ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'ENOSPC', 'EROFS', 'EDQUOT', 'EIO'].includes(code ?? '');
  return isOfPlace ? new BackupError('PLACE', `${folder} cannot be written to: ${code}. No backup was made.`) : error;
}

/** Takes away what a process that was killed left unfinished in `folder`. No other may write there. */
export async function removeUnfinished(folder: string): Promise<void> {
  const names = await readdir(folder).catch((): string[] => []);
  for (const name of names.filter((each) => each.endsWith(UNFINISHED))) await rm(join(folder, name), { force: true });
}
