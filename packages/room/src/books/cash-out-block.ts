/**
 * The block of cash-outs: chips stay with whom they are while the books do not agree with themselves.
 *
 * Blocked is what lets chips leave a wallet for another person or for the room: transfers, and adjustments that take. Play goes on, and who
 * leaves a table gets the stack back into the wallet. What blocks is found by a machine; what lets go is a person, after a clean run.
 * @see rules/LEDGER.md LEDGER-48, LEDGER-49
 */
import type { Difference } from '@aboveboard/ledger';
import { findSetting, putSetting, type Reader, removeSetting, type Trx } from '@aboveboard/storage';

const BLOCKED = 'books.blocked';

export interface CashOutBlock {
  /** When a difference was found that was the first one since the last release. */
  readonly sinceMs: number;
  /** The number of the journal's last entry then. */
  readonly entryNo: number;
  /** What was found then, by code. */
  readonly codes: readonly Difference['code'][];
}

/** Whether chips may not leave a wallet now; ask in the transaction in which they would. */
export async function cashOutsBlocked(reader: Reader): Promise<boolean> {
  return (await findSetting(reader, BLOCKED)) !== null;
}

/** What blocks cash-outs; null when nothing does. */
export async function cashOutBlock(reader: Reader): Promise<CashOutBlock | null> {
  const kept = await findSetting(reader, BLOCKED);
  return kept === null ? null : (JSON.parse(kept) as CashOutBlock);
}

/** Blocks them; where they are blocked already, what was found first stays. @returns whether they were not */
export async function blockCashOuts(trx: Trx, block: CashOutBlock): Promise<boolean> {
  if (await cashOutsBlocked(trx)) return false;
  await putSetting(trx, BLOCKED, JSON.stringify(block));
  return true;
}

export async function unblockCashOuts(trx: Trx): Promise<void> {
  await removeSetting(trx, BLOCKED);
}
