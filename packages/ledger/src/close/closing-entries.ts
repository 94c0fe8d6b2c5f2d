/**
 * The closing entries: what the room earned and gave away since the last close becomes the house's, and income and expense begin
 * at zero again.
 */
import { type LinkedBatch, linkedBatch, type TransferStep } from '../book/linked-batch.ts';
import { type AccountId, BONUS, FEES, FREEROLL, HOUSE, inCurrency, RAKE, RAKEBACK } from '../chart/accounts.ts';
import type { Currency } from '../chart/currency.ts';
import type { DayNo } from '../grants/freeroll-policy.ts';
import { amount } from '../posting/leg.ts';

/**
 * Income → house, then house → expenses, as far as the house can bear them: what it cannot stays an expense until it can.
 *
 * @param availableIn chips that an account has and has not set aside; below zero for an expense
 */
export function closingEntries(
  day: DayNo,
  currency: Currency,
  availableIn: (account: AccountId) => number,
  atMs: number,
): LinkedBatch {
  const house = inCurrency(HOUSE, currency);
  const steps: TransferStep[] = [];
  const move = (debit: AccountId, credit: AccountId, chips: number) => {
    if (chips > 0) steps.push({ kind: 'transfer', debit, credit, amount: amount(chips), reason: 'close' });
    return Math.max(chips, 0);
  };
  let left = availableIn(house);
  for (const income of [RAKE, FEES].map((id) => inCurrency(id, currency))) left += move(income, house, availableIn(income));
  for (const expense of [BONUS, FREEROLL, RAKEBACK].map((id) => inCurrency(id, currency)))
    left -= move(house, expense, Math.min(left, 0 - availableIn(expense)));
  return linkedBatch({ key: `close:${day}:${currency}`, atMs }, steps);
}
