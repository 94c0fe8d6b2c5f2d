/**
 * Leases: who owns a table right now.
 *
 * A lease runs out by itself, so a dead owner holds nobody up. The epoch that comes with it is issued by the database and
 * only ever grows; whatever a late owner still sends carries its old epoch and is refused (see `Streams.append`).
 */
import type { Result } from '@aboveboard/kit';

export interface Lease {
  readonly name: string;
  readonly holder: string;
  readonly epoch: number;
  readonly untilMs: number;
}

export interface LeaseRequest {
  readonly name: string;
  readonly holder: string;
  /** Issued by the database for this attempt: greater than any before it. */
  readonly epoch: number;
  readonly ttlMs: number;
}

export type AcquireRefusal =
  | { readonly code: 'HELD'; readonly lease: Lease }
  | { readonly code: 'STALE_EPOCH'; readonly epoch: number }; // the highest epoch seen

export interface Leases {
  /** Takes a lease that is free or has run out. */
  acquire(request: LeaseRequest): Promise<Result<Lease, AcquireRefusal>>;

  /**
   * Extends a lease to `ttlMs` from now. One that has run out is extended as well as long as nobody else has taken it:
   * an outage then pauses a hand and does not end it. `LOST` means that the epoch has moved.
   */
  renew(lease: Lease, ttlMs: number): Promise<Result<Lease, 'LOST'>>;

  /** Gives a lease back at once. Harmless when it is lost already. */
  release(lease: Lease): Promise<void>;
}
