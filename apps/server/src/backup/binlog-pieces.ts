/**
 * Pieces of a MariaDB's binary log in the folder of a chain: one sealed file each, which says on its first line what follows it.
 *
 * What follows is a binary log as `mariadb-binlog` reads it: `age -d … | gunzip | tail -n +2`.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { BackupError } from './backup-error.ts';
import type { BackupKey } from './backup-key.ts';
import { readSealed, writeSealed } from './sealed-file.ts';

export const BINLOG_PIECE = /^binlog-(\d+)-(\d+)\.gz\.age$/;
const MAX_HEAD_BYTES = 10_000;

const headSchema = z.object({
  format: z.literal('aboveboard-binlog/1'),
  /** Of the server's that it is from. */
  database: z.string(),
  file: z.string(),
  /** Positions in that file: of its first event, and behind its last. */
  from: z.int(),
  to: z.int(),
  /** A number that the ledger's journal had reached by its end. */
  journalNo: z.int(),
  /** Where the piece before it ends: nothing was written in between. */
  after: z.object({ file: z.string(), position: z.int() }),
});
export type BinlogPieceHead = z.infer<typeof headSchema>;

export interface BinlogPieceFile {
  readonly path: string;
  /** Of the server's file, and where in it the piece begins. */
  readonly number: number;
  readonly from: number;
  /** When it was written. */
  readonly atMs: number;
}

/** The number that a server's file has in its name. */
export function binlogNumber(file: string): number {
  return Number(/\.(\d+)$/.exec(file)?.[1] ?? Number.NaN);
}

/** One that begins where another did takes its place: it goes on further. @param bytes how much of `path` counts */
export async function writeBinlogPiece(
  folder: string,
  head: BinlogPieceHead,
  { path, bytes }: { readonly path: string; readonly bytes: number },
  key: BackupKey,
): Promise<number> {
  const name = `binlog-${String(binlogNumber(head.file)).padStart(6, '0')}-${String(head.from).padStart(10, '0')}.gz.age`;
  const content = async function* (): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`${JSON.stringify(head)}\n`);
    yield* createReadStream(path, { end: bytes - 1 }) as AsyncIterable<Uint8Array>;
  };
  return (await writeSealed(join(folder, name), content(), key)).bytes;
}

/** In the order in which they were written. */
export async function binlogPiecesIn(folder: string): Promise<readonly BinlogPieceFile[]> {
  const names = (await readdir(folder).catch((): string[] => [])).filter((name) => BINLOG_PIECE.test(name));
  const found = await Promise.all(
    names.map(async (name) => {
      const [, number, from] = BINLOG_PIECE.exec(name) ?? [];
      const path = join(folder, name);
      return { path, number: Number(number), from: Number(from), atMs: Math.floor((await stat(path)).mtimeMs) };
    }),
  );
  return found.sort((a, b) => a.number - b.number || a.from - b.from);
}

/** What a piece says of itself; reads its beginning alone. @throws BackupError */
export async function readBinlogHead(path: string, key: BackupKey): Promise<BinlogPieceHead> {
  const { head } = await headOf(path, readSealed(path, key));
  return head;
}

/** All of a piece: the binary log in it goes `to` a file. @throws BackupError */
export async function readBinlogPiece(path: string, key: BackupKey, to: string): Promise<void> {
  const content = readSealed(path, key);
  const { rest } = await headOf(path, content, true);
  const log = async function* (): AsyncGenerator<Uint8Array> {
    yield rest;
    yield* content;
  };
  await pipeline(log(), createWriteStream(to, { mode: 0o600 }));
}

async function headOf(
  path: string,
  content: AsyncGenerator<Uint8Array>,
  goesOn = false,
): Promise<{ head: BinlogPieceHead; rest: Buffer }> {
  let begun = Buffer.alloc(0);
  try {
    while (!begun.includes('\n') && begun.length < MAX_HEAD_BYTES) {
      const { value, done } = await content.next();
      if (done) break;
      begun = Buffer.concat([begun, value]);
    }
    const end = begun.indexOf('\n');
    const head = headSchema.safeParse(jsonOf(begun.subarray(0, Math.max(end, 0)).toString('utf8')));
    if (!head.success) throw new BackupError('DAMAGED', `${path} is no piece of a binary log: nothing of it was used.`);
    return { head: head.data, rest: begun.subarray(end + 1) };
  } finally {
    if (!goesOn) await content.return(undefined);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
