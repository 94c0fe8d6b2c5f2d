/** Pieces of the room's log in the folder of a chain: one sealed file each, named by where it begins. */
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ShippedPiece } from '@aboveboard/storage/sqlite';
import type { BackupKey } from './backup-key.ts';
import { BINLOG_PIECE, binlogPiecesIn } from './binlog-pieces.ts';
import { writeSealed } from './sealed-file.ts';

const WAL_PIECE = /^wal-(\d{6})-(\d{9})\.gz\.age$/;

export interface WalPieceFile {
  readonly path: string;
  readonly log: number;
  readonly firstFrame: number;
  /** When it was written. */
  readonly atMs: number;
}

/** One that begins where another did takes its place: it goes on further. */
export async function writeWalPiece(folder: string, { log, firstFrame, bytes }: ShippedPiece, key: BackupKey): Promise<number> {
  const name = `wal-${String(log).padStart(6, '0')}-${String(firstFrame).padStart(9, '0')}.gz.age`;
  const written = await writeSealed(join(folder, name), one(bytes), key);
  return written.bytes;
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** In the order in which they were written. */
export async function walPiecesIn(folder: string): Promise<readonly WalPieceFile[]> {
  const names = (await readdir(folder).catch((): string[] => [])).filter((name) => WAL_PIECE.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const [, log, firstFrame] = WAL_PIECE.exec(name) ?? [];
      const path = join(folder, name);
      return { path, log: Number(log), firstFrame: Number(firstFrame), atMs: Math.floor((await stat(path)).mtimeMs) };
    }),
  );
}

export async function makeChainFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
}

/** Takes the folder away, and the pieces in it; anything else in it stays, and so does the folder then. */
export async function removeChain(folder: string): Promise<void> {
  const names = await readdir(folder);
  for (const name of names.filter((each) => WAL_PIECE.test(each) || BINLOG_PIECE.test(each))) await rm(join(folder, name));
  if ((await readdir(folder)).length === 0) await rm(folder, { recursive: true });
}

/** Takes pieces away that no backup made after `sinceMs` is restored with: of SQLite those of logs that had ended by then. @returns how many */
export async function removePieces(folder: string, sinceMs: number): Promise<number> {
  const pieces = await walPiecesIn(folder);
  const current = Math.max(0, ...pieces.filter(({ atMs }) => atMs <= sinceMs).map(({ log }) => log));
  // A backup goes on in the middle of the binary log: what was shipped before the last piece that it may begin in is over.
  const ofServer = await binlogPiecesIn(folder);
  const begins = ofServer.findLastIndex(({ atMs }) => atMs <= sinceMs);
  const over = [...pieces.filter(({ log }) => log < current), ...ofServer.slice(0, Math.max(0, begins))];
  for (const { path } of over) await rm(path);
  return over.length;
}
