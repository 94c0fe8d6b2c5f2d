/** What players are told of transfers, adjustments and bonuses, in the transaction that makes them so. */
import { type Move, playerOf } from '@aboveboard/ledger';
import type { Approval, Trx } from '@aboveboard/storage';
import { addNotice } from '../notices/add-notice.ts';

export type Outcome = 'approved' | 'refused' | 'expired';

/** @param why of who approved it is the room's own; a player reads what the adjustment was proposed for */
export async function tellOutcome(
  trx: Trx,
  approval: Approval,
  moves: readonly Move[],
  outcome: Outcome,
  atMs: number,
): Promise<void> {
  if (approval.kind === 'transfer') await tellTransfer(trx, approval, outcome, atMs);
  else if (outcome === 'approved') await tellAdjusted(trx, approval, moves, atMs);
}

async function tellTransfer(trx: Trx, { no, sender, recipient, amount }: Approval, outcome: Outcome, atMs: number) {
  if (sender === null || recipient === null) return;
  const request = String(no);
  const payload = { request, amount, to: recipient, outcome };
  await addNotice(trx, { playerId: sender, key: `decided:${no}`, atMs, kind: 'transfer-decided', payload });
  if (outcome !== 'approved') return;
  const received = { request, amount, from: sender };
  await addNotice(trx, { playerId: recipient, key: `received:${no}`, atMs, kind: 'transfer-received', payload: received });
}

async function tellAdjusted(trx: Trx, { no, why }: Approval, moves: readonly Move[], atMs: number): Promise<void> {
  const changes = new Map<string, number>();
  const add = (playerId: string | null, chips: number): void => {
    if (playerId !== null) changes.set(playerId, (changes.get(playerId) ?? 0) + chips);
  };
  for (const { debit, credit, amount } of moves) {
    add(playerOf(debit), -amount);
    add(playerOf(credit), amount);
  }
  for (const [playerId, amount] of changes) {
    const payload = { request: String(no), amount, reason: why };
    await addNotice(trx, { playerId, key: `adjusted:${no}`, atMs, kind: 'adjusted', payload });
  }
}
