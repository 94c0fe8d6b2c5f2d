/**
 * A hand that the books refused: what must hold before it may end, and what an operator decided about it. Nothing about it is decided by the
 * room itself, as whatever refused it may be the trace of chips that are elsewhere.
 * @see rules/CLUSTER.md CLUSTER-11
 */
import { escrowOf, type HandSettlement, handKey, handRefund, type LinkedBatch } from '@aboveboard/ledger';
import { adjustmentUndoing, balancesIn, findBatch, findSetting, type HandKey, type Reader } from '@aboveboard/storage';
import { occupied, type RoomTable } from './room-table.ts';

/** The name under which it is kept that stacks go back. */
export function refundSetting({ tableId, handNo }: HandKey): string {
  return `hand.refund:${tableId}:${handNo}`;
}

export async function isToBeRefunded(reader: Reader, hand: HandKey): Promise<boolean> {
  return (await findSetting(reader, refundSetting(hand))) !== null;
}

/** What stands in the books for a hand that is given back, where its own key is used up. */
export async function refundInstead(reader: Reader, chips: HandSettlement, epoch: number): Promise<LinkedBatch | undefined> {
  const wrong = await findBatch(reader, handKey(chips.tableId, chips.handNo));
  return wrong && (await isTakenBack(reader, wrong)) ? handRefund(chips, epoch) : undefined;
}

export type NotMended =
  /** A batch stands under the hand's own key that nobody took back. */
  | { readonly code: 'NOT_TAKEN_BACK'; readonly key: string }
  /** The table holds another number for this player than the stack before the hand, or chips of it are set aside. */
  | { readonly code: 'ESCROW_NOT_STACK'; readonly account: string; readonly holds: number; readonly stack: number };

/** Why the hand cannot end yet; null where the books are as they were before it. */
export async function notMended(reader: Reader, { tableId, handNo }: HandKey, { table }: RoomTable): Promise<NotMended | null> {
  const key = handKey(tableId, handNo);
  const wrong = await findBatch(reader, key);
  if (wrong && !(await isTakenBack(reader, wrong))) return { code: 'NOT_TAKEN_BACK', key };
  const seats = occupied(table).map(({ at }) => ({ account: escrowOf(tableId, at.player), stack: at.stack + at.pendingTopUp }));
  const balances = await balancesIn(
    reader,
    seats.map(({ account }) => account),
  );
  for (const { account, stack } of seats) {
    const { balance = 0, pendingDebits = 0, pendingCredits = 0 } = balances.get(account) ?? {};
    if (balance !== stack || pendingDebits + pendingCredits > 0)
      return { code: 'ESCROW_NOT_STACK', account, holds: balance, stack };
  }
  return null;
}

/** Whether anything was booked under the hand's own key: then it can no more be settled under it. */
export async function isKeyUsed(reader: Reader, { tableId, handNo }: HandKey): Promise<boolean> {
  return (await findBatch(reader, handKey(tableId, handNo))) !== null;
}

/** What moved nothing needs nobody to take it back. */
async function isTakenBack(reader: Reader, { key, steps }: LinkedBatch): Promise<boolean> {
  return steps.length === 0 || (await adjustmentUndoing(reader, key))?.state === 'posted';
}
