/**
 * A hand's public history in a third of its bytes.
 *
 * Nine tenths of a history are the hashes that prove its cards, in hex and many of them several times over, and what the hand began with, which
 * the hand's row has besides. So that is left out, and each hash is kept once, as bytes, behind the text, which refers to it by its place.
 * A general compressor would make it no smaller, and take ten times as long while hands wait to be settled.
 *
 * `u8 kind ‖ u32 length of the text ‖ text, UTF-8 ‖ hashes`: in the text `"@12"` is the 32 bytes, and `"#12"` the 16, that begin at the
 * twelfth sixteen of the hashes. Kind 1 has its `start` left out, kind 0 has not.
 */
import { assert } from '@aboveboard/kit';
import { fromJson, toJson } from '../database/json.ts';

const WHOLE = 0;
const WITHOUT_START = 1;
const HEAD_BYTES = 5;
const UNIT = 16;
const HASH = /"([0-9a-f]{64}|[0-9a-f]{32})"/g;
const REFERENCE = /"([@#])(\d+)"/g;

/** @param start JSON text of what the hand began with, as its row has it: left out where the history begins with the same. */
export function packHistory(history: unknown, start: string): Uint8Array {
  const { start: own, ...rest } = history as { readonly start?: unknown };
  const isStartKnown = own !== undefined && toJson(own) === start;
  const text = toJson(isStartKnown ? rest : history);
  const hashes: string[] = [];
  const places = new Map<string, string>();
  let units = 0;
  assert(text.search(REFERENCE) < 0, 'a history has no text that looks like a reference');
  const packed = text.replace(HASH, (_quoted, hash: string) => {
    const known = places.get(hash);
    if (known !== undefined) return known;
    const reference = `"${hash.length === 64 ? '@' : '#'}${units}"`;
    units += hash.length / 2 / UNIT;
    hashes.push(hash);
    places.set(hash, reference);
    return reference;
  });
  const body = Buffer.from(packed);
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt8(isStartKnown ? WITHOUT_START : WHOLE, 0);
  head.writeUInt32BE(body.length, 1);
  return new Uint8Array(Buffer.concat([head, body, Buffer.from(hashes.join(''), 'hex')]));
}

/** @param start JSON text of what the hand began with, as its row has it. */
export function unpackHistory(packed: Uint8Array, start: string): unknown {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  const kind = bytes.readUInt8(0);
  assert(kind === WHOLE || kind === WITHOUT_START, `a history that was packed in a way of ${kind}`);
  const end = HEAD_BYTES + bytes.readUInt32BE(1);
  const text = bytes.toString('utf8', HEAD_BYTES, end).replace(REFERENCE, (_quoted, size: string, unit: string) => {
    const from = end + Number(unit) * UNIT;
    return `"${bytes.toString('hex', from, from + (size === '@' ? 2 : 1) * UNIT)}"`;
  });
  const history = fromJson(text);
  return kind === WHOLE ? history : { ...(history as object), start: fromJson(start) };
}
