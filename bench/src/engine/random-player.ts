/**
 * One and the same player for every engine: it draws what to do from what the engine says is legal, so that hands come out about
 * equally long, some twenty actions at six seats.
 */
import type { seededRandom } from '@aboveboard/testkit';

export type Chance = ReturnType<typeof seededRandom>;

export const SEATS = 6;
/**
 * All amounts are multiples of 60, so that any pot divides evenly among up to six winners: poker-ts never returns from paying an odd
 * chip to a winner who was all-in before the river.
 */
export const SMALL_BLIND = 60;
export const BIG_BLIND = 120;

export type Choice = { readonly kind: 'fold' | 'check' | 'call' } | { readonly kind: 'raise-to'; readonly to: number };

const FOLD: Choice = { kind: 'fold' };
const CHECK: Choice = { kind: 'check' };
const CALL: Choice = { kind: 'call' };

export function choose(chance: Chance, canCheck: boolean, raise: { smallest: number; largest: number } | null): Choice {
  const drawn = chance.below(100);
  if (raise !== null && drawn < 12) {
    const wish = raise.smallest + chance.below(4) * BIG_BLIND;
    return { kind: 'raise-to', to: drawn < 1 ? raise.largest : Math.min(wish, raise.largest) };
  }
  if (canCheck) return CHECK;
  return drawn < 35 ? FOLD : CALL;
}

/** 20 to 200 big blinds, in steps of a small blind. */
export function stack(chance: Chance): number {
  return (40 + chance.below(360)) * SMALL_BLIND;
}
