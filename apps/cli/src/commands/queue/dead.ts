/** `queue dead`: dead letters looked at, queued again, or removed. */
import { operatorRest as rest } from '@aboveboard/protocol';
import { confirmed, reasonFor } from '../../control/asking.ts';
import { answered, Complaint } from '../../control/complaint.ts';
import type { Control } from '../../control/control-client.ts';
import { EXIT } from '../../exit-code.ts';
import { harmless, harmlessLines } from '../../terminal/harmless.ts';
import { statusLine } from '../../terminal/status-line.ts';
import { table } from '../../terminal/table.ts';
import { agoWords, timeWords } from '../../terminal/time-words.ts';
import { printLines, printText } from './look.ts';
import { jobsOf } from './pages.ts';
import { queuePath } from './queue-paths.ts';

export interface ChangeFlags {
  readonly queue: string;
  readonly why?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** Ids in one request. */
const AT_ONCE = 200;
/** Characters of a payload on a terminal; `--json` gives it whole. */
const MAX_SHOWN = 4_000;

export async function listDead(
  control: Control,
  { queue, n, json }: { queue: string; n: number; json?: boolean },
): Promise<number> {
  const wanted = { queue, state: 'dead', n, isBrief: !json } as const;
  const letters = (await jobsOf(control, wanted)) as rest.DeadLetter[];
  if (json) return printLines(letters);
  if (letters.length === 0) return printText(`${harmless(queue)} has no dead letters.\n`);
  const rows = letters.map((letter) => [
    harmless(letter.id, 60),
    agoWords(letter.diedAtMs),
    letter.reason,
    letter.errors.length,
    harmless(letter.errors.at(-1)?.message ?? '-', 80),
  ]);
  return printText(table(['id', 'died', 'reason', 'failed runs', 'last error'], rows));
}

export async function showDead(
  control: Control,
  id: string,
  { queue, json }: { queue: string; json?: boolean },
): Promise<number> {
  const letter = answered(await control.get(queuePath(queue, '/dead/letter', { id }), rest.deadLetter));
  return json ? printLines([letter]) : printText(letterText(letter));
}

function letterText(letter: rest.DeadLetter): string {
  const facts = [
    ['id', harmless(letter.id, 1_000)],
    ['reason', letter.reason],
    ['priority', letter.priority],
    ['key', harmless(letter.key ?? '-')],
    ['trace', harmless(letter.trace ?? '-')],
    ['added', timeWords(letter.addedAtMs)],
    ['first run', letter.startedAtMs === null ? 'never' : timeWords(letter.startedAtMs)],
    ['died', timeWords(letter.diedAtMs)],
  ];
  const errors = letter.errors.map(
    ({ attempt, atMs, message }) => `  run ${attempt}, ${timeWords(atMs)}: ${harmless(message, 1_000)}`,
  );
  return [
    ...facts.map(([name, value]) => `${name?.padEnd(10)} ${value}`),
    'errors',
    ...errors,
    'payload',
    ...harmlessLines(letter.payload, MAX_SHOWN).map((line) => `  ${line}`),
    '',
  ].join('\n');
}

export async function requeue(
  control: Control,
  named: readonly string[],
  flags: ChangeFlags & { all?: boolean },
): Promise<number> {
  const { queue } = flags;
  if ((flags.all === true) === named.length > 0) throw new Complaint('Name the dead jobs to queue again, or say --all.');
  const ids = flags.all ? await idsOfDead(control, queue) : named;
  if (ids.length === 0)
    return flags.json ? printLines([{ requeued: 0, refused: [] }]) : printText(`${harmless(queue)} has no dead letters.\n`);
  if (flags.all) await confirmed(flags.yes, `${ids.length} dead jobs of ${harmless(queue)} would run again.`, 'yes');
  const why = await reasonFor(flags.why);
  const outcomes: { id: string; outcome: string }[] = [];
  await inParts(ids, 'queued again', async (part) => {
    const reply = answered(await control.post(queuePath(queue, '/requeue'), { why, ids: part }, rest.requeueReply));
    outcomes.push(...reply.jobs);
  });
  const refused = outcomes.filter(({ outcome }) => outcome !== 'REQUEUED');
  const requeued = outcomes.length - refused.length;
  if (flags.json) printLines([{ requeued, refused }]);
  else printText([`${requeued} queued again.`, ...refused.map(refusalText), ''].join('\n'));
  return refused.length === 0 ? EXIT.GOOD : EXIT.NEGATIVE;
}

function refusalText({ id, outcome }: { id: string; outcome: string }): string {
  const why =
    outcome === 'UNREADABLE' ? 'never was a job, and can only be discarded' : 'is not a dead letter any more, or never was';
  return `${harmless(id, 60)} ${why}.`;
}

export async function discard(control: Control, ids: readonly string[], flags: ChangeFlags): Promise<number> {
  const { queue } = flags;
  await confirmed(flags.yes, `${ids.length} dead jobs of ${harmless(queue)} would be gone for good.`, 'yes');
  const why = await reasonFor(flags.why);
  const removed: string[] = [];
  await inParts(ids, 'removed', async (part) => {
    const wish = { why, state: 'dead', ids: part };
    const reply = answered(await control.post(queuePath(queue, '/discard'), wish, rest.discardReply));
    removed.push(...reply.removed);
  });
  const missing = ids.filter((id) => !removed.includes(id));
  if (flags.json) printLines([{ removed: removed.length, missing }]);
  else
    printText([`${removed.length} removed.`, ...missing.map((id) => refusalText({ id, outcome: 'NOT_FOUND' })), ''].join('\n'));
  return missing.length === 0 ? EXIT.GOOD : EXIT.NEGATIVE;
}

async function idsOfDead(control: Control, queue: string): Promise<string[]> {
  const letters = await jobsOf(control, { queue, state: 'dead', n: Number.POSITIVE_INFINITY, isBrief: true });
  return [...new Set(letters.map(({ id }) => id))];
}

async function inParts(ids: readonly string[], done: string, work: (part: readonly string[]) => Promise<void>): Promise<void> {
  const line = statusLine(process.stderr);
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    await work(ids.slice(at, at + AT_ONCE));
    line.show(`${Math.min(at + AT_ONCE, ids.length)} of ${ids.length} ${done}`);
  }
  line.clear();
}
