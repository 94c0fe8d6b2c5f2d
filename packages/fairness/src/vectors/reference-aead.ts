/**
 * AES-256-GCM (FIPS 197, NIST SP 800-38D) in plain arithmetic, so that the vectors of the sealed box also run where no
 * platform cipher is to be had, as in a browser over plain HTTP.
 *
 * Slow, and its timing depends on its data: for published vectors only. A room seals its boxes with the platform's cipher.
 */
import type { Aead } from '../box/box.ts';
import { type Bytes, concat, equalBytes, u32, u64 } from '../bytes/bytes.ts';

const ROUNDS = 14;
const BLOCK = 16;

/** Multiplication by x in GF(2^8), as AES has it. */
function xtime(a: number): number {
  return ((a << 1) ^ (a & 0x80 ? 0x1b : 0)) & 0xff;
}

/** The S-box: the inverse in GF(2^8), found by walking the powers of 3, then FIPS 197's affine map. */
const SBOX = (() => {
  const box = new Uint8Array(256);
  let p = 1;
  let q = 1; // always the inverse of p
  do {
    p ^= xtime(p);
    q ^= q << 1;
    q ^= q << 2;
    q ^= q << 4;
    q = (q ^ (q & 0x80 ? 0x09 : 0)) & 0xff;
    box[p] = affine(q);
  } while (p !== 1);
  box[0] = 0x63;
  return box;
})();

function affine(q: number): number {
  const rotated = (n: number) => ((q << n) | (q >> (8 - n))) & 0xff;
  return q ^ rotated(1) ^ rotated(2) ^ rotated(3) ^ rotated(4) ^ 0x63;
}

function substitute(bytes: Bytes): Bytes {
  return bytes.map((byte) => SBOX[byte] as number);
}

function xor(a: Bytes, b: Bytes): Bytes {
  return a.map((byte, i) => byte ^ (b[i] ?? 0));
}

/** The fifteen round keys of a 256-bit key. */
function expandKey(key: Bytes): Bytes[] {
  const words: Bytes[] = Array.from({ length: 8 }, (_, i) => key.slice(4 * i, 4 * i + 4));
  for (let i = 8, rcon = 1; i < 4 * (ROUNDS + 1); i++) {
    let word: Bytes = words[i - 1] as Bytes;
    if (i % 8 === 0) {
      word = xor(substitute(concat(word.slice(1), word.slice(0, 1))), Uint8Array.of(rcon, 0, 0, 0));
      rcon = xtime(rcon);
    } else if (i % 8 === 4) word = substitute(word);
    words.push(xor(word, words[i - 8] as Bytes));
  }
  return Array.from({ length: ROUNDS + 1 }, (_, r) => concat(...words.slice(4 * r, 4 * r + 4)));
}

function encryptBlock(keys: readonly Bytes[], block: Bytes): Bytes {
  let state = xor(block, keys[0] as Bytes);
  for (let round = 1; round <= ROUNDS; round++) {
    const shifted = shiftRows(substitute(state));
    state = xor(round === ROUNDS ? shifted : mixColumns(shifted), keys[round] as Bytes);
  }
  return state;
}

/** Byte `row + 4·column` moves `row` columns to the left. */
function shiftRows(state: Bytes): Bytes {
  return state.map((_, i) => state[(i + 4 * (i % 4)) % BLOCK] as number);
}

function mixColumns(state: Bytes): Bytes {
  return state.map((_, i) => {
    const at = (step: number) => state[(i & ~3) + ((i + step) & 3)] as number;
    return xtime(at(0)) ^ xtime(at(1)) ^ at(1) ^ at(2) ^ at(3);
  });
}

const toNumber = (block: Bytes) => block.reduce((n, byte) => (n << 8n) | BigInt(byte), 0n);
const REDUCTION = 0xe1n << 120n;

/** Multiplication in GF(2^128), bits in GCM's order. */
function multiply(x: bigint, y: bigint): bigint {
  let product = 0n;
  for (let bit = 127n, v = y; bit >= 0n; bit--) {
    if ((x >> bit) & 1n) product ^= v;
    v = v & 1n ? (v >> 1n) ^ REDUCTION : v >> 1n;
  }
  return product;
}

function padded(bytes: Bytes): Bytes {
  return concat(bytes, new Uint8Array((BLOCK - (bytes.length % BLOCK)) % BLOCK));
}

function ghash(h: bigint, aad: Bytes, text: Bytes): Bytes {
  const lengths = concat(u64(BigInt(aad.length * 8)), u64(BigInt(text.length * 8)));
  const message = concat(padded(aad), padded(text), lengths);
  let y = 0n;
  for (let at = 0; at < message.length; at += BLOCK) y = multiply(y ^ toNumber(message.slice(at, at + BLOCK)), h);
  return concat(u64(y >> 64n), u64(y & ((1n << 64n) - 1n)));
}

function countered(keys: readonly Bytes[], nonce: Bytes, text: Bytes): Bytes {
  const blocks = Array.from({ length: Math.ceil(text.length / BLOCK) }, (_, i) =>
    encryptBlock(keys, concat(nonce, u32(i + 2))),
  );
  return xor(text, concat(...blocks));
}

function tagOf(keys: readonly Bytes[], nonce: Bytes, aad: Bytes, ciphertext: Bytes): Bytes {
  const h = toNumber(encryptBlock(keys, new Uint8Array(BLOCK)));
  return xor(ghash(h, aad, ciphertext), encryptBlock(keys, concat(nonce, u32(1))));
}

export const referenceAead: Aead = {
  seal(key, nonce, plaintext, aad) {
    const keys = expandKey(key);
    const ciphertext = countered(keys, nonce, plaintext);
    return concat(ciphertext, tagOf(keys, nonce, aad, ciphertext));
  },
  open(key, nonce, sealed, aad) {
    const keys = expandKey(key);
    const ciphertext = sealed.slice(0, -BLOCK);
    const isTrue = equalBytes(tagOf(keys, nonce, aad, ciphertext), sealed.slice(-BLOCK));
    return isTrue ? countered(keys, nonce, ciphertext) : null;
  },
};
