/**
 * Stands in for fairness's hash where a simulation wants many hands and not their secrecy: the same functions, and what was committed,
 * opened and verified must still agree, byte for byte. Anybody could find a collision; the simulator's adversaries do not look for one.
 */
import type { Bytes } from '@aboveboard/fairness';

export function H(...parts: readonly Bytes[]): Bytes {
  return digest(absorbAll(START, parts));
}

export function M(key: Bytes, ...parts: readonly Bytes[]): Bytes {
  return keyedMac(key)(...parts);
}

export function keyedMac(key: Bytes): (...parts: readonly Bytes[]) => Bytes {
  const keyed = absorb(START, key);
  return (...parts) => digest(absorbAll(keyed, parts));
}

export function tag(name: string): Bytes {
  return new Uint8Array([...`scb1/${name}\0`].map((char) => char.charCodeAt(0)));
}

type State = readonly [number, number];
const START: State = [0x2545f491, 0x6c62272e];

/** As parts follow each other without a border, so they do here. */
function absorbAll(from: State, parts: readonly Bytes[]): State {
  return parts.reduce(absorb, from);
}

function absorb([first, second]: State, bytes: Bytes): State {
  let a = first;
  let b = second;
  for (const byte of bytes) {
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b + byte + (a >>> 15), 0x85ebca6b);
  }
  return [a, b];
}

function digest([a, b]: State): Bytes {
  const out = new Uint8Array(32);
  for (let i = 0; i < 8; i++) {
    let z = Math.imul(a + i * 0x9e3779b9, 0x21f0aaad) ^ (b + Math.imul(i + 1, 0x735a2d97));
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    z ^= z >>> 15;
    out[i * 4] = z;
    out[i * 4 + 1] = z >>> 8;
    out[i * 4 + 2] = z >>> 16;
    out[i * 4 + 3] = z >>> 24;
  }
  return out;
}
