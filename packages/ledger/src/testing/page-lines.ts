/**
 * The lines of a ledger page. Columns stand apart by two blanks or more, `//` begins a comment, a blank line means nothing.
 *
 *     key      what                                                     status
 *     g1       issuance > wallet:ana 1000 grant                         posted
 *     h1       reserve wallet:ana > prize:cup 300 entry until 50        posted      // or `until 50, two persons`
 *     c1       commit h1/0 200 by bo at 40                              posted
 *     r1       rollback h1/0                                            already_posted
 *     hand:1   escrow:t:ana > escrow:t:bo 10 hand fence t 2
 *     +        escrow:t:ana > rake 1 rake                               posted      // linked to the line above
 *     expire   at 60                                                    h1/0        // or `none`
 *     take     t 2                                                      taken
 *     balance  wallet:ana 700                                                       // what is not named must be nothing
 *     balance  wallet:bo 700, leaving 20, coming 5
 *
 * `by`, `at` and `fence` of a batch may stand on any of its lines; a page begins at 0 and time stays where the last `at` put it.
 */

import type { Balances } from '../book/changes.ts';
import { type LinkedBatch, linkedBatch, type Step } from '../book/linked-batch.ts';
import { type AccountId, accountOf } from '../chart/accounts.ts';
import { amount, type Reason } from '../posting/leg.ts';

export type PageLine = { readonly line: number; readonly text: string } & (
  | { readonly kind: 'batch'; readonly batch: LinkedBatch; readonly status: string }
  | { readonly kind: 'expire'; readonly nowMs: number; readonly status: string }
  | { readonly kind: 'take'; readonly tableId: string; readonly epoch: number; readonly status: string }
  | { readonly kind: 'balance'; readonly account: AccountId; readonly balances: Balances }
);

/** A line as it stands, before it is known what it says. */
interface RawLine {
  readonly line: number;
  readonly text: string;
  readonly columns: readonly string[];
}

/** What a batch has gathered from the lines read so far. */
interface Gathering {
  readonly first: RawLine;
  readonly key: string;
  steps: readonly Step[];
  by: string | null;
  fence: LinkedBatch['fence'];
}

export function failAt(at: { readonly line: number; readonly text: string }, problem: string): never {
  throw new Error(`line ${at.line}: ${at.text}\n  ${problem}`);
}

export function parsePage(page: string): readonly PageLine[] {
  const lines: PageLine[] = [];
  let nowMs = 0;
  let open: Gathering | null = null;
  for (const raw of rawLines(page)) {
    const [first = '', what = '', status = null] = raw.columns;
    if (first === '+' ? !open : open) failAt(raw, 'only the last line of a batch says its status');
    if (first === 'balance') lines.push({ ...raw, kind: 'balance', ...parseBalance(raw, what) });
    else if (first === 'take') lines.push({ ...raw, kind: 'take', ...parseTake(raw, what), status: status ?? 'taken' });
    else {
      nowMs = Number(/ ?\bat (\d+)/.exec(what)?.[1] ?? nowMs);
      if (first === 'expire') {
        lines.push({ ...raw, kind: 'expire', nowMs, status: status ?? 'none' });
        continue;
      }
      const gathered: Gathering = open ?? { first: raw, key: first, steps: [], by: null, fence: null };
      gather(raw, what, gathered);
      open = status === null ? gathered : null;
      if (status !== null) lines.push({ ...raw, kind: 'batch', batch: batchOf(gathered, nowMs), status });
    }
  }
  if (open) failAt(open.first, 'a batch without a status');
  return lines;
}

function rawLines(page: string): readonly RawLine[] {
  return page
    .split('\n')
    .map((whole, i) => ({ line: i + 1, text: whole.replace(/\/\/.*$/, '').trim() }))
    .filter(({ text }) => text !== '')
    .map((at) => ({ ...at, columns: at.text.split(/\s{2,}/) }));
}

function batchOf({ key, steps, by, fence }: Gathering, atMs: number): LinkedBatch {
  return linkedBatch({ key, atMs, ...(by === null ? {} : { by }), ...(fence === null ? {} : { fence }) }, steps);
}

function gather(at: RawLine, what: string, into: Gathering): void {
  const fence = / fence (\S+) (\d+)/.exec(what);
  into.by = / by (\S+)/.exec(what)?.[1] ?? into.by;
  if (fence) into.fence = { tableId: fence[1] ?? '', epoch: Number(fence[2]) };
  const said = what.replace(/ (by \S+|at \d+|fence \S+ \d+)/g, '');
  if (said !== 'nothing') into.steps = [...into.steps, parseStep(at, said)];
}

function parseStep(at: RawLine, said: string): Step {
  const [, verb, pending = '', part] = /^(commit|rollback) (\S+)(?: (\d+))?$/.exec(said) ?? [];
  if (verb === 'rollback') return { kind: 'rollback', pending };
  if (verb === 'commit') return { kind: 'commit', pending, amount: part === undefined ? null : amount(Number(part)) };
  const moves = /^(reserve )?(\S+) > (\S+) (\d+) ([a-z-]+)(?: until (\d+))?(, two persons)?$/.exec(said);
  if (!moves) failAt(at, 'a step is "[reserve] ACCOUNT > ACCOUNT AMOUNT REASON", "commit ID [AMOUNT]" or "rollback ID"');
  const [, reserve, debit = '', credit = '', chips = '', reason = '', until, two] = moves;
  const movement = {
    debit: accountIn(debit),
    credit: accountIn(credit),
    amount: amount(Number(chips)),
    reason: reason as Reason,
  };
  if (!reserve) return { kind: 'transfer', ...movement };
  const expiresAtMs = until === undefined ? null : Number(until);
  return { kind: 'reserve', ...movement, expiresAtMs, approval: two ? 'second-person' : 'none' };
}

function parseTake(at: RawLine, what: string): { readonly tableId: string; readonly epoch: number } {
  const [, tableId = '', epoch] = /^(\S+) (\d+)$/.exec(what) ?? failAt(at, 'a table is taken with "take  TABLE EPOCH"');
  return { tableId, epoch: Number(epoch) };
}

function parseBalance(at: RawLine, what: string): { readonly account: AccountId; readonly balances: Balances } {
  const [, account = '', balance, leaving = 0, coming = 0] =
    /^(\S+) (-?\d+)(?:, leaving (\d+))?(?:, coming (\d+))?$/.exec(what) ??
    failAt(at, 'a balance is "ACCOUNT CHIPS[, leaving CHIPS][, coming CHIPS]"');
  const balances = { balance: Number(balance), pendingDebits: Number(leaving), pendingCredits: Number(coming) };
  return { account: accountIn(account), balances };
}

function accountIn(text: string): AccountId {
  const id = text as AccountId;
  accountOf(id); // throws for a name outside the chart
  return id;
}
