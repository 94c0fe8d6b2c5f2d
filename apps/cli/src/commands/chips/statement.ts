/** `aboveboard statement PLAYER`: what moved a player's chips. */
import { cashierRest as rest } from '@aboveboard/protocol';
import { statementHead, statementRows } from '@aboveboard/server/statement-csv';
import { Command, Option } from 'commander';
import { answered } from '../../control/complaint.ts';
import type { Control } from '../../control/control-client.ts';
import { inRoom, withControl } from '../../control/with-control.ts';
import { harmless } from '../../terminal/harmless.ts';
import { table } from '../../terminal/table.ts';
import { timeWords } from '../../terminal/time-words.ts';
import { printLines, printText } from '../queue/look.ts';
import { playerPath } from './chip-paths.ts';

interface Flags {
  readonly from?: string;
  readonly to?: string;
  readonly format: 'table' | 'csv' | 'json';
  readonly why?: string;
}

export function statementCommand(): Command {
  return withControl(
    new Command('statement').description("What moved a player's chips, oldest first; the audit log has who looked."),
  )
    .argument('<player>', "the player's id")
    .option('--from <time>', 'a date such as 2026-11-21, or a time')
    .option('--to <time>', 'a date, which is included, or a time, which is not')
    .addOption(
      new Option('-f, --format <name>', 'a table for people, or a file').choices(['table', 'csv', 'json']).default('table'),
    )
    .option('-w, --why <sentence>', 'for the audit log')
    .action((player, flags) => inRoom(flags, (control) => statement(control, player, flags)));
}

async function statement(control: Control, player: string, flags: Flags): Promise<number> {
  if (flags.format === 'csv') printText(statementHead());
  const lines: rest.StatementLine[] = [];
  for await (const page of pagesOf(control, player, flags)) {
    if (flags.format === 'csv') printText(statementRows(page));
    else if (flags.format === 'json') printLines(page);
    else lines.push(...page);
  }
  if (flags.format !== 'table') return 0;
  if (lines.length === 0) return printText('Nothing moved in that time.\n');
  return printText(table(['when', 'entry', 'what', 'account', 'hand', 'out', 'in', 'balance', 'key'], lines.map(rowOf)));
}

/** The first page is noted in the audit log; the others follow from it. */
async function* pagesOf(control: Control, player: string, { from, to, why }: Flags): AsyncGenerator<rest.StatementLine[]> {
  const asked = Object.entries({ from, to, why }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  let cursor: string | null = null;
  do {
    const query: string = [...asked, 'limit=1000', ...(cursor === null ? [] : [`cursor=${cursor}`])].join('&');
    const page = answered(await control.get(`${playerPath(player, 'statement')}?${query}`, rest.statementReply));
    yield page.lines;
    cursor = page.next;
  } while (cursor !== null);
}

function rowOf({ atMs, entry, what, tableId, handNo, debit, credit, balance, key }: rest.StatementLine) {
  const account = tableId === null ? 'wallet' : `table ${tableId}`;
  return [
    timeWords(atMs),
    String(entry),
    what,
    account,
    handNo === null ? '-' : String(handNo),
    debit,
    credit,
    balance,
    harmless(key, 120),
  ];
}
