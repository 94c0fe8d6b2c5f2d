/**
 * Reads an entry from front to back.
 *
 * A read past the end gives zeros and is remembered, so a parser runs straight through and asks once, at the points where
 * it matters, whether the bytes were long enough. What is built before that question is thrown away.
 */
import { ok, type Result } from '@aboveboard/kit';
import { type Fault, refuse } from '../fault.ts';
import type { Bytes } from './bytes.ts';

export class Reader {
  readonly #bytes: Bytes;
  #at = 0;

  constructor(bytes: Bytes) {
    this.#bytes = bytes;
  }

  get isShort(): boolean {
    return this.#at > this.#bytes.length;
  }

  take(length: number): Bytes {
    const out = new Uint8Array(length);
    out.set(this.#bytes.subarray(this.#at, this.#at + length));
    this.#at += length;
    return out;
  }

  u8(): number {
    return this.take(1)[0] ?? 0;
  }

  u64(): bigint {
    return new DataView(this.take(8).buffer).getBigUint64(0);
  }

  many<T>(count: number, read: () => T): T[] {
    return Array.from({ length: count }, read);
  }

  /** The bytes must end here: neither earlier nor later. */
  end(what: string): Result<void, Fault> {
    if (this.isShort) return refuse('TRUNCATED', `${what} ends too early`);
    if (this.#at < this.#bytes.length)
      return refuse('TRAILING_BYTES', `${what} goes on for ${this.#bytes.length - this.#at} bytes after its end`);
    return ok(undefined);
  }
}
