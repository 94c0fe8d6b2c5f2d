/** Who pays whom: the same pairs each time, from the same accounts in the same order. */
import type { AccountId } from '../chart/accounts.ts';
import { type Amount, amount } from './leg.ts';

/** How many chips an account has to pay, or to get; zero or more. */
export interface Due {
  readonly account: AccountId;
  readonly chips: number;
}

/** Each payer pays the first payee not yet paid in full. Both sides come to the same sum, or the rest is left out. */
export function pairUp<Payee extends Due>(
  payers: readonly Due[],
  payees: readonly Payee[],
): readonly { readonly payer: AccountId; readonly payee: Payee; readonly amount: Amount }[] {
  const open = payees.map((payee) => ({ payee, left: payee.chips }));
  return payers.flatMap((payer) => {
    let left = payer.chips;
    return open.flatMap((to) => {
      const paid = Math.min(left, to.left);
      left -= paid;
      to.left -= paid;
      return paid === 0 ? [] : [{ payer: payer.account, payee: to.payee, amount: amount(paid) }];
    });
  });
}
