/** How the cashier says no: a code for programs, and a sentence that says what to do. */
import { err, type Result } from '@aboveboard/kit';

export type CashierCode =
  | 'ACCOUNT_CANNOT_GIVE'
  | 'ALREADY_DECIDED'
  | 'ALREADY_UNDONE'
  | 'APPROVAL_EXPIRED'
  | 'APPROVAL_NOT_FOUND'
  | 'BATCH_NOT_FOUND'
  | 'BONUS_TOO_LARGE'
  | 'BUDGET_SPENT'
  | 'CASH_OUTS_BLOCKED'
  | 'FREEROLL_OFF'
  | 'GIVEN_TODAY'
  | 'HOLDS_ENOUGH'
  | 'NOT_ADJUSTABLE'
  | 'NOT_ENOUGH_CHIPS'
  | 'NOT_FOR_BOTS'
  | 'NOT_YOUR_PROPOSAL'
  | 'NOTHING_TO_UNDO'
  | 'PLAYER_NOT_FOUND'
  | 'REQUEST_DIFFERS'
  | 'SAME_PERSON'
  | 'TOO_MANY_TRANSFERS'
  | 'TRANSFER_DAY_SPENT'
  | 'TRANSFER_TOO_LARGE'
  | 'TRANSFERS_OFF';

export interface CashierRefusal {
  readonly code: CashierCode;
  /** What to do, in English. */
  readonly message: string;
  readonly detail?: Readonly<Record<string, number | string>>;
}

export type CashierResult<T> = Promise<Result<T, CashierRefusal>>;

export function no(
  code: CashierCode,
  message: string,
  detail?: CashierRefusal['detail'],
): { ok: false; error: CashierRefusal } {
  return err({ code, message, ...(detail && { detail }) });
}
