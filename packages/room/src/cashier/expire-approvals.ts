/** Reservations that nobody wanted in time let go of their chips, and who waited for an answer is told. */
import { ok } from '@aboveboard/kit';
import { approvalsOfReservations, type Db, expireDue } from '@aboveboard/storage';
import { tellOutcome } from './tell-players.ts';

/** Let go of in one transaction: settlements wait meanwhile. */
const AT_ONCE = 100;

/** @returns the players whose wallets have chips again. */
export async function expireReservations(db: Db, nowMs: number): Promise<readonly string[]> {
  const players = new Set<string>();
  for (;;) {
    const expired = await db.transaction(async (trx) => {
      const ids = await expireDue(trx, nowMs, AT_ONCE);
      const approvals = await approvalsOfReservations(trx, ids);
      for (const approval of approvals) await tellOutcome(trx, approval, [], 'expired', nowMs);
      return ok({ count: ids.length, senders: approvals.flatMap(({ sender }) => sender ?? []) });
    });
    if (!expired.ok) return [...players];
    for (const sender of expired.value.senders) players.add(sender);
    if (expired.value.count < AT_ONCE) return [...players];
  }
}
