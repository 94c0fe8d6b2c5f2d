/** Reads a backup: what it says of itself, whether all of it is as it was written, and the files in it. */
import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Parser, type ReadEntry } from 'tar';
import { BackupError } from './backup-error.ts';
import type { BackupKey } from './backup-key.ts';
import { MANIFEST, type Manifest, manifestSchema } from './manifest.ts';
import { readSealed } from './sealed-file.ts';

const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;

/** Takes the bytes of one file after the other. */
interface Taker {
  begin(path: string): void;
  take(chunk: Buffer): void;
  end(): void;
}

/** What a backup says of itself; reads its beginning alone. @throws BackupError */
export async function readManifest(path: string, key: BackupKey): Promise<Manifest> {
  let manifest: Manifest | null = null;
  const content = Readable.from(readSealed(path, key));
  const parser = new Parser({
    strict: true,
    onReadEntry: (entry) => {
      if (manifest !== null) return void entry.resume();
      collect(path, entry, (found) => {
        manifest = found;
        content.destroy();
      });
    },
  });
  await feed(path, content, parser, () => manifest !== null);
  return expectManifest(path, manifest);
}

/**
 * Reads all of a backup and holds every file to its checksum.
 *
 * @param into where its files are put, an empty folder; null to put them nowhere.
 * @throws BackupError
 */
export async function readWhole(
  path: string,
  key: BackupKey,
  into: string | null,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<Manifest> {
  const taker = into === null ? nowhere : filesIn(into);
  let manifest: Manifest | null = null;
  let failure: BackupError | null = null;
  const left = new Map<string, Manifest['files'][number]>();
  let [done, total] = [0, 0];
  const content = Readable.from(readSealed(path, key));
  const fail = (what: string): void => {
    failure ??= new BackupError('DAMAGED', `${path}: ${what}. Nothing of it was used.`);
    content.destroy();
  };
  const parser = new Parser({
    strict: true,
    onReadEntry: (entry) => {
      if (manifest === null) {
        return collect(path, entry, (found) => {
          manifest = found;
          for (const file of found.files) left.set(file.path, file);
          total = found.files.reduce((sum, { bytes }) => sum + bytes, 0);
        });
      }
      const file = left.get(entry.path);
      if (file === undefined || entry.type !== 'File' || !/^[\w-]+([./][\w-]+)*$/.test(entry.path)) {
        fail(`${JSON.stringify(entry.path)} is in it and should not be`);
        return void entry.resume();
      }
      const hash = createHash('sha256');
      taker.begin(entry.path);
      entry.on('data', (chunk: Buffer) => {
        hash.update(chunk);
        taker.take(chunk);
        done += chunk.length;
        onProgress(done, total);
      });
      entry.on('end', () => {
        taker.end();
        left.delete(file.path);
        if (hash.digest('hex') !== file.sha256) fail(`${file.path} is not what the manifest says`);
      });
    },
  });
  await feed(path, content, parser, () => failure !== null);
  if (failure !== null) throw failure;
  for (const missing of left.keys())
    throw new BackupError('DAMAGED', `${path}: ${missing} is missing in it. Nothing of it was used.`);
  return expectManifest(path, manifest);
}

function collect(path: string, entry: ReadEntry, found: (manifest: Manifest) => void): void {
  const chunks: Buffer[] = [];
  if (entry.path !== MANIFEST || entry.size > MAX_MANIFEST_BYTES) throw noBackup(path);
  entry.on('data', (chunk: Buffer) => void chunks.push(chunk));
  entry.on('end', () => {
    const parsed = manifestSchema.safeParse(parsedJson(Buffer.concat(chunks).toString('utf8')));
    if (!parsed.success) throw noBackup(path);
    found(parsed.data);
  });
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Ends early, without complaint, once nothing more is wanted. */
async function feed(path: string, content: Readable, parser: Parser, isEnough: () => boolean): Promise<void> {
  const ended = new Promise<void>((resolve, reject) => {
    parser.on('end', () => resolve());
    parser.on('error', (error) => reject(error));
  });
  ended.catch(() => {}); // told below
  const sink = new Writable({
    write: (chunk, _encoding, next) => {
      try {
        if (parser.write(chunk)) next();
        else parser.once('drain', () => next());
      } catch (error) {
        next(error as Error);
      }
    },
    final: (next) => {
      parser.end();
      ended.then(() => next(), next);
    },
  });
  try {
    await pipeline(content, sink);
  } catch (error) {
    if (isEnough()) return;
    if (error instanceof BackupError) throw error;
    const { code } = error as { code?: string };
    if (typeof code === 'string' && code.startsWith('TAR_')) throw noBackup(path);
    throw error;
  }
}

function noBackup(path: string): BackupError {
  return new BackupError('DAMAGED', `${path} is no backup of a room, or one of a newer version than this program.`);
}

function expectManifest(path: string, manifest: Manifest | null): Manifest {
  if (manifest === null) throw noBackup(path);
  return manifest;
}

const nowhere: Taker = { begin: () => {}, take: () => {}, end: () => {} };

/** Durable when each has ended. */
function filesIn(folder: string): Taker {
  let file = -1;
  return {
    begin(path) {
      mkdirSync(join(folder, dirname(path)), { recursive: true, mode: 0o700 });
      file = openSync(join(folder, path), 'wx', 0o600);
    },
    take: (chunk) => {
      for (let at = 0; at < chunk.length; ) at += writeSync(file, chunk, at);
    },
    end() {
      fsyncSync(file);
      closeSync(file);
    },
  };
}
