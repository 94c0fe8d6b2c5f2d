/**
 * Plays a ledger page on a ledger: one line an event with its expected status, the balances below. See `page-lines.ts`.
 *
 * A page says everything: an account that it does not name must be empty at the end. Every line is played twice, since doing
 * anything again changes nothing (LEDGER-5).
 */

import { type Balances, NOTHING } from '../book/changes.ts';
import type { LedgerPort } from '../book/ledger-port.ts';
import type { AccountId } from '../chart/accounts.ts';
import { failAt, type PageLine, parsePage } from './page-lines.ts';

/** @throws at the first line that does not come out as it says, with its number. */
export async function playPage(ledger: LedgerPort, page: string): Promise<void> {
  const lines = parsePage(page);
  for (const line of lines) {
    if (line.kind === 'balance') continue;
    const answer = await play(ledger, line);
    if (answer !== line.status) failAt(line, `comes out as ${answer}`);
    await playAgain(ledger, line);
  }
  await compareBalances(ledger, lines);
}

type Event = Exclude<PageLine, { readonly kind: 'balance' }>;

async function play(ledger: LedgerPort, event: Event): Promise<string> {
  if (event.kind === 'expire') return (await ledger.expire(event.nowMs, 100)).join(' ') || 'none';
  if (event.kind === 'take') {
    const taken = await ledger.takeTable(event.tableId, event.epoch);
    return taken.ok ? 'taken' : taken.error.status;
  }
  const posted = await ledger.post(event.batch);
  if (posted.ok) return posted.value;
  const { error } = posted;
  return 'account' in error ? `${error.status} ${error.account}` : error.status;
}

async function playAgain(ledger: LedgerPort, event: Event): Promise<void> {
  const before = await everything(ledger);
  const answer = await play(ledger, event);
  const expected = { posted: 'exists', taken: 'fenced' }[event.status] ?? (event.kind === 'expire' ? 'none' : event.status);
  if (answer !== expected) failAt(event, `comes out as ${answer} when done again`);
  if ((await everything(ledger)) !== before) failAt(event, 'changes something when done again');
}

async function everything(ledger: LedgerPort): Promise<string> {
  return JSON.stringify([[...(await ledger.accounts())], (await ledger.batches()).length]);
}

async function compareBalances(ledger: LedgerPort, lines: readonly PageLine[]): Promise<void> {
  const expected = new Map<AccountId, Balances>();
  for (const line of lines) if (line.kind === 'balance') expected.set(line.account, line.balances);
  const found = await ledger.accounts();
  for (const line of lines) {
    if (line.kind !== 'balance') continue;
    const is = inWords(found.get(line.account) ?? NOTHING);
    if (is !== inWords(line.balances)) failAt(line, `is ${is}`);
  }
  const unnamed = [...found].filter(([account, is]) => !expected.has(account) && inWords(is) !== '0');
  if (unnamed.length > 0) throw new Error(`not on the page: ${unnamed.map(([account, is]) => `${account} ${inWords(is)}`)}`);
}

function inWords({ balance, pendingDebits, pendingCredits }: Balances): string {
  const leaving = pendingDebits === 0 ? '' : `, leaving ${pendingDebits}`;
  const coming = pendingCredits === 0 ? '' : `, coming ${pendingCredits}`;
  return `${balance}${leaving}${coming}`;
}
