/**
 * OPEN: what is fixed before anybody can know a card. The decks' roots, what is played for, and the commits of all seats.
 */
import { assert, ok, type Result } from '@aboveboard/kit';
import { type Bytes, concat, isZero, sized, u8, u64 } from '../bytes/bytes.ts';
import { Reader } from '../bytes/reader.ts';
import { deckSpec, isSpecNumber, type SpecNumber } from '../deck/spec.ts';
import { type Fault, refuse } from '../fault.ts';
import { handId, type Origin } from '../hand-id.ts';
import { leafHash } from '../merkle/tree.ts';
import { entryHeader, readHeader } from './header.ts';

export interface DeckRoots {
  readonly root: Bytes;
  /** One root per reshuffle that the spec seals; empty for most games. */
  readonly reshuffleRoots: readonly Bytes[];
}

export interface OpenSeat {
  readonly seat: number;
  /** The player's pseudonym for this sitting: 8 random bytes. */
  readonly sid: Bytes;
  /** 32 bytes; all zero for a seat that does not contribute. */
  readonly commit: Bytes;
}

export interface OpenEntry {
  /** 16 bytes. */
  readonly table: Bytes;
  readonly handNo: bigint;
  /** Log index of this table's last CLOSE in this log, or null for none. */
  readonly prev: bigint | null;
  readonly tMs: bigint;
  readonly spec: SpecNumber;
  readonly decks: readonly DeckRoots[];
  /** The beacon's round that joins the cut, or null for none. */
  readonly beaconRound: bigint | null;
  readonly rulesHash: Bytes;
  /** In deal order. */
  readonly seats: readonly OpenSeat[];
}

/** An OPEN as it stands in a log: its fields, its bytes, and the two hashes everything later refers to. */
export interface Open {
  readonly origin: Origin;
  readonly entry: OpenEntry;
  readonly bytes: Bytes;
  /** L = H(00 ‖ OPEN). */
  readonly leaf: Bytes;
  readonly hid: Bytes;
}

const NO_PREV = (1n << 64n) - 1n;
export const NO_COMMIT = new Uint8Array(32);

export function isCommitted(seat: OpenSeat): boolean {
  return !isZero(seat.commit);
}

export function encodeOpen(open: OpenEntry): Bytes {
  assert(open.seats.length <= 255, 'too many seats');
  return concat(
    entryHeader('OPEN'),
    sized(open.table, 16, 'a table id'),
    u64(open.handNo),
    u64(open.prev ?? NO_PREV),
    u64(open.tMs),
    u8(open.spec),
    u8(open.decks.length),
    ...open.decks.flatMap(({ root, reshuffleRoots }) => [root, ...reshuffleRoots]).map((root) => sized(root, 32, 'a root')),
    u64(open.beaconRound ?? 0n),
    sized(open.rulesHash, 32, 'rules_hash'),
    u8(open.seats.length),
    ...open.seats.flatMap((s) => [u8(s.seat), sized(s.sid, 8, 'a sitting id'), sized(s.commit, 32, 'a commit')]),
  );
}

/** @returns the fields, or MAGIC, TRUNCATED, UNKNOWN_SPEC, DECK_COUNT, TRAILING_BYTES, DUPLICATE_SEAT. */
export function parseOpen(bytes: Bytes): Result<OpenEntry, Fault> {
  const reader = new Reader(bytes);
  const header = readHeader(reader, 'OPEN');
  if (!header.ok) return header;
  const named = { table: reader.take(16), handNo: reader.u64(), prev: noneIf(NO_PREV, reader.u64()), tMs: reader.u64() };
  const spec = reader.u8();
  const deckCount = reader.u8();
  if (reader.isShort) return refuse('TRUNCATED', 'OPEN ends too early');
  if (!isSpecNumber(spec)) return refuse('UNKNOWN_SPEC', `no deck spec ${spec}`);
  if (deckCount < 2 || deckCount > 8) return refuse('DECK_COUNT', `${deckCount} decks sealed; 2 to 8 are allowed`);
  const decks = reader.many(deckCount, () => readDeckRoots(reader, deckSpec(spec).reshuffles));
  const stakes = { beaconRound: noneIf(0n, reader.u64()), rulesHash: reader.take(32) };
  const seats = reader.many(reader.u8(), () => ({ seat: reader.u8(), sid: reader.take(8), commit: reader.take(32) }));
  const end = reader.end('OPEN');
  if (!end.ok) return end;
  if (new Set(seats.map(({ seat }) => seat)).size < seats.length) return refuse('DUPLICATE_SEAT', 'OPEN names a seat twice');
  return ok({ ...named, spec, decks, ...stakes, seats });
}

function readDeckRoots(reader: Reader, reshuffles: number): DeckRoots {
  return { root: reader.take(32), reshuffleRoots: reader.many(reshuffles, () => reader.take(32)) };
}

function noneIf(none: bigint, n: bigint): bigint | null {
  return n === none ? null : n;
}

/** Parses an OPEN and names it within its log. */
export function readOpen(origin: Origin, bytes: Bytes): Result<Open, Fault> {
  const entry = parseOpen(bytes);
  if (!entry.ok) return entry;
  const { table, handNo } = entry.value;
  return ok({ origin, entry: entry.value, bytes, leaf: leafHash(bytes), hid: handId(origin, table, handNo) });
}

/** Every root of every deck in OPEN's order, reshuffles beside their deck: what a BOX authenticates. */
export function allRoots(open: Pick<OpenEntry, 'decks'>): Bytes {
  return concat(...open.decks.flatMap(({ root, reshuffleRoots }) => [root, ...reshuffleRoots]));
}
