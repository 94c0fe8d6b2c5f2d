/** A vector's `in`, read field by field: hex as bytes, decimal strings as whole numbers. A missing field is our own bug. */
import { assert } from '@aboveboard/kit';
import type { Bytes } from '../bytes/bytes.ts';
import { fromHex } from '../bytes/hex.ts';
import type { Reveal } from '../entries/close.ts';
import { type Origin, parseOrigin } from '../hand-id.ts';

export class VectorInput {
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(fields: unknown) {
    assert(typeof fields === 'object' && fields !== null, 'a vector without fields');
    this.#fields = fields as Record<string, unknown>;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#fields, name);
  }

  json(name: string): unknown {
    assert(this.has(name), `no field "${name}"`);
    return this.#fields[name];
  }

  text(name: string): string {
    const value = this.json(name);
    assert(typeof value === 'string', `"${name}" is not text`);
    return value;
  }

  number(name: string): number {
    const value = this.json(name);
    assert(typeof value === 'number', `"${name}" is not a number`);
    return value;
  }

  bigint(name: string): bigint {
    return BigInt(this.text(name));
  }

  hex(name: string): Bytes {
    return fromHex(this.text(name));
  }

  list(name: string): unknown[] {
    const value = this.json(name);
    assert(Array.isArray(value), `"${name}" is not a list`);
    return value;
  }

  hexes(name: string): Bytes[] {
    return this.list(name).map((item) => fromHex(item as string));
  }

  numbers(name: string): number[] {
    return this.list(name) as number[];
  }

  items(name: string): VectorInput[] {
    return this.list(name).map((item) => new VectorInput(item));
  }

  reveals(): Reveal[] {
    return this.items('reveals').map((item) => ({ seat: item.number('seat'), seed: item.hex('seed') }));
  }

  /** Where the origin itself is not the vector's subject. */
  origin(): Origin {
    const origin = parseOrigin(this.text('origin'));
    assert(origin.ok, 'not an origin');
    return origin.value;
  }
}
