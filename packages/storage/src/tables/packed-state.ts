/**
 * A table's state in a third of its bytes: several tables share a page of the database then, where one filled a page by itself that was written
 * with each of its hands. Compressed in a way that takes some 10 µs for a table of six.
 *
 * `u8 1 ‖ JSON text, UTF-8, deflated (RFC 1951)`, or the text as it is, which begins otherwise: of a table that was not written since before.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { fromJson, toJson } from '../database/json.ts';

const DEFLATED = 1;
/** A window and tables of the size of a state: to make larger ones takes longer than to use them. */
const HOW = { level: 1, windowBits: 12, memLevel: 6, chunkSize: 4_096 };

export function packState(state: unknown): Uint8Array {
  return Buffer.concat([Buffer.of(DEFLATED), deflateRawSync(toJson(state), HOW)]);
}

export function unpackState(packed: Uint8Array): unknown {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.length);
  return fromJson((packed[0] === DEFLATED ? inflateRawSync(bytes.subarray(1)) : bytes).toString('utf8'));
}
