/**
 * Limits: how much may go through a queue, or through one key of it, and when the rest may follow.
 *
 * A token bucket lets `count` through in `perMs` evenly and up to `burst` at once; a fixed window lets `count` through in each
 * stretch of `perMs`, counted from 1970. Whoever is refused hears how long to wait, sleeps, and asks again: a wait is no place in
 * a line. What is kept of a limit is worked out from the time at each call and never from its having expired.
 */
import { assert } from '@aboveboard/kit';

/** An even flow with room for a burst. What is not used beyond `burst` is lost. */
export interface TokenBucket {
  readonly kind: 'token-bucket';
  /** Tells the limits of one queue apart: small letters, digits and dashes. */
  readonly name: string;
  /** Tokens that come in each `perMs`. */
  readonly count: number;
  readonly perMs: number;
  /** Most tokens kept, and so most let through at once. A pause of all workers longer than `burst` takes to fill costs flow. */
  readonly burst: number;
}

/** So many in each window. Two windows' worth may go through around the turn of one. */
export interface FixedWindow {
  readonly kind: 'fixed-window';
  readonly name: string;
  /** Most let through in a window. */
  readonly count: number;
  readonly perMs: number;
}

export type Limit = TokenBucket | FixedWindow;

/** A limit put on something: on one key of the queue, or without `key` on the queue as a whole. */
export interface Limited {
  readonly limit: Limit;
  readonly key?: string;
}

/** What is asked for: `n` of each of the limits, or nothing of any. */
export interface Demand {
  readonly queue: string;
  readonly limits: readonly Limited[];
  /** One when left out; never more than the smallest limit can grant at once. */
  readonly n?: number;
}

/** `waitMs`: when all of it will be there, were nobody else to ask; a whole number, at least 1. */
export type Taken = { readonly isGranted: true } | { readonly isGranted: false; readonly waitMs: number };

export interface Limiter {
  /** Takes what is demanded at once, or nothing. Rejects when the store does not answer. */
  take(demand: Demand): Promise<Taken>;
}

/** Most tokens times milliseconds: what keeps the arithmetic in whole numbers that a double holds. */
const LARGEST_BUCKET = 9e12;

/** Stops on a demand that could never be granted, or on names that would collide: a mistake in our own code. */
export function assertDemand({ queue, limits, n = 1 }: Demand): void {
  assert(/^[^{}]+$/.test(queue), `not the name of a queue: ${queue}`);
  assert(Number.isSafeInteger(n) && n >= 1, `not a number to take: ${n}`);
  const names = new Set(limits.map(slotOf));
  assert(limits.length > 0 && names.size === limits.length, `limits of ${queue} missing, or the same one twice`);
  for (const { limit } of limits) assertLimit(limit, n);
}

function assertLimit(limit: Limit, n: number): void {
  const most = limit.kind === 'token-bucket' ? limit.burst : limit.count;
  assert(/^[a-z0-9-]+$/.test(limit.name), `not the name of a limit: ${limit.name}`);
  for (const part of [limit.count, limit.perMs, most]) {
    assert(Number.isSafeInteger(part) && part >= 1, `limit ${limit.name} wants whole numbers from 1, got ${part}`);
  }
  assert(most * limit.perMs <= LARGEST_BUCKET, `limit ${limit.name} is too large to be counted exactly`);
  assert(n <= most, `${n} is more than limit ${limit.name} can ever grant at once (${most})`);
}

/** Names what is counted within a queue: the kind, the limit, and the key if there is one. */
export function slotOf({ limit, key }: Limited): string {
  return `${limit.kind}:${limit.name}${key === undefined ? '' : `:${key}`}`;
}
