/** Brings what was shipped after a backup into the copy that was in it. */
import { appendFileSync } from 'node:fs';
import { BrokenChainError, beginLog, bringLogIn } from '@aboveboard/storage/sqlite';
import { BackupError } from './backup-error.ts';
import type { BackupKey } from './backup-key.ts';
import { type WalPieceFile, walPiecesIn } from './chain-pieces.ts';
import type { Manifest } from './manifest.ts';
import { chainFolder } from './names.ts';
import { readSealed } from './sealed-file.ts';

const WAL_HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;

export interface Replayed {
  readonly pieces: number;
  /** When the last of them was shipped; null where there was none. */
  readonly untilMs: number | null;
}

type WalChain = Extract<NonNullable<Manifest['chain']>, { kind: 'wal' }>;

/**
 * @param folder of the backups
 * @returns how many pieces there were; none where what was shipped ends before the copy was made, and so holds nothing new.
 * @throws BackupError for a piece that is missing, damaged, or of another log
 */
export async function replayWal(database: string, folder: string, chain: WalChain, key: BackupKey): Promise<Replayed> {
  const pieces = (await walPiecesIn(chainFolder(folder, chain.stamp))).filter(({ log }) => log >= chain.log);
  const logs = [...new Set(pieces.map(({ log }) => log))];
  const last = logs.at(-1);
  const ends =
    last === undefined
      ? null
      : {
          log: last,
          frames: await framesOf(
            pieces.filter(({ log }) => log === last),
            key,
          ),
        };
  if (ends === null || !reaches(ends, chain.through)) return { pieces: 0, untilMs: null };
  try {
    for (const [i, log] of logs.entries()) {
      if (log !== chain.log + i) throw new BrokenChainError(`all pieces of log ${chain.log + i} are missing`);
      await bringIn(
        database,
        pieces.filter((piece) => piece.log === log),
        key,
      );
    }
  } catch (error) {
    if (!(error instanceof BrokenChainError)) throw error;
    throw new BackupError(
      'DAMAGED',
      `What was shipped to ${chainFolder(folder, chain.stamp)} does not fit together: ${error.message}. With --no-log the backup is restored as it was made.`,
    );
  }
  return { pieces: pieces.length, untilMs: pieces.at(-1)?.atMs ?? null };
}

function reaches(ends: { log: number; frames: number }, through: WalChain['through']): boolean {
  return ends.log > through.log || (ends.log === through.log && ends.frames >= through.frames);
}

async function bringIn(database: string, pieces: readonly WalPieceFile[], key: BackupKey): Promise<void> {
  const path = beginLog(database, new Uint8Array());
  let frames = 0;
  let frameBytes = 0;
  for (const piece of pieces) {
    if (piece.firstFrame !== frames + 1) {
      throw new BrokenChainError(`of log ${piece.log} the frames from ${frames + 1} to ${piece.firstFrame - 1} are missing`);
    }
    const bytes = await bytesOf(piece, key);
    frameBytes ||= frameBytesOf(bytes);
    frames += (bytes.length - (frames === 0 ? WAL_HEADER_BYTES : 0)) / frameBytes;
    appendFileSync(path, bytes);
  }
  bringLogIn(database, frames);
}

async function framesOf(pieces: readonly WalPieceFile[], key: BackupKey): Promise<number> {
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (first === undefined || last === undefined) return 0;
  const header = await bytesOf(first, key);
  const bytes = last === first ? header : await bytesOf(last, key);
  return last.firstFrame - 1 + (bytes.length - (last === first ? WAL_HEADER_BYTES : 0)) / frameBytesOf(header);
}

function frameBytesOf(header: Buffer): number {
  return FRAME_HEADER_BYTES + header.readUInt32BE(8); // the size of a page
}

/** At most some megabytes: that is how they are made. */
async function bytesOf({ path }: WalPieceFile, key: BackupKey): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of readSealed(path, key)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
