/** What keeps the books durably, whatever it is: a database in a room, memory in a test. The contract is `ledger.contract.ts`. */
import type { Result } from '@aboveboard/kit';
import type { AccountId } from '../chart/accounts.ts';
import type { Balances } from './changes.ts';
import type { LinkedBatch, StepId } from './linked-batch.ts';
import type { LedgerRefusal } from './refusal.ts';
import type { Reservation } from './reservation.ts';

/** `exists`: this very batch was posted before, and nothing was done now. */
export type Accepted = 'posted' | 'exists';

export interface LedgerPort {
  /** Books a batch whole and once, or changes nothing. Checked in the order of LEDGER-20. */
  post(batch: LinkedBatch): Promise<Result<Accepted, LedgerRefusal>>;
  /** Lets go of what is reserved until `nowMs` or less, the oldest first, so many at most; ids of what it let go. */
  expire(nowMs: number, limit: number): Promise<readonly StepId[]>;
  /** A new owner of a table begins under an epoch greater than any before. */
  takeTable(tableId: string, epoch: number): Promise<Result<void, LedgerRefusal>>;
  /** Every account that was ever used. */
  accounts(): Promise<ReadonlyMap<AccountId, Balances>>;
  /** A reservation in any state; null for none of this id. */
  reservation(id: StepId): Promise<Reservation | null>;
  /** Every batch ever posted, in the order of posting. */
  batches(): Promise<readonly LinkedBatch[]>;
}
