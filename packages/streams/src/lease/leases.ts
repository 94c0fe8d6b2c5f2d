/**
 * Leases: who owns a table, or anything else that has one owner, right now.
 *
 * A lease runs out by itself, so a dead owner holds nobody up. Its epoch grows at each change of owner; what a late owner
 * still sends carries its old epoch and is refused (see `Streams.append`). Times are lengths, measured by whoever keeps
 * the leases: no two machines need to agree what time it is.
 */
import type { Result } from '@aboveboard/kit';

export interface Lease {
  readonly name: string;
  /** One process in one life: a process started again has another name. */
  readonly holder: string;
  readonly epoch: number;
}

/** A lease as somebody else sees it. */
export interface HeldLease extends Lease {
  /** Until it runs out unless it is renewed, at the moment of the answer. */
  readonly remainingMs: number;
}

export interface LeaseRequest {
  readonly name: string;
  readonly holder: string;
  readonly ttlMs: number;
  /**
   * The highest epoch the caller knows to have been, from the database: the new one is greater. So a keeper of leases
   * that has lost its memory never starts again below it. It might give one epoch twice, if it forgets just after giving
   * it: an owner begins only when the database has taken its epoch as a greater one, by compare-and-set.
   */
  readonly floor: number;
}

export interface LeaseWatch {
  stop(): void;
}

export interface Leases {
  /** Takes a lease that is free or has run out; else says who has it. */
  acquire(request: LeaseRequest): Promise<Result<Lease, HeldLease>>;

  /**
   * Extends a lease to `ttlMs` from now. One that has run out, or that the keeper has forgotten, is extended as well as
   * long as nobody has taken it since: an outage then pauses a hand and does not end it. `LOST`: the epoch has moved, or
   * it was given back.
   *
   * @returns FORGOTTEN when the keeper had not known of it any more: it may have forgotten those of others as well
   */
  renew(lease: Lease, ttlMs: number): Promise<Result<'KEPT' | 'FORGOTTEN', 'LOST'>>;

  /** Gives a lease back at once. Harmless when it is lost already. */
  release(lease: Lease): Promise<void>;

  /** All that are held now, in the order of their names. */
  list(): Promise<readonly HeldLease[]>;

  /** Tells who has it, null for nobody: once soon, then after each change, a moment later. */
  watch(name: string, onChange: (lease: Lease | null) => void): LeaseWatch;
}
