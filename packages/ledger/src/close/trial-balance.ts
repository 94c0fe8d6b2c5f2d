/**
 * The trial balance: every kind of account on its side of the sheet, and both sides come to the same.
 */
import { assert } from '@aboveboard/kit';
import { ACCOUNT_KINDS, type AccountId, type AccountKind, accountOf, currencyOf } from '../chart/accounts.ts';
import { type AccountClass, classOf } from '../chart/classes.ts';
import type { Currency } from '../chart/currency.ts';

/** All accounts of a kind together, in chips. Each account stands on one side; a kind may stand on both. */
export interface TrialRow {
  readonly kind: AccountKind;
  readonly class: AccountClass;
  /** How many accounts are not at zero. */
  readonly accounts: number;
  readonly debit: number;
  readonly credit: number;
}

export interface TrialBalance {
  readonly currency: Currency;
  /** In the order of the chart; kinds without chips are left out. */
  readonly rows: readonly TrialRow[];
  readonly debit: number;
  readonly credit: number;
}

/** One sheet a currency, by name. Sheets that do not balance are shown as they are: to find them is what they are for. */
export function trialBalances(balances: ReadonlyMap<AccountId, number>): readonly TrialBalance[] {
  const sheets = new Map<Currency, Map<AccountKind, Writable<TrialRow>>>();
  for (const [account, balance] of balances) {
    const currency = currencyOf(account);
    const sheet = sheets.get(currency) ?? new Map<AccountKind, Writable<TrialRow>>();
    sheets.set(currency, sheet);
    if (balance !== 0) enter(sheet, account, balance);
  }
  return [...sheets]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, sheet]) => {
      const rows = ACCOUNT_KINDS.flatMap((kind) => sheet.get(kind) ?? []);
      return { currency, rows, debit: total(rows, 'debit'), credit: total(rows, 'credit') };
    });
}

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

function enter(sheet: Map<AccountKind, Writable<TrialRow>>, account: AccountId, balance: number): void {
  const { kind } = accountOf(account);
  const row = sheet.get(kind) ?? { kind, class: classOf(account), accounts: 0, debit: 0, credit: 0 };
  sheet.set(kind, row);
  row.accounts++;
  row[balance < 0 ? 'debit' : 'credit'] += Math.abs(balance);
  assert(Number.isSafeInteger(row.debit) && Number.isSafeInteger(row.credit), `more chips in ${kind} than can be counted`);
}

function total(rows: readonly TrialRow[], side: 'debit' | 'credit'): number {
  return rows.reduce((sum, row) => sum + row[side], 0);
}
