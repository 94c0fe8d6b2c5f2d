/** Brings what was shipped of a MariaDB's binary log after a backup into the database that was filled from it. */
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdir, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { BackupError } from './backup-error.ts';
import type { BackupKey } from './backup-key.ts';
import {
  type BinlogPieceFile,
  type BinlogPieceHead,
  binlogNumber,
  binlogPiecesIn,
  readBinlogHead,
  readBinlogPiece,
} from './binlog-pieces.ts';
import type { Manifest } from './manifest.ts';
import { chainFolder } from './names.ts';

/** Binary logs that follow each other from the moment of a backup to the end of the last piece. */
export interface BinlogsToReplay {
  /** The name of the database that they are about. */
  readonly database: string;
  readonly files: readonly string[];
  readonly pieces: number;
  /** A number that the ledger's journal must have reached when all of them are brought in. */
  readonly journalNo: number;
  /** When the last of them was shipped. */
  readonly untilMs: number;
}

type BinlogPlace = Extract<NonNullable<Manifest['chain']>, { kind: 'binlog' }>;

interface OpenedPiece extends BinlogPieceFile {
  readonly head: BinlogPieceHead;
}

/**
 * Puts the pieces together that follow a backup, and nothing that is in it already.
 *
 * @param folder of the backups @param staging where the logs are put, an empty folder or none
 * @returns null where nothing was shipped after the backup.
 * @throws BackupError for a piece that is missing, damaged, or of another log
 */
export async function binlogsAfter(
  place: BinlogPlace,
  folder: string,
  staging: string,
  key: BackupKey,
): Promise<BinlogsToReplay | null> {
  if (place.stamp === '') return null;
  const chain = chainFolder(folder, place.stamp);
  const pieces = await piecesAfter(place, chain, key);
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (first === undefined || last === undefined) return null;
  await mkdir(staging, { recursive: true, mode: 0o700 });
  const files: string[] = [];
  let begunS: number | null = null;
  for (const [i, { path, head }] of pieces.entries()) {
    const piece = join(staging, 'piece');
    await readBinlogPiece(path, key, piece);
    const from = i === 0 && head.file === place.file ? Math.max(head.from, place.position) : head.from;
    const isNext = head.file !== pieces[i - 1]?.head.file;
    const log = join(staging, head.file);
    const begun: number | null = await append(piece, from, head, isNext, log);
    if (begun === null || (!isNext && begun !== begunS)) throw misfit(chain, `${path} is not what it says`);
    begunS = begun;
    if (isNext) files.push(log);
    await rm(piece);
  }
  return { database: first.head.database, files, pieces: pieces.length, journalNo: last.head.journalNo, untilMs: last.atMs };
}

/** Those that go on from the backup's moment, each from where the one before it ends. */
async function piecesAfter(place: BinlogPlace, chain: string, key: BackupKey): Promise<readonly OpenedPiece[]> {
  const wanted: OpenedPiece[] = [];
  let end = { file: place.file, position: place.position };
  for (const piece of await binlogPiecesIn(chain)) {
    const head = await readBinlogHead(piece.path, key);
    if (binlogNumber(head.file) !== piece.number || head.from !== piece.from || head.to <= head.from)
      throw misfit(chain, `${piece.path} is not what its name says`);
    if (isBefore({ file: head.file, position: head.to }, place)) continue;
    const holdsMoment = wanted.length === 0 && head.file === place.file && head.from <= place.position;
    const goesOn = head.after.file === end.file && head.after.position === end.position;
    if (!holdsMoment && !goesOn)
      throw misfit(chain, `what was written from ${end.file}, ${end.position} to ${head.file}, ${head.from} is missing`);
    if (head.database !== (wanted[0]?.head ?? head).database)
      throw misfit(chain, `${piece.path} is of the database ${head.database}`);
    wanted.push({ ...piece, head });
    end = { file: head.file, position: head.to };
  }
  return wanted;
}

/** Whether all that lies before `a` lies before `b` as well. */
function isBefore(a: { file: string; position: number }, b: { file: string; position: number }): boolean {
  const files = binlogNumber(a.file) - binlogNumber(b.file);
  return files < 0 || (files === 0 && a.position <= b.position);
}

/** @returns when the server began the file; null for a piece whose events do not follow each other */
async function append(
  piece: string,
  from: number,
  { to }: BinlogPieceHead,
  isNext: boolean,
  log: string,
): Promise<number | null> {
  const { spanOf } = await import('@aboveboard/storage/mariadb');
  const span = spanOf(piece, from, to);
  if (span === null) return null;
  if (isNext) {
    await copyFile(piece, log);
    await truncate(log, span.describedTo);
  }
  const events = createReadStream(piece, {
    start: Math.max(span.startsAt, isNext ? span.describedTo : 0),
    end: span.endsAt - 1,
  });
  await pipeline(events, createWriteStream(log, { flags: 'a' }));
  return span.begunS;
}

function misfit(chain: string, what: string): BackupError {
  return new BackupError(
    'DAMAGED',
    `What was shipped to ${chain} does not fit together: ${what}. With --no-log the backup is restored as it was made.`,
  );
}
