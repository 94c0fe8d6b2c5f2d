/**
 * A hand's public history in a quarter of its bytes.
 *
 * Most of a history are the proofs of its cards, in hex and parts of them several times over (packed-openings.ts), and what the hand began with,
 * which the hand's row has besides. So that is left out, proofs are kept as bytes, and the rest is compressed: in a way that takes 10 µs for a
 * hand of hold'em, as hands wait to be settled meanwhile; a higher one saves little.
 *
 * `u8 kind ‖ proofs ‖ JSON text, UTF-8, deflated (RFC 1951)`. A kind is a sum: 1 its `start` is left out, 2 its `openings` are kept as bytes.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { assert } from '@aboveboard/kit';
import { fromJson, toJson } from '../database/json.ts';
import { packedLength, packOpenings, unpackOpenings, type Ways } from './packed-openings.ts';

const WITHOUT_START = 1;
const WITH_PROOFS = 2;
/** A window and tables of the size of what is left: to make larger ones takes longer than to use them. */
const HOW = { level: 3, windowBits: 12, memLevel: 6, chunkSize: 4_096 };

/** A history packed before it is known what its row has. */
export interface PackedHistory {
  /** JSON text of what it began with; null where it does not say. */
  readonly start: string | null;
  /** It with its beginning left out where it says one. */
  readonly bytes: Uint8Array;
}

/** What can be done before the hand's row is read. @see packedBeside */
export function packWithoutStart(history: unknown): PackedHistory {
  const { start, ...rest } = history as { readonly start?: unknown };
  return { start: start === undefined ? null : toJson(start), bytes: pack(rest, start === undefined ? 0 : WITHOUT_START) };
}

/**
 * A history for its row: what was packed, or all of it once more where it did not begin with what the row says.
 *
 * @param start JSON text of what the hand began with, as its row has it
 */
export function packedBeside(packed: PackedHistory, history: unknown, start: string): Uint8Array {
  return packed.start === null || packed.start === start ? packed.bytes : pack(history as object, 0);
}

function pack(history: object, kind: number): Uint8Array {
  const { openings, ...rest } = history as { readonly openings?: unknown };
  const proofs = openings === undefined ? null : packOpenings(openings);
  const text = deflateRawSync(toJson(proofs ? { ...rest, openings: proofs.ways } : history), HOW);
  return Buffer.concat([Buffer.of(kind | (proofs ? WITH_PROOFS : 0)), ...(proofs ? [proofs.bytes] : []), text]);
}

/** @param start JSON text of what the hand began with, as its row has it. */
export function unpackHistory(packed: Uint8Array, start: string): unknown {
  const [kind = -1] = packed;
  assert(kind >= 0 && kind <= (WITHOUT_START | WITH_PROOFS), `a history that was packed in a way of ${kind}`);
  const bytes = Buffer.from(packed.buffer, packed.byteOffset + 1, packed.length - 1);
  const history = kind & WITH_PROOFS ? withProofs(bytes) : jsonIn(bytes);
  return kind & WITHOUT_START ? { ...history, start: fromJson(start) } : history;
}

function withProofs(bytes: Buffer): object {
  const history = jsonIn(bytes.subarray(packedLength(bytes))) as { readonly openings: Ways };
  return { ...history, openings: unpackOpenings(bytes, history.openings) };
}

function jsonIn(bytes: Uint8Array): object {
  return fromJson(inflateRawSync(bytes).toString('utf8')) as object;
}
