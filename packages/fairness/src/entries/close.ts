/**
 * CLOSE: how a hand ended, with everything needed to check its cut. The played deck's seed is never in it.
 */
import { assert, ok, type Result } from '@aboveboard/kit';
import { type Bytes, concat, sized, u8, u64 } from '../bytes/bytes.ts';
import { Reader } from '../bytes/reader.ts';
import { type Fault, refuse } from '../fault.ts';
import { entryHeader, readHeader } from './header.ts';
import type { OpenEntry } from './open.ts';

/** 0 played to its end; 1 void before the cut; 2 run out after it; 3 sealed box unreadable, refunded. */
export type CloseStatus = 0 | 1 | 2 | 3;

/** A seed shown: opens the commit of its seat. */
export interface Reveal {
  readonly seat: number;
  readonly seed: Bytes;
}

export interface CloseEntry {
  readonly openIndex: bigint;
  readonly status: CloseStatus;
  readonly tMs: bigint;
  /** In OPEN's order; every committed seat, or for a void hand those that arrived. */
  readonly reveals: readonly Reveal[];
  /** The beacon's signature, empty where OPEN names no round. */
  readonly beaconSig: Bytes;
  /** The deck the cut picked; null for a void hand. */
  readonly play: number | null;
  /** Of the burned decks, ascending; of all decks for a void hand. */
  readonly deckSeeds: readonly Bytes[];
  readonly historyHash: Bytes;
  readonly settleHash: Bytes;
}

const NO_PLAY = 0xff;
export const NO_HASH = new Uint8Array(32);

export function deckSeedCount(status: CloseStatus, deckCount: number): number {
  return { 0: deckCount - 1, 1: deckCount, 2: deckCount - 1, 3: 0 }[status];
}

export function encodeClose(close: CloseEntry): Bytes {
  assert(close.beaconSig.length <= 255 && close.reveals.length <= 255, 'a list too long for its length byte');
  return concat(
    entryHeader('CLOSE'),
    u64(close.openIndex),
    u8(close.status),
    u64(close.tMs),
    ...encodeReveals(close.reveals),
    u8(close.beaconSig.length),
    close.beaconSig,
    u8(close.play ?? NO_PLAY),
    ...close.deckSeeds.map((seed) => sized(seed, 32, 'a deck seed')),
    sized(close.historyHash, 32, 'history_hash'),
    sized(close.settleHash, 32, 'settle_hash'),
  );
}

/** `u8 m ‖ m × (u8 seat ‖ seed)`, as CLOSE, REVEALS and the cut write it. */
export function encodeReveals(reveals: readonly Reveal[]): Bytes[] {
  return [u8(reveals.length), ...reveals.flatMap(({ seat, seed }) => [u8(seat), sized(seed, 32, 'a seed')])];
}

export function readReveals(reader: Reader): Reveal[] {
  return reader.many(reader.u8(), () => ({ seat: reader.u8(), seed: reader.take(32) }));
}

/** Which entry a CLOSE or REVEALS says it belongs to, before its OPEN is at hand to read the rest by. */
export function parseOpenIndex(type: 'CLOSE' | 'REVEALS', bytes: Bytes): Result<bigint, Fault> {
  const reader = new Reader(bytes);
  const header = readHeader(reader, type);
  if (!header.ok) return header;
  const index = reader.u64();
  return reader.isShort ? refuse('TRUNCATED', `${type} ends too early`) : ok(index);
}

/**
 * Reads a CLOSE by its OPEN, which says how many decks there are.
 *
 * @returns the fields, or MAGIC, STATUS_UNKNOWN, TRUNCATED, TRAILING_BYTES, and VOID_NOT_ZERO for a void hand that names
 *   a played deck, a beacon or a hash. Whether the fields are true is for `checkClose`.
 */
export function parseClose(bytes: Bytes, open: OpenEntry): Result<CloseEntry, Fault> {
  const reader = new Reader(bytes);
  const header = readHeader(reader, 'CLOSE');
  if (!header.ok) return header;
  const openIndex = reader.u64();
  const status = reader.u8();
  if (!isStatus(status)) return refuse('STATUS_UNKNOWN', `no status ${status}`);
  const tMs = reader.u64();
  const reveals = readReveals(reader);
  const beaconSig = reader.take(reader.u8());
  const playByte = reader.u8();
  const deckSeeds = reader.many(deckSeedCount(status, open.decks.length), () => reader.take(32));
  const hashes = { historyHash: reader.take(32), settleHash: reader.take(32) };
  const end = reader.end('CLOSE');
  if (!end.ok) return end;
  const play = playByte === NO_PLAY ? null : playByte;
  return voidIsZero({ openIndex, status, tMs, reveals, beaconSig, play, deckSeeds, ...hashes });
}

function isStatus(n: number): n is CloseStatus {
  return n >= 0 && n <= 3;
}

function voidIsZero(close: CloseEntry): Result<CloseEntry, Fault> {
  if (close.status !== 1) return ok(close);
  const hasHash = [...close.historyHash, ...close.settleHash].some((byte) => byte !== 0);
  if (close.play === null && close.beaconSig.length === 0 && !hasHash) return ok(close);
  return refuse('VOID_NOT_ZERO', 'a void hand names a played deck, a beacon signature or a hash');
}
