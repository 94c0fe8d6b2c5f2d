/** The chips that really moved by a batch: its transfers, and what its commits let through. */
import { assert } from '@aboveboard/kit';
import type { AccountId } from '../chart/accounts.ts';
import type { Amount, Reason } from '../posting/leg.ts';
import type { LinkedBatch, StepId } from './linked-batch.ts';
import type { Reservation } from './reservation.ts';

/** Chips that left `debit` and reached `credit`. */
export interface MovedLeg {
  readonly debit: AccountId;
  readonly credit: AccountId;
  readonly amount: Amount;
  readonly reason: Reason;
}

/** @param reservationOf the reservations that the batch committed, in any state */
export function movedLegs(batch: LinkedBatch, reservationOf: (id: StepId) => Reservation | undefined): readonly MovedLeg[] {
  return batch.steps.flatMap((step): readonly MovedLeg[] => {
    if (step.kind === 'transfer') return [step];
    if (step.kind !== 'commit') return [];
    const reservation = reservationOf(step.pending);
    assert(reservation, `${step.pending} was committed and never reserved`);
    const { debit, credit, amount, reason } = reservation;
    return [{ debit, credit, amount: step.amount ?? amount, reason }];
  });
}
