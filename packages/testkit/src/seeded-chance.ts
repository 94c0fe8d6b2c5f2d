/** Chance from one seed: the same bytes and ids in the same order, each time. */
import type { Ids, Random } from '@aboveboard/kit';

/** SplitMix32: small, even, and nothing to keep a secret with. */
export function seededRandom(seed: number): Random & { readonly below: (n: number) => number } {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
  return {
    bytes: (length) => Uint8Array.from({ length }, () => next() >>> 24),
    below: (n) => Math.floor((next() / 2 ** 32) * n),
  };
}

export function seededIds(random: Random): Ids {
  return {
    uuid: () => {
      const bytes = random.bytes(16);
      bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
      bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
      const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
    },
  };
}
