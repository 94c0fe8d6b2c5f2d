/**
 * SQLite's write-ahead log, read as the file that it is: a header, then frames, each the whole new content of a page.
 *
 * Frames hang together by a running checksum that begins at the header, so what is read while somebody writes is either whole up to
 * a commit or seen not to be. Nothing is believed that does not follow from the frame before it.
 * @see https://www.sqlite.org/fileformat2.html#walformat
 */
import { closeSync, openSync, readSync } from 'node:fs';

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
/** Their last bit says how words are read for checksums. */
const MAGIC = 0x377f0682;

type Pair = readonly [number, number];

/** How far a log has been read: always to a commit, or to the very beginning. */
export interface WalMark {
  /** SQLite begins a log anew by writing over it; the first then grows by one and the second is drawn anew. */
  readonly salts: Pair;
  readonly frames: number;
  /** The running checksum there. */
  readonly sum: Pair;
}

export interface WalPiece {
  /** The first has the header before it. */
  readonly firstFrame: number;
  readonly bytes: Buffer;
  /** Where it ends. */
  readonly mark: WalMark;
}

export interface WalHeader {
  readonly salts: Pair;
  readonly frameBytes: number;
  readonly sum: Pair;
  readonly bytes: Buffer;
  /** Whether checksums read words with the first byte lowest. */
  readonly isLittle: boolean;
}

/** Null where there is no log, or one that nobody has written to. */
export function readWalHeader(path: string): WalHeader | null {
  return withFile(path, headerOf);
}

/**
 * What was committed behind `mark`, or from the beginning.
 *
 * @param maxBytes how much to read; a commit that is larger is read whole.
 * @returns null where there is nothing more; `BROKEN` where the log is not the one that `mark` was made in, or was written over there.
 */
export function pieceAfter(path: string, mark: WalMark | null, maxBytes: number): WalPiece | null | 'BROKEN' {
  return withFile(path, (file) => {
    const header = headerOf(file);
    if (header === null) return mark === null ? null : 'BROKEN';
    if (mark !== null && !isUnchanged(file, header, mark)) return 'BROKEN';
    return committed(file, header, mark ?? { salts: header.salts, frames: 0, sum: header.sum }, maxBytes);
  });
}

/** Frames up to the last commit, of the log that is there now. */
export function committedFrames(path: string): number {
  let mark: WalMark | null = null;
  for (;;) {
    const piece = pieceAfter(path, mark, 1024 * 1024);
    if (piece === null || piece === 'BROKEN') return mark?.frames ?? 0;
    mark = piece.mark;
  }
}

function withFile<T>(path: string, read: (file: number) => T): T | null {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    return read(file);
  } finally {
    closeSync(file);
  }
}

function headerOf(file: number): WalHeader | null {
  const bytes = Buffer.alloc(HEADER_BYTES);
  if (readSync(file, bytes, 0, HEADER_BYTES, 0) < HEADER_BYTES) return null;
  const magic = bytes.readUInt32BE(0);
  if ((magic & ~1) >>> 0 !== MAGIC) return null;
  const isLittle = (magic & 1) === 0;
  const sum: Pair = [bytes.readUInt32BE(24), bytes.readUInt32BE(28)];
  if (!isSame(checksum(bytes.subarray(0, 24), [0, 0], isLittle), sum)) return null; // being written right now
  const salts: Pair = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  return { salts, sum, bytes, isLittle, frameBytes: FRAME_HEADER_BYTES + bytes.readUInt32BE(8) };
}

/** The frame at the mark must be the one that was read: a power cut may have taken it back and others put another in its place. */
function isUnchanged(file: number, header: WalHeader, mark: WalMark): boolean {
  if (!isSame(header.salts, mark.salts)) return false;
  if (mark.frames === 0) return isSame(header.sum, mark.sum);
  const frame = Buffer.alloc(FRAME_HEADER_BYTES);
  const at = HEADER_BYTES + (mark.frames - 1) * header.frameBytes;
  if (readSync(file, frame, 0, FRAME_HEADER_BYTES, at) < FRAME_HEADER_BYTES) return false;
  return isSame([frame.readUInt32BE(16), frame.readUInt32BE(20)], mark.sum);
}

function committed(file: number, header: WalHeader, from: WalMark, maxBytes: number): WalPiece | null {
  const { frameBytes, isLittle, salts } = header;
  const frame = Buffer.alloc(frameBytes);
  const parts: Buffer[] = from.frames === 0 ? [header.bytes] : [];
  let [uncommitted, sum, bytes]: [Buffer[], Pair, number] = [[], from.sum, 0];
  let mark: WalMark | null = null;
  for (let number = from.frames + 1; mark === null || bytes < maxBytes; number++) {
    if (readSync(file, frame, 0, frameBytes, HEADER_BYTES + (number - 1) * frameBytes) < frameBytes) break;
    if (!isSame([frame.readUInt32BE(8), frame.readUInt32BE(12)], salts)) break; // of an earlier log, not written over yet
    sum = checksum(frame.subarray(FRAME_HEADER_BYTES), checksum(frame.subarray(0, 8), sum, isLittle), isLittle);
    if (!isSame(sum, [frame.readUInt32BE(16), frame.readUInt32BE(20)])) break;
    uncommitted.push(Buffer.from(frame));
    if (frame.readUInt32BE(4) === 0) continue; // pages of the database after a commit; 0 within one
    parts.push(...uncommitted);
    bytes += uncommitted.length * frameBytes;
    uncommitted = [];
    mark = { salts, frames: number, sum };
  }
  return mark && { firstFrame: from.frames + 1, bytes: Buffer.concat(parts), mark };
}

function checksum(bytes: Buffer, [first, second]: Pair, isLittle: boolean): Pair {
  let [s0, s1] = [first, second];
  for (let at = 0; at < bytes.length; at += 8) {
    s0 = (s0 + (isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at)) + s1) >>> 0;
    s1 = (s1 + (isLittle ? bytes.readUInt32LE(at + 4) : bytes.readUInt32BE(at + 4)) + s0) >>> 0;
  }
  return [s0, s1];
}

function isSame(a: Pair, b: Pair): boolean {
  return a[0] === b[0] && a[1] === b[1];
}
