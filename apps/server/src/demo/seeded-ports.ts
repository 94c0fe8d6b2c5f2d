/** Chance and names that follow from a number: for a demo and nothing else, since whoever knows the number knows all that was drawn. */
import { createHash } from 'node:crypto';
import type { Ids, Random } from '@aboveboard/kit';

const BLOCK_BYTES = 32;

export function seededRandom(seed: number): Random {
  let block = 0;
  let left = new Uint8Array(0);
  return {
    bytes(length) {
      while (left.length < length) {
        const more = createHash('sha256').update(`aboveboard demo ${seed} ${block++}`).digest();
        left = Uint8Array.from([...left, ...more.subarray(0, BLOCK_BYTES)]);
      }
      const drawn = left.slice(0, length);
      left = left.slice(length);
      return drawn;
    },
  };
}

export function seededIds(random: Random): Ids {
  return {
    uuid() {
      const bytes = random.bytes(16);
      bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40; // version 4
      bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
      const hex = Buffer.from(bytes).toString('hex');
      return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
    },
  };
}

/** The same items in another order. */
export function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  const keyed = items.map((item) => ({ item, key: Buffer.from(random.bytes(6)).readUIntBE(0, 6) }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}
