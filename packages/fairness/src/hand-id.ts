/** Names that every hash of a hand carries: the log's origin, and the hand id, so that nothing of one hand fits another. */
import { type Brand, ok, type Result } from '@aboveboard/kit';
import { type Bytes, sized, u8, u64 } from './bytes/bytes.ts';
import { H, tag } from './bytes/hash.ts';
import { asciiBytes, isAscii, utf8Bytes } from './bytes/text.ts';
import { type Fault, refuse } from './fault.ts';

/** A log's name, `<host>/log/<half-year>`: ASCII, at most 255 bytes. */
export type Origin = Brand<string, 'Origin'>;

/** @returns ORIGIN_NOT_ASCII also for an origin that its one length byte cannot hold. */
export function parseOrigin(text: string): Result<Origin, Fault> {
  const bytes = utf8Bytes(text);
  if (!isAscii(bytes)) return refuse('ORIGIN_NOT_ASCII', 'the origin has a character outside ASCII');
  if (bytes.length > 255) return refuse('ORIGIN_NOT_ASCII', 'the origin is longer than 255 bytes');
  return ok(text as Origin);
}

/** `u8 len ‖ origin`, as hashes and signatures take it. */
export function originField(origin: Origin): [Bytes, Bytes] {
  const bytes = asciiBytes(origin);
  return [u8(bytes.length), bytes];
}

/** hid = H(T"hid" ‖ u8 len ‖ origin ‖ table[16] ‖ u64 hand_no). A hand number is never used twice, also after a crash. */
export function handId(origin: Origin, table: Bytes, handNo: bigint): Bytes {
  return H(tag('hid'), ...originField(origin), sized(table, 16, 'a table id'), u64(handNo));
}
