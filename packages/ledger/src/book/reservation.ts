/** Reservations: chips set aside until they are moved, let go, or nobody wants them in time. Resolved once (LEDGER-22). */
import { err, ok, type Result } from '@aboveboard/kit';
import { playerOf } from '../chart/accounts.ts';
import type { LinkedBatch, ReserveStep, Step, StepId } from './linked-batch.ts';
import type { LedgerRefusal } from './refusal.ts';

export type ReservationState = 'pending' | 'posted' | 'voided' | 'expired';

export interface Reservation extends Omit<ReserveStep, 'kind'> {
  readonly id: StepId;
  /** Who made it; null for the room itself. */
  readonly by: string | null;
  readonly atMs: number;
  readonly state: ReservationState;
}

export function reservationOf(batch: LinkedBatch, step: ReserveStep, id: StepId): Reservation {
  const { kind: _, ...rest } = step;
  return { ...rest, id, by: batch.by, atMs: batch.atMs, state: 'pending' };
}

/** Whether its time is over; it keeps its chips aside until somebody takes note of that (`expire`). */
export function isDue(reservation: Reservation, nowMs: number): boolean {
  return reservation.state === 'pending' && reservation.expiresAtMs !== null && reservation.expiresAtMs <= nowMs;
}

type Resolving = Extract<Step, { readonly kind: 'commit' | 'rollback' }>;

/**
 * Whether a step may resolve this reservation, checked in this order: it is there, it is pending and in time, the person is
 * a
 * second one where two are needed (who withdraws needs nobody), and it holds as much as is to be moved.
 */
export function checkResolving(
  reservation: Reservation | undefined,
  resolving: Resolving,
  batch: LinkedBatch,
  step: number,
): Result<Reservation, LedgerRefusal> {
  if (!reservation) return err({ status: 'pending_not_found', step });
  if (reservation.state !== 'pending') return err({ status: `already_${reservation.state}`, step });
  if (isDue(reservation, batch.atMs)) return err({ status: 'already_expired', step });
  if (resolving.kind === 'rollback') return ok(reservation);
  if (reservation.approval === 'second-person' && !isSecondPerson(batch.by, reservation))
    return err({ status: 'same_person', step });
  if ((resolving.amount ?? 0) > reservation.amount) return err({ status: 'exceeds_pending_amount', step });
  return ok(reservation);
}

/** Somebody, but neither who made it nor a player whose chips it moves: nobody approves what comes to themselves. */
function isSecondPerson(by: string | null, { by: maker, debit, credit }: Reservation): boolean {
  return by !== null && by !== maker && by !== playerOf(debit) && by !== playerOf(credit);
}
