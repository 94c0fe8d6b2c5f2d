/**
 * The events of a binary log, by their headers alone: where each one begins and ends. What is in them is for MariaDB's own programs.
 * @see https://mariadb.com/kb/en/2-binlog-event-header/
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Of the file: four bytes that say what it is. */
const MAGIC = 0x6e6962fe;
const MAGIC_BYTES = 4;
const HEADER_BYTES = 19;
const DESCRIPTION = 15;

interface BinlogSpan {
  /** When the server began the file, in seconds since 1970, UTC: one that has the same name later has another. */
  readonly begunS: number;
  /** Bytes of the copy up to the end of the server's description of it, which every log begins with. */
  readonly describedTo: number;
  /** Bytes of the copy before the first event that counts, and up to the end of the last. */
  readonly startsAt: number;
  readonly endsAt: number;
}

/**
 * Where the events between two positions of the server's file are in a copy of it, which may begin in its middle.
 *
 * @returns null where they do not follow each other from `from` to `to` without a gap, each as long as it says
 */
export function spanOf(path: string, from: number, to: number): BinlogSpan | null {
  const file = openSync(path, 'r');
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    const read = (at: number): boolean => readSync(file, header, 0, HEADER_BYTES, at) === HEADER_BYTES;
    if (!read(0) || header.readUInt32LE(0) !== MAGIC || !read(MAGIC_BYTES) || header[4] !== DESCRIPTION) return null;
    const begunS = header.readUInt32LE(0);
    const describedTo = MAGIC_BYTES + header.readUInt32LE(9);
    const isFromItsStart = header.readUInt32LE(13) !== 0; // else the description stands before events from the middle
    let at = isFromItsStart ? MAGIC_BYTES : describedTo;
    let position: number | null = isFromItsStart ? MAGIC_BYTES : null;
    let startsAt: number | null = null;
    while (position !== to) {
      if (!read(at)) return null;
      const [bytes, end]: [number, number] = [header.readUInt32LE(9), header.readUInt32LE(13)];
      if (bytes < HEADER_BYTES || end > to || (position !== null && end - bytes !== position)) return null;
      if (end - bytes === from) startsAt = at;
      position = end;
      at += bytes;
    }
    return startsAt === null || fstatSync(file).size < at ? null : { begunS, describedTo, startsAt, endsAt: at };
  } finally {
    closeSync(file);
  }
}
