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
  if (text.length % 2 !== 0) return null;
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    const [high, low] = [digitValue(text.charCodeAt(2 * i)), digitValue(text.charCodeAt(2 * i + 1))];
    if (high < 0 || low < 0) return null;
    bytes[i] = high * 16 + low;
  }
  return bytes;
}

/** 0 … 15 for the code of `0`–`9` or `a`–`f`, else −1. */
function digitValue(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  return code >= 97 && code <= 102 ? code - 87 : -1;
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
