/**
 * An operator's adjustment: what was booked stays booked, and what was wrong in it is booked back, by two people.
 */
import { assert } from '@aboveboard/kit';
import { changesOf } from '../book/changes.ts';
import type { LinkedBatch, StepId } from '../book/linked-batch.ts';
import type { Reservation } from '../book/reservation.ts';
import { currencyOf } from '../chart/accounts.ts';
import { pairUp } from '../posting/pair-up.ts';
import { type Move, type Proposal, propose } from './approval.ts';

export type Adjustment = Omit<Proposal, 'key' | 'reason'> & { readonly adjustmentId: string };

/** Sets aside what an operator wants moved, until an approver agrees (`approve`, `reject`). */
export function proposeAdjustment({ adjustmentId, ...adjustment }: Adjustment): LinkedBatch {
  return propose({ ...adjustment, key: `adjust:${adjustmentId}`, reason: 'adjustment' });
}

/**
 * What undoes a batch: who got chips by it gives them back to who gave. Net, account by account in the order of their names, since
 * chips that would only pass through an account cannot be set aside there. A batch that moved nothing has none.
 *
 * @param reservationOf the reservations that the batch resolved
 */
export function movesBack(batch: LinkedBatch, reservationOf: (id: StepId) => Reservation | undefined): readonly Move[] {
  const changes = changesOf(batch, (id) => asPending(reservationOf(id)));
  assert(changes.ok, `${batch.key} was never posted`);
  const dues = [...changes.value].map(([account, { balance }]) => ({ account, chips: balance }));
  const currencies = new Set(dues.map(({ account }) => currencyOf(account)));
  return [...currencies].flatMap((currency) => {
    const own = dues.filter(({ account }) => currencyOf(account) === currency);
    const got = own.filter(({ chips }) => chips > 0);
    const gave = own.filter(({ chips }) => chips < 0).map(({ account, chips }) => ({ account, chips: -chips }));
    return pairUp(got, gave).map(({ payer, payee, amount }) => ({ debit: payer, credit: payee.account, amount }));
  });
}

function asPending(reservation: Reservation | undefined): Reservation | undefined {
  return reservation && { ...reservation, state: 'pending' };
}
