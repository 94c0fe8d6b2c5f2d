/**
 * The stream of bytes every shuffle is drawn from: HMAC-SHA-256 in counter mode, read byte by byte.
 */
import { assert } from '@aboveboard/kit';
import { type Bytes, u32 } from '../bytes/bytes.ts';
import { keyedMac, tag } from '../bytes/hash.ts';

const NO_CONTEXT = new Uint8Array(0);
const BLOCK_BYTES = 32;

export class Drbg {
  readonly #block: (i: number) => Bytes;
  #buffer: Bytes = NO_CONTEXT;
  #bytesUsed = 0;
  #rejected = 0;

  /** Blocks M(key, T(label) ‖ ctx ‖ u32 i) for i = 0, 1, … */
  constructor(key: Bytes, label: string, context: Bytes = NO_CONTEXT) {
    const mac = keyedMac(key);
    const prefix = tag(label);
    this.#block = (i) => mac(prefix, context, u32(i));
  }

  get bytesUsed(): number {
    return this.#bytesUsed;
  }

  /** How many draws fell at or above the limit and were drawn again. */
  get rejected(): number {
    return this.#rejected;
  }

  byte(): number {
    const at = this.#bytesUsed % BLOCK_BYTES;
    if (at === 0) this.#buffer = this.#block(this.#bytesUsed / BLOCK_BYTES);
    this.#bytesUsed += 1;
    return this.#buffer[at] as number;
  }

  /** A number 0 … n−1, each exactly as likely: values from the uneven end of the range are drawn again, not folded in. */
  draw(n: number): number {
    const limit = drawLimit(n);
    for (;;) {
      const x = this.#number(drawWidth(n));
      if (x < limit) return x % n;
      this.#rejected += 1;
    }
  }

  #number(width: number): number {
    let x = 0;
    for (let i = 0; i < width; i++) x = x * 256 + this.byte();
    return x;
  }
}

function drawWidth(n: number): number {
  assert(Number.isInteger(n) && n >= 1 && n <= 2 ** 32, `cannot draw one of ${n}`);
  return n <= 256 ? 1 : n <= 65_536 ? 2 : 4;
}

/** lim = 256^w − (256^w mod n): at and above it a draw is repeated. */
export function drawLimit(n: number): number {
  const range = 256 ** drawWidth(n);
  return range - (range % n);
}

/** Fisher–Yates from the top: every order of 0 … n−1, equally likely. */
export function shuffle(n: number, drbg: Drbg): number[] {
  const a = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i >= 1; i--) {
    const j = drbg.draw(i + 1);
    const held = a[i] as number;
    a[i] = a[j] as number;
    a[j] = held;
  }
  return a;
}
