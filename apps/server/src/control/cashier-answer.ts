/** The cashier's refusals, and those of privacy and staff, as answers of HTTP. */
import type { Result } from '@aboveboard/kit';
import type { ApiPorts, CashierRefusal, EraseRefusal } from '@aboveboard/room';
import { HttpRefusal } from '../http/http-refusal.ts';

const STATUS: Record<CashierRefusal['code'] | EraseRefusal['code'], number> = {
  APPROVAL_NOT_FOUND: 404,
  BATCH_NOT_FOUND: 404,
  PLAYER_NOT_FOUND: 404,
  NOT_ADJUSTABLE: 400,
  NOT_FOR_BOTS: 403,
  NOT_YOUR_PROPOSAL: 403,
  SAME_PERSON: 403,
  ACCOUNT_CANNOT_GIVE: 409,
  ALREADY_DECIDED: 409,
  ALREADY_ERASED: 409,
  ALREADY_UNDONE: 409,
  APPROVAL_EXPIRED: 409,
  BONUS_TOO_LARGE: 409,
  BUDGET_SPENT: 409,
  CASH_OUTS_BLOCKED: 409,
  CHIPS_RESERVED: 409,
  FREEROLL_OFF: 409,
  GIVEN_TODAY: 409,
  HOLDS_ENOUGH: 409,
  NOTHING_TO_UNDO: 409,
  NOT_ENOUGH_CHIPS: 409,
  PLAYER_SEATED: 409,
  REQUEST_DIFFERS: 409,
  TOO_MANY_TRANSFERS: 409,
  TRANSFERS_OFF: 409,
  TRANSFER_DAY_SPENT: 409,
  TRANSFER_TOO_LARGE: 409,
};

/** @throws HttpRefusal for a refusal. */
export async function cashierAnswer<T>(answer: Promise<Result<T, CashierRefusal | EraseRefusal>>): Promise<T> {
  const result = await answer;
  if (result.ok) return result.value;
  const { code, message, detail } = result.error;
  throw new HttpRefusal(STATUS[code], code, message, detail);
}

/** Tells players' connections what is in their wallets now. */
export async function tellWallets(api: Pick<ApiPorts, 'cashier' | 'walletChanged'>, players: readonly string[]): Promise<void> {
  for (const playerId of players) await api.walletChanged(playerId, await api.cashier.wallet(playerId));
}
