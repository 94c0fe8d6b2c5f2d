/** Files of hands on this machine's disk: those that are imported, and the archive below the data folder. */
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { assert, err, ok, type Result } from '@aboveboard/kit';
import type { ArchiveWriter, FileFault, HandFiles } from '@aboveboard/room';
import { syncFolder } from '../files/sync-folder.ts';

/** Of a file to be imported; larger ones are to be divided. */
export const MAX_IMPORT_BYTES = 4 * 1024 * 1024;
/** What a file is called until it is whole. */
const UNFINISHED = /\.phhs\.gz\.[0-9a-f-]{36}$/;

/** Removes what a process that was killed left unfinished. No other may write below `folder`. */
export async function openHandFiles(folder: string): Promise<HandFiles> {
  const found = await readdir(folder, { recursive: true }).catch((): string[] => []);
  for (const name of found.filter((file) => UNFINISHED.test(file))) await rm(join(folder, name), { force: true });
  return { readImport, writeArchive: (tableId, day) => archiveWriter(folder, tableId, day) };
}

async function readImport(path: string): Promise<Result<string, FileFault>> {
  try {
    const { size } = await stat(path).then((found) => (found.isFile() ? found : { size: null })); // a pipe would be waited for
    if (size === null) return err({ code: 'UNREADABLE', message: `${path}: not a file` });
    if (size > MAX_IMPORT_BYTES) return tooLarge(path);
    const file = await open(path, 'r');
    try {
      const bytes = Buffer.alloc(size + 1); // one more, to see that it has not grown
      let filled = 0;
      for (let read = -1; read !== 0 && filled < bytes.length; filled += read) {
        read = (await file.read(bytes, filled, bytes.length - filled, filled)).bytesRead;
      }
      return filled > MAX_IMPORT_BYTES ? tooLarge(path) : asText(path, bytes.subarray(0, filled));
    } finally {
      await file.close();
    }
  } catch (error) {
    const fault = faultOf(path, error as NodeJS.ErrnoException);
    if (fault === null) throw error;
    return err(fault);
  }
}

function tooLarge(path: string): Result<never, FileFault> {
  const message = `${path}: larger than ${MAX_IMPORT_BYTES / 1024 / 1024} MB; divide it into several files`;
  return err({ code: 'TOO_LARGE', message });
}

function asText(path: string, bytes: Uint8Array): Result<string, FileFault> {
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return err({ code: 'UNREADABLE', message: `${path}: not text in UTF-8` });
  }
}

/** What will not be better when it is tried again; null for anything else. */
function faultOf(path: string, { code }: NodeJS.ErrnoException): FileFault | null {
  if (code === 'ENOENT' || code === 'ENOTDIR') return { code: 'NOT_FOUND', message: `${path}: there is no such file` };
  if (code === 'EACCES' || code === 'EPERM') {
    return { code: 'UNREADABLE', message: `${path}: the user whom the room runs as may not read it` };
  }
  return code === 'ELOOP' || code === 'ENAMETOOLONG' ? { code: 'UNREADABLE', message: `${path}: ${code}` } : null;
}

async function archiveWriter(folder: string, tableId: string, day: string): Promise<ArchiveWriter> {
  assert(/^[\w-]{1,100}$/.test(tableId) && /^\d{4}-\d\d-\d\d$/.test(day), `not a table and a day: ${tableId}, ${day}`);
  const dayFolder = join(folder, day);
  const path = join(dayFolder, `${tableId}.phhs.gz`);
  const unfinished = `${path}.${randomUUID()}`;
  await mkdir(dayFolder, { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  let bytes = 0;
  const gzip = createGzip(); // its header has no time in it: the same text gives the same bytes
  const counted = async function* (packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of packed) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  };
  const file = await open(unfinished, 'wx', 0o600);
  const written = pipeline(gzip, counted, file.createWriteStream({ flush: true }));
  written.catch(() => {}); // told to whoever appends or finishes
  return {
    async append(text) {
      if (!gzip.write(text)) await Promise.race([once(gzip, 'drain'), written]);
    },
    async finish() {
      gzip.end();
      await written;
      await rename(unfinished, path);
      await syncFolder(dayFolder);
      return { file: `${day}/${tableId}.phhs.gz`, bytes, sha256: hash.digest('hex') };
    },
    async discard() {
      gzip.destroy();
      await written.catch(() => {});
      await rm(unfinished, { force: true });
    },
  };
}
