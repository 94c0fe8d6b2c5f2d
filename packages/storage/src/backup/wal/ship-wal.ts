/**
 * Follows what a SQLite database commits, piece by piece, so that no commit is left out and none is believed that was not made.
 *
 * A write-ahead log begins anew once all of it is in the database file, and then what nobody has read of it is gone. So the room
 * itself does not bring its log in (`openDatabase` with `isShipped`), and whoever follows does, with the room's writing held up for
 * that moment: everything is read, then brought in. A log that begins anew has therefore been read to its end. That it is the next
 * one and none lies between is seen from its salt, which grows by one each time; with anything else the chain is `BROKEN`, and a
 * new one begins with a full backup.
 * @see design/adr/0016-backups.md
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import type { Reader } from '../../database/schema.ts';
import { pieceAfter, readWalHeader, type WalMark, type WalPiece } from './wal-file.ts';

/** How far a chain is: `log` counts its write-ahead logs from 1. */
export interface ChainPlace {
  readonly log: number;
  readonly mark: WalMark;
  /** The log was read to its end and brought into the database: the next to appear goes on from here. */
  readonly isSealed: boolean;
}

export interface ShippedPiece extends WalPiece {
  readonly log: number;
  /** More was committed than goes into one piece. */
  readonly isFull: boolean;
}

/** Where the chain of the room in a data folder is written down. */
export function chainFile(data: string): string {
  return join(data, 'backup', 'chain.json');
}

function followableFile(data: string): string {
  return join(data, 'backup', 'followable');
}

/** Whoever opens the database to bring its log in by himself ends the chain first, and none begins as long as he may do so. */
export function endChain(databasePath: string): void {
  const data = dirname(databasePath);
  for (const file of [chainFile(data), followableFile(data)]) rmSync(file, { force: true });
}

/** Whoever opens it and never brings its log in says so. */
export function letFollow(databasePath: string): void {
  const data = dirname(databasePath);
  if (followToken(data) !== null) return;
  mkdirSync(dirname(followableFile(data)), { recursive: true, mode: 0o700 });
  writeFileSync(followableFile(data), randomUUID());
}

/** Another one whenever somebody else may have brought the log in; null while somebody may. */
export function followToken(data: string): string | null {
  try {
    return readFileSync(followableFile(data), 'utf8') || null;
  } catch {
    return null;
  }
}

/** Frames after which a log is brought in: as many as SQLite itself lets come together. */
const SEAL_AT_FRAMES = 1_000;
const MAX_PIECE_BYTES = 16 * 1024 * 1024;
/** Read while the room waits: some milliseconds. */
const MAX_HELD_BYTES = 1024 * 1024;
const BUSY_TIMEOUT_MS = 1_000;

/**
 * The next piece behind `place`; null where there is none yet. Begins with the log that is there where `place` is null.
 *
 * A log that is gone breaks the chain, also a sealed one: whoever closed the database last may have written to it before.
 */
export function nextPiece(databasePath: string, place: ChainPlace | null): ShippedPiece | null | 'BROKEN' {
  const path = `${databasePath}-wal`;
  const piece = (mark: WalMark | null, log: number) => numbered(pieceAfter(path, mark, MAX_PIECE_BYTES), log);
  if (place === null) return piece(null, 1);
  const salts = readWalHeader(path)?.salts;
  const { salts: own } = place.mark;
  if (salts === undefined) return 'BROKEN';
  if (salts[0] === own[0] && salts[1] === own[1]) return piece(place.mark, place.log);
  return place.isSealed && salts[0] === (own[0] + 1) >>> 0 ? piece(null, place.log + 1) : 'BROKEN';
}

function numbered(piece: WalPiece | null | 'BROKEN', log: number): ShippedPiece | null | 'BROKEN' {
  return piece === null || piece === 'BROKEN' ? piece : { ...piece, log, isFull: piece.bytes.length >= MAX_PIECE_BYTES };
}

export function placeAfter({ log, mark }: ShippedPiece): ChainPlace {
  return { log, mark, isSealed: false };
}

/** Whether so much lies in the log that it should be brought in. */
export function isToSeal(place: ChainPlace): boolean {
  return !place.isSealed && place.mark.frames >= SEAL_AT_FRAMES;
}

/**
 * Writes `stamp` into the database, so that there is a log to begin a chain with.
 *
 * @returns whether there is: not where nobody else has the database open, as closing it brings the log in.
 */
export function beginChain(databasePath: string, stamp: string): boolean {
  const database = opened(databasePath);
  try {
    database
      .prepare('insert into setting (key, value) values (?, ?) on conflict (key) do update set value = excluded.value')
      .run('backup-chain', stamp);
  } finally {
    database.close();
  }
  return readWalHeader(`${databasePath}-wal`) !== null;
}

export interface Sealed {
  /** What was committed since; to be kept before `place` is believed. */
  readonly rest: ShippedPiece | null;
  readonly place: ChainPlace;
}

/**
 * Brings the log into the database while nobody writes.
 *
 * @returns null where that is not possible now: somebody writes or reads, or there is much that was not read yet. Nothing is lost then.
 */
export function seal(databasePath: string, place: ChainPlace): Sealed | null | 'BROKEN' {
  const holder = opened(databasePath);
  const checkpointer = opened(databasePath);
  try {
    if (!isHeld(holder)) return null;
    const rest = nextPiece(databasePath, place);
    if (rest === 'BROKEN') return 'BROKEN';
    if (rest === null && place.isSealed) return null;
    if (rest !== null && rest.bytes.length > MAX_HELD_BYTES) return null;
    const end = rest === null ? place : placeAfter(rest);
    if (rest !== null && nextPiece(databasePath, end) !== null) return null;
    const done = checkpointer.prepare('pragma wal_checkpoint(passive)').get();
    const isWhole = done?.busy === 0 && done.log === done.checkpointed && done.log === end.mark.frames;
    return { rest, place: { ...end, isSealed: isWhole } };
  } finally {
    holder.close();
    checkpointer.close();
  }
}

/** The room brings its log in by itself, this once: so much was not shipped that it goes on without. The chain ends before. */
export async function giveUpFollowing(reader: Reader, databasePath: string): Promise<void> {
  endChain(databasePath);
  await sql`pragma wal_checkpoint(truncate)`.execute(reader);
  letFollow(databasePath);
}

function opened(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  database.exec('pragma wal_autocheckpoint = 0');
  return database;
}

function isHeld(database: DatabaseSync): boolean {
  const SQLITE_BUSY = 5;
  try {
    database.exec('begin immediate');
    return true;
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && (error.errcode as number) % 256 === SQLITE_BUSY) return false;
    throw error;
  }
}
