/**
 * `aboveboard reconcile`: do the books hold? Asked of the room where one runs, which then knows it too; else read from its database as it is.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { booksRest as rest } from '@aboveboard/protocol';
import { loadConfig } from '@aboveboard/server/config';
import { Command } from 'commander';
import { reasonFor } from '../../control/asking.ts';
import { answered, Complaint, endWith } from '../../control/complaint.ts';
import { type Control, type ControlOptions, openControl } from '../../control/control-client.ts';
import { inRoom, withControl } from '../../control/with-control.ts';
import { EXIT } from '../../exit-code.ts';
import { statusLine } from '../../terminal/status-line.ts';
import { lengthWords, timeWords } from '../../terminal/time-words.ts';
import { printLines, printText } from '../queue/look.ts';
import { BOOKS } from './books-paths.ts';
import { differenceWords } from './difference-words.ts';

interface ReconcileFlags extends ControlOptions {
  readonly full?: boolean;
  readonly json?: boolean;
}

/** What a run found, wherever it ran. */
interface Found {
  readonly run: Omit<rest.BooksRun, 'no'>;
  readonly block: rest.BooksReply['block'];
}

export function reconcileCommand(): Command {
  const release = withControl(
    new Command('release').description('Let cash-outs go on, after the books were mended and found clean.'),
  )
    .option('-w, --why <sentence>', 'the reason, for the audit log; asked for on a terminal')
    .option('--json', 'one JSON object')
    .action((flags) => inRoom(flags, (control) => releaseCashOuts(control, flags)));
  return withControl(new Command('reconcile').description('Do the books hold? Each difference, and what to do about it.'))
    .enablePositionalOptions() // what stands after `release` is its own
    .option('--full', 'from the first entry there ever was, not from where they were found clean')
    .option('--json', 'one JSON object')
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing was found, 3 differences were. Without a running room its database is read as it is, and nothing is changed.',
    )
    .action((flags: ReconcileFlags) => endWith(() => reconcile(flags)))
    .addCommand(release);
}

async function reconcile(flags: ReconcileFlags): Promise<number> {
  const control = await openControl(flags);
  if (!control.ok && flags.url !== undefined) throw new Complaint(control.error);
  const found = control.ok ? await inTheRoom(control.value, flags.full === true) : await atRest(flags);
  const { run, block } = found;
  if (flags.json) printLines([{ isClean: run.differences.length === 0, ...run, block }]);
  else printText(textOf(found));
  return run.differences.length === 0 ? EXIT.GOOD : EXIT.DIFFERENCES;
}

async function atRest({ data, full = false, json = false }: ReconcileFlags): Promise<Found> {
  const { reconcileAtRest } = await import('@aboveboard/server/books');
  const config = loadConfig({ env: process.env, cwd: process.cwd(), overrides: data === undefined ? {} : { data } });
  const line = statusLine(process.stderr);
  const { database, run, block } = await reconcileAtRest(config, full, (done, of) => line.show(progressWords(done, of)));
  line.clear();
  if (!json) process.stderr.write(`No room runs here; read from ${database}.\n`);
  const differences = run.differences.map((difference) => ({ ...difference }));
  return { run: { ...run, differences }, block: block && { ...block, codes: [...block.codes] } };
}

const LOOK_EVERY_MS = 500;

/** The room answers within some seconds, whether it has ended or not; it is asked until it has. */
async function inTheRoom(control: Control, isFull: boolean): Promise<Found> {
  const line = statusLine(process.stderr);
  const ended = new AbortController();
  const looking = lookOn(control, (text) => line.show(text), ended.signal);
  try {
    for (let isJoining = false; ; isJoining = true) {
      const { run } = answered(await control.post(`${BOOKS}/reconcile`, { isFull, isJoining }, rest.runReply));
      if (run === null) continue;
      const { block } = answered(await control.get(BOOKS, rest.booksReply));
      return { run, block };
    }
  } finally {
    ended.abort();
    await looking;
    line.clear();
  }
}

async function lookOn(control: Control, show: (text: string) => void, signal: AbortSignal): Promise<void> {
  if (!process.stderr.isTTY) return;
  for (;;) {
    await wait(LOOK_EVERY_MS, undefined, { signal }).catch(() => {});
    if (signal.aborted) return;
    const standing = await control.get(BOOKS, rest.booksReply);
    const underWay = standing.ok ? standing.value.underWay : null;
    if (underWay && !signal.aborted) show(progressWords(underWay.done, underWay.of));
  }
}

function progressWords(done: number, of: number): string {
  return of === 0 ? 'Beginning' : `${done.toLocaleString('en')} of ${of.toLocaleString('en')} entries`;
}

function textOf({ run, block }: Found): string {
  const { differences, isCut, accounts, hands, entryNo, issued, held, kind, startedMs, endedMs } = run;
  const count = (n: number): string => n.toLocaleString('en');
  const since = kind === 'full' ? 'from the first entry' : 'from where they were found clean';
  const verdict =
    differences.length === 0
      ? 'The books hold'
      : `${isCut ? 'More than ' : ''}${count(differences.length)} ${differences.length === 1 ? 'difference' : 'differences'}; what each means and what to do: runbooks/reconciliation.md`;
  return [
    ...differences.map(differenceWords),
    `${verdict}: ${count(accounts)} accounts, ${count(hands)} hands, ${count(entryNo)} entries, ${since}, in ${lengthWords(endedMs - startedMs)}.`,
    `${count(issued)} chips were put out, ${count(held)} are there.`,
    ...(block ? [blockWords(block)] : []),
    '',
  ].join('\n');
}

function blockWords({ sinceMs, codes }: NonNullable<rest.BooksReply['block']>): string {
  return `Cash-outs are blocked since ${timeWords(sinceMs)} (${codes.join(', ')}). When the books hold again: npx aboveboard reconcile release`;
}

const nothing = { parse: () => undefined };

async function releaseCashOuts(control: Control, flags: { why?: string; json?: boolean }): Promise<number> {
  const why = await reasonFor(flags.why);
  const released = await control.post(`${BOOKS}/release`, { why }, nothing);
  const code = released.ok ? null : released.error.code;
  if (code !== 'NOT_BLOCKED' && code !== 'NOT_CLEAN') answered(released);
  if (flags.json) printLines([{ released: released.ok, refusal: code }]);
  else if (released.ok) printText('Cash-outs go on.\n');
  else process.stderr.write(`${released.error.message}\n`);
  return released.ok ? EXIT.GOOD : EXIT.NEGATIVE;
}
