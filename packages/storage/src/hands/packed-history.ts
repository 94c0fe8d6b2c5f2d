/**
 * A hand's public history in a third of its bytes.
 *
 * Nine tenths of a history are the hashes that prove its cards, in hex and many of them several times over, and what the hand began with, which
 * the hand's row has besides. So that is left out, and the rest is compressed: in a way that takes 30 µs for a hand of hold'em, as hands wait
 * to be settled meanwhile; a higher one saves little.
 *
 * `u8 kind ‖ JSON text, UTF-8, deflated (RFC 1951)`. Kind 1 has its `start` left out, kind 0 has not.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { assert } from '@aboveboard/kit';
import { fromJson, toJson } from '../database/json.ts';

const WHOLE = 0;
const WITHOUT_START = 1;
/** A window and tables of the size of a history: to make larger ones takes longer than to use them. */
const HOW = { level: 3, windowBits: 13, memLevel: 7, chunkSize: 4_096 };

/** @param start JSON text of what the hand began with, as its row has it: left out where the history begins with the same. */
export function packHistory(history: unknown, start: string): Uint8Array {
  const { start: own, ...rest } = history as { readonly start?: unknown };
  const isStartKnown = own !== undefined && toJson(own) === start;
  const text = deflateRawSync(toJson(isStartKnown ? rest : history), HOW);
  const packed = new Uint8Array(1 + text.length);
  packed[0] = isStartKnown ? WITHOUT_START : WHOLE;
  packed.set(text, 1);
  return packed;
}

/** @param start JSON text of what the hand began with, as its row has it. */
export function unpackHistory(packed: Uint8Array, start: string): unknown {
  const [kind] = packed;
  assert(kind === WHOLE || kind === WITHOUT_START, `a history that was packed in a way of ${kind}`);
  const history = fromJson(inflateRawSync(packed.subarray(1)).toString('utf8'));
  return kind === WHOLE ? history : { ...(history as object), start: fromJson(start) };
}
