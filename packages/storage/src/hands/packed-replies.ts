/**
 * How long calls and raises of people took, as a hand's row keeps it: two bytes each, `u4 seat ‖ u4 seat that acted before ‖ u8 time`.
 *
 * A time is in hundredths of a second, rounded up, and 2.55 s stands for all that took longer: what counts them asks for less (SIGNAL-5), and
 * no more than that is kept of when a person acted.
 */
import { assert } from '@aboveboard/kit';

/** A call or raise right after the action of another seat. */
export interface Reply {
  /** Below 16, like the other. */
  readonly seat: number;
  readonly after: number;
  readonly tookMs: number;
}

const BYTES = 2;
const STEP_MS = 10;
const MOST_STEPS = 0xff;
const SEATS = 16;

/** @returns null for none */
export function packReplies(replies: readonly Reply[]): Uint8Array | null {
  if (replies.length === 0) return null;
  const packed = new Uint8Array(replies.length * BYTES);
  replies.forEach(({ seat, after, tookMs }, i) => {
    assert(seat < SEATS && after < SEATS, `seat ${Math.max(seat, after)} takes more than four bits`);
    packed[i * BYTES] = seat * SEATS + after;
    packed[i * BYTES + 1] = Math.min(MOST_STEPS, Math.max(0, Math.ceil(tookMs / STEP_MS))); // below 0 where the clock was set back
  });
  return packed;
}

export function unpackReplies(packed: Uint8Array | null): Reply[] {
  const { length } = packed ?? [];
  return Array.from({ length: length / BYTES }, (_, i) => {
    const seats = packed?.[i * BYTES] ?? 0;
    return { seat: Math.floor(seats / SEATS), after: seats % SEATS, tookMs: (packed?.[i * BYTES + 1] ?? 0) * STEP_MS };
  });
}
