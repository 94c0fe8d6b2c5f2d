/** REVEALS: the full set of seeds, logged before a beacon's round so that the operator cannot wait and choose. */
import { ok, type Result } from '@aboveboard/kit';
import { type Bytes, concat, equalBytes, sized, u64 } from '../bytes/bytes.ts';
import { Reader } from '../bytes/reader.ts';
import { checkReveals } from '../cut/reveals.ts';
import { type Fault, refuse } from '../fault.ts';
import { encodeReveals, type Reveal, readReveals } from './close.ts';
import { entryHeader, readHeader } from './header.ts';
import type { Open } from './open.ts';

export interface RevealsEntry {
  readonly openIndex: bigint;
  /** L of the OPEN. */
  readonly leaf: Bytes;
  readonly reveals: readonly Reveal[];
}

export function encodeRevealsEntry(entry: RevealsEntry): Bytes {
  return concat(entryHeader('REVEALS'), u64(entry.openIndex), sized(entry.leaf, 32, 'a leaf'), ...encodeReveals(entry.reveals));
}

/** Reads REVEALS and holds it against its OPEN: the same hand, every committed seat, every seed true. */
export function checkRevealsEntry(bytes: Bytes, open: Open, openIndex: bigint): Result<RevealsEntry, Fault> {
  const reader = new Reader(bytes);
  const header = readHeader(reader, 'REVEALS');
  if (!header.ok) return header;
  const entry = { openIndex: reader.u64(), leaf: reader.take(32), reveals: readReveals(reader) };
  const end = reader.end('REVEALS');
  if (!end.ok) return end;
  if (entry.openIndex !== openIndex) return refuse('OPEN_UNKNOWN', `REVEALS names entry ${entry.openIndex}`);
  if (!equalBytes(entry.leaf, open.leaf)) return refuse('LEAF_MISMATCH', 'REVEALS carries the leaf of another OPEN');
  const checked = checkReveals(open, entry.reveals, 'all');
  return checked.ok ? ok(entry) : checked;
}
