/** Why the ledger does not do what it is asked, in words that a client, a log and a test page share. */
import type { AccountId } from '../chart/accounts.ts';
import type { ContentField } from './content.ts';

/** The key was used for something else. Of a hand that is an alarm: its table stops and a person looks. */
export type DifferentContent = {
  readonly status: `exists_with_different_${ContentField}`;
  /** Position in the batch, 0-based; null where the batch as a whole differs. */
  readonly step: number | null;
};

export type LedgerRefusal =
  | DifferentContent
  /** Who asked owns the table no longer, or not yet. */
  | { readonly status: 'fenced' }
  | {
      readonly status:
        | 'expires_in_the_past'
        | 'pending_not_found'
        | 'already_posted'
        | 'already_voided'
        | 'already_expired'
        | 'same_person'
        | 'exceeds_pending_amount';
      readonly step: number;
    }
  | {
      readonly status: 'insufficient_chips' | 'credits_exceed_debits' | 'too_many_chips';
      readonly account: AccountId;
    };

export function isDifferentContent(refusal: LedgerRefusal): refusal is DifferentContent {
  return refusal.status.startsWith('exists_with_different_');
}
