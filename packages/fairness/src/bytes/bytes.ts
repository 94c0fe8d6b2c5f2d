/**
 * Big-endian bytes, as SCB-1 writes them: numbers of fixed width, concatenation, lower-case hex.
 */
import { assert } from '@aboveboard/kit';

/** Anything that goes into a hash or an entry; a view over its own bytes, never over a shared pool. */
export type Bytes = Uint8Array;

export function concat(...parts: readonly Bytes[]): Bytes {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

export function u8(n: number): Bytes {
  return fixedWidth(n, 1);
}

export function u16(n: number): Bytes {
  return fixedWidth(n, 2);
}

export function u32(n: number): Bytes {
  return fixedWidth(n, 4);
}

function fixedWidth(n: number, width: number): Bytes {
  assert(Number.isInteger(n) && n >= 0 && n < 256 ** width, `not a number of ${width} bytes: ${n}`);
  const out = new Uint8Array(width);
  for (let i = width - 1, rest = n; i >= 0; i--, rest = Math.floor(rest / 256)) out[i] = rest % 256;
  return out;
}

export function u64(n: bigint): Bytes {
  assert(n >= 0n && n < 1n << 64n, `not a number of 8 bytes: ${n}`);
  const out = new Uint8Array(8);
  new DataView(out.buffer).setBigUint64(0, n);
  return out;
}

export function i64(n: bigint): Bytes {
  assert(n >= -(1n << 63n) && n < 1n << 63n, `not a signed number of 8 bytes: ${n}`);
  const out = new Uint8Array(8);
  new DataView(out.buffer).setBigInt64(0, n);
  return out;
}

export function equalBytes(a: Bytes, b: Bytes): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

export function isZero(bytes: Bytes): boolean {
  return bytes.every((byte) => byte === 0);
}

/** Asserts a length that our own code must have got right, and hands the bytes back. */
export function sized(bytes: Bytes, length: number, what: string): Bytes {
  assert(bytes.length === length, `${what} has ${bytes.length} bytes, not ${length}`);
  return bytes;
}
