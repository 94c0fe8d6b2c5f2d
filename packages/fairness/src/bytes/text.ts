/** Text as bytes: ASCII where a format asks for it, UTF-8 elsewhere, strictly both ways. */
import { assert } from '@aboveboard/kit';
import type { Bytes } from './bytes.ts';

// Every browser and Node have these two; only the type library without a platform does not know them.
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new (
  label: string,
  options: { fatal: boolean; ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };

export function utf8Bytes(text: string): Bytes {
  return new TextEncoder().encode(text);
}

/** The text, or null where the bytes are not UTF-8. A byte-order mark stays in: it is a changed byte like any other. */
export function parseUtf8(bytes: Bytes): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

export function isAscii(bytes: Bytes): boolean {
  return bytes.every((byte) => byte < 0x80);
}

export function asciiBytes(text: string): Bytes {
  const bytes = utf8Bytes(text);
  assert(isAscii(bytes), 'not ASCII');
  return bytes;
}
