/** Lower-case hex, and nothing else: one value has one spelling, so a changed letter case is a changed file. */
import { assert } from '@aboveboard/kit';
import type { Bytes } from './bytes.ts';

const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export function toHex(bytes: Bytes): string {
  let text = '';
  for (const byte of bytes) text += DIGITS[byte];
  return text;
}

/** The bytes, or null for an odd length, an upper-case letter or anything that is no digit. */
export function parseHex(text: string): Bytes | null {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) return null;
  return Uint8Array.from({ length: text.length / 2 }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16));
}

/** For hex of our own making; anybody else's goes through {@link parseHex}. */
export function fromHex(text: string): Bytes {
  const bytes = parseHex(text);
  assert(bytes !== null, 'not lower-case hex');
  return bytes;
}

/** A UUID's sixteen bytes: how a table is named in a hand id. */
export function uuidBytes(uuid: string): Bytes {
  const bytes = parseHex(uuid.replaceAll('-', ''));
  assert(bytes?.length === 16, `not a UUID in lower case: ${uuid}`);
  return bytes;
}
