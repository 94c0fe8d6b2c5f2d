/** The five bytes every entry begins with: "SCB1" and its type. */
import { ok, type Result } from '@aboveboard/kit';
import { type Bytes, concat, equalBytes, u8 } from '../bytes/bytes.ts';
import type { Reader } from '../bytes/reader.ts';
import { asciiBytes } from '../bytes/text.ts';
import { type Fault, refuse } from '../fault.ts';

const ENTRY_TYPES = { OPEN: 1, CLOSE: 2, REVEALS: 3, EPOCH: 4, RULES: 5, DAYCLOSE: 6, ROLL: 7 } as const;
export type EntryType = keyof typeof ENTRY_TYPES;

const MAGIC = asciiBytes('SCB1');

export function entryHeader(type: EntryType): Bytes {
  return concat(MAGIC, u8(ENTRY_TYPES[type]));
}

export function readHeader(reader: Reader, type: EntryType): Result<void, Fault> {
  const header = reader.take(5);
  if (reader.isShort) return refuse('TRUNCATED', `${type} ends too early`);
  return equalBytes(header, entryHeader(type)) ? ok(undefined) : refuse('MAGIC', `these bytes are no ${type} entry`);
}

/** The type of an entry, or null for bytes that are none. */
export function entryType(bytes: Bytes): EntryType | null {
  const types = Object.keys(ENTRY_TYPES) as EntryType[];
  return types.find((type) => equalBytes(bytes.subarray(0, 5), entryHeader(type))) ?? null;
}

/**
 * RULES, EPOCH and DAYCLOSE carry a body that SCB-1 leaves to its operator; ours is RFC 8785 JSON.
 * The header is all that is fixed, so their reader hands the body back unread.
 */
export type OpaqueType = 'EPOCH' | 'RULES' | 'DAYCLOSE';

export function encodeOpaque(type: OpaqueType, body: Bytes): Bytes {
  return concat(entryHeader(type), body);
}

/** @returns the body, or MAGIC for bytes of another type. */
export function parseOpaque(type: OpaqueType, bytes: Bytes): Result<Bytes, Fault> {
  return entryType(bytes) === type ? ok(bytes.slice(5)) : refuse('MAGIC', `these bytes are no ${type} entry`);
}
