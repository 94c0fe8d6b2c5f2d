/** `aboveboard close`: the daily close of the books, the pages of those that were, and whether they can be followed. */
import { userInfo } from 'node:os';
import { booksRest as rest } from '@aboveboard/protocol';
import { loadConfig } from '@aboveboard/server/config';
import { Command } from 'commander';
import { confirmed, reasonFor } from '../../control/asking.ts';
import { answered, Complaint, endWith } from '../../control/complaint.ts';
import { type Control, type ControlOptions, openControl } from '../../control/control-client.ts';
import { inRoom, withControl } from '../../control/with-control.ts';
import { EXIT } from '../../exit-code.ts';
import { harmless } from '../../terminal/harmless.ts';
import { statusLine } from '../../terminal/status-line.ts';
import { table } from '../../terminal/table.ts';
import { timeWords } from '../../terminal/time-words.ts';
import { printLines, printText } from '../queue/look.ts';
import { wholeNumber } from '../queue/whole-number.ts';
import { BOOKS } from './books-paths.ts';
import { differenceWords } from './difference-words.ts';

interface CloseFlags extends ControlOptions {
  readonly why?: string;
  readonly json?: boolean;
}

export function closeCommand(): Command {
  return withControl(
    new Command('close').description(
      'Close the books for the day before today (UTC) and all before it; a room does it by itself after midnight.',
    ),
  )
    .enablePositionalOptions() // what stands after `verify` and the others is their own
    .option('-w, --why <sentence>', 'the reason, for the audit log; asked for on a terminal')
    .option('--json', 'one JSON object')
    .addHelpText(
      'after',
      '\nExit codes: 0 closed and nothing was found, 1 there is nothing to close, 3 closed, and differences were found.',
    )
    .action((flags: CloseFlags) => endWith(() => close(flags)))
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(verifyCommand())
    .addCommand(newKeyCommand());
}

function listCommand(): Command {
  return withControl(new Command('list').description('The days that are closed, newest first.'))
    .option('-n, --n <number>', 'how many', wholeNumber(1, 10_000), 31)
    .option('--json', 'a JSON object a line, one for each close')
    .action((flags) => inRoom(flags, (control) => list(control, flags)));
}

function showCommand(): Command {
  return withControl(new Command('show').description('The page of a day, as it is signed, or what was found on it.'))
    .argument('<date>', 'the day in UTC, such as 2026-11-20')
    .option('--json', 'one JSON object')
    .action((date, flags) => inRoom(flags, (control) => show(control, date, flags)));
}

function verifyCommand(): Command {
  return new Command('verify')
    .description('Follow all closes from the first entry of the journal, and check their signatures and pages.')
    .argument('[files...]', 'pages that were kept elsewhere (default: all in the data folder)')
    .option('-d, --data <folder>', "the room's data folder (default ./data, or as the settings say)")
    .option('-k, --key <hex>', "the room's public key (default: of the key in the data folder)")
    .option('--json', 'one JSON object')
    .addHelpText('after', '\nExit codes: 0 all can be followed, 3 something is another than it was. A room may run meanwhile.')
    .action((files, flags) => endWith(() => verify(files, flags)));
}

function newKeyCommand(): Command {
  return new Command('new-key')
    .description('Sign closes with a new key from now on, where the old one is lost. No room may run on the data folder.')
    .option('-d, --data <folder>', "the room's data folder (default ./data, or as the settings say)")
    .option('-w, --why <sentence>', 'the reason, for the audit log; asked for on a terminal')
    .option('-y, --yes', 'do not ask')
    .option('--json', 'one JSON object')
    .addHelpText(
      'after',
      '\nThe next page names both keys. Tell everybody who follows the closes. Exit codes: 0 done, 1 no day was ever closed.',
    )
    .action((flags) => endWith(() => newKey(flags)));
}

async function close(flags: CloseFlags): Promise<number> {
  const control = await openControl(flags);
  if (!control.ok && flags.url !== undefined) throw new Complaint(control.error);
  const why = await reasonFor(flags.why);
  const closed = control.ok ? await closeInRoom(control.value, why) : await closeAtRest(flags, why);
  if ('refusal' in closed) {
    if (flags.json) printLines([{ closed: null, refusal: closed.refusal.code }]);
    else process.stderr.write(`${closed.refusal.message}\n`);
    return EXIT.NEGATIVE;
  }
  const { differences, date } = closed.summary;
  const found =
    differences === 0 ? 'nothing was found' : `${differences} differences were found: npx aboveboard close show ${date}`;
  if (flags.json) printLines([{ closed: closed.summary, refusal: null }]);
  else printText(`Closed up to ${date}, entry ${closed.summary.lastEntryNo}: ${found}.\n`);
  return differences === 0 ? EXIT.GOOD : EXIT.DIFFERENCES;
}

type Closed =
  | { readonly summary: Pick<rest.CloseSummary, 'date' | 'lastEntryNo' | 'head' | 'differences'> }
  | { readonly refusal: { readonly code: string; readonly message: string } };

/** The room answers within some seconds, whether it has ended or not. */
async function closeInRoom(control: Control, why: string): Promise<Closed> {
  for (let isBegun = false; ; isBegun = true) {
    const reply = await control.post(`${BOOKS}/close`, { why }, rest.closeReply);
    if (reply.ok && reply.value.close !== null) return { summary: reply.value.close };
    if (reply.ok) continue;
    if (reply.error.code === 'CLOSED_ALREADY' && isBegun) {
      const { lastClose } = answered(await control.get(BOOKS, rest.booksReply)); // it ended between two answers
      if (lastClose) return { summary: lastClose };
    }
    if (reply.error.code === 'CLOSED_ALREADY' || reply.error.code === 'NOTHING_TO_CLOSE') return { refusal: reply.error };
    answered(reply);
  }
}

async function closeAtRest({ data }: CloseFlags, why: string): Promise<Closed> {
  const books = await import('@aboveboard/server/books');
  const config = loadConfig({ env: process.env, cwd: process.cwd(), overrides: data === undefined ? {} : { data } });
  const who = { kind: 'shell', name: userInfo().username } as const;
  const closed = await books.closeAtRest(config, { who, why }).catch((error) => {
    throw error instanceof books.KeyFileError ? new Complaint(error.message) : error;
  });
  if (!closed.ok) return { refusal: closed.error };
  const { day, lastEntryNo, head, report } = closed.value;
  return { summary: { date: books.dateOf(day), lastEntryNo, head, differences: JSON.parse(report).differences.length } };
}

async function newKey({ data, why, yes, json }: CloseFlags & { readonly yes?: boolean }): Promise<number> {
  const books = await import('@aboveboard/server/books');
  const config = loadConfig({ env: process.env, cwd: process.cwd(), overrides: data === undefined ? {} : { data } });
  const reason = await reasonFor(why);
  await confirmed(yes, 'Pages of closes will be signed by another key, and it cannot be taken back.', 'new-key');
  const who = { kind: 'shell', name: userInfo().username } as const;
  const made = await books.newBooksKey(config, { who, why: reason });
  if (!made.ok) {
    if (json) printLines([{ newKey: null, refusal: made.error.code }]);
    else process.stderr.write(`${made.error.message}\n`);
    return EXIT.NEGATIVE;
  }
  const { previous, next, path, putAside } = made.value;
  const aside = putAside === null ? '' : `What lay there is ${putAside} now.\n`;
  if (json) printLines([{ newKey: made.value, refusal: null }]);
  else
    printText(
      `Closes are signed by ${next} from the next one on, which names ${previous} too.\n${aside}Keep a copy of ${path}.\n`,
    );
  return EXIT.GOOD;
}

const PAGE = 100;

async function list(control: Control, { n, json }: { n: number; json?: boolean }): Promise<number> {
  const closes: rest.CloseSummary[] = [];
  for (let before = ''; closes.length < n; ) {
    const query = `limit=${Math.min(PAGE, n - closes.length)}${before && `&before=${before}`}`;
    const page = answered(await control.get(`${BOOKS}/closes?${query}`, rest.closesReply)).closes;
    closes.push(...page);
    const last = page.at(-1);
    if (last === undefined) break;
    before = last.date;
  }
  if (json) return printLines(closes);
  if (closes.length === 0) return printText('No day is closed.\n');
  const rows = closes.map((one) => [
    one.date,
    timeWords(one.closedMs),
    one.lastEntryNo,
    one.hands,
    one.differences,
    one.head.slice(0, 16),
  ]);
  return printText(table(['day', 'closed', 'last entry', 'hands', 'differences', 'head'], rows));
}

async function show(control: Control, date: string, { json }: { json?: boolean }): Promise<number> {
  const close = answered(await control.get(`${BOOKS}/closes/${encodeURIComponent(date)}`, rest.closeDetail));
  if (json) return printLines([close]);
  const { differences } = close.report as { differences: { code: string }[] };
  return printText([close.page.trimEnd(), ...differences.map(differenceWords), ''].join('\n'));
}

async function verify(files: readonly string[], flags: { data?: string; key?: string; json?: boolean }): Promise<number> {
  const { verifyClosesAtRest } = await import('@aboveboard/server/books');
  if (flags.key !== undefined && !/^[0-9a-f]{64}$/.test(flags.key))
    throw new Complaint('--key: wants 64 digits of lower-case hex.');
  const config = loadConfig({
    env: process.env,
    cwd: process.cwd(),
    overrides: flags.data === undefined ? {} : { data: flags.data },
  });
  const line = statusLine(process.stderr);
  const verified = await verifyClosesAtRest(config, files, flags.key, (done, of) =>
    line.show(`${done} of ${of} entries`),
  ).catch((error) => {
    const { code, path } = error as NodeJS.ErrnoException;
    throw code === 'ENOENT' ? new Complaint(`${path}: there is no such file`) : error;
  });
  line.clear();
  const { faults, closes, publicKey } = verified;
  if (flags.json) printLines([{ isGood: faults.length === 0, ...verified }]);
  else {
    const by = publicKey === null ? 'whichever key; name the room’s with --key' : publicKey;
    const verdict = faults.length === 0 ? 'all can be followed from the first entry' : `${faults.length} wrong`;
    const lines = faults.map(({ code, where, detail }) => `${code}: ${harmless(where)}: ${harmless(detail)}`);
    const pages = `${count(closes, 'close')}, ${count(verified.files, 'page')} in files`;
    printText([...lines, `${pages}: ${verdict}; signed by ${by}.`, ''].join('\n'));
  }
  return faults.length === 0 ? EXIT.GOOD : EXIT.DIFFERENCES;
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
