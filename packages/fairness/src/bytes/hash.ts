/** The two functions everything rests on, H = SHA-256 and M = HMAC-SHA-256, and the tag T that keeps their uses apart. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { type Bytes, concat } from './bytes.ts';
import { asciiBytes } from './text.ts';

export function H(...parts: readonly Bytes[]): Bytes {
  const hash = sha256.create();
  for (const part of parts) hash.update(part);
  return hash.digest();
}

export function M(key: Bytes, ...parts: readonly Bytes[]): Bytes {
  return keyedMac(key)(...parts);
}

/** M with its key already taken in: half the work where one key authenticates many messages, as a deck's salts. */
export function keyedMac(key: Bytes): (...parts: readonly Bytes[]) => Bytes {
  const keyed = hmac.create(sha256, key);
  return (...parts) => {
    const mac = keyed.clone();
    for (const part of parts) mac.update(part);
    return mac.digest();
  };
}

/** T"name": `scb1/name` and a zero byte. */
export function tag(name: string): Bytes {
  return concat(asciiBytes(`scb1/${name}`), Uint8Array.of(0));
}
