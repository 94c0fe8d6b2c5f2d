/** `events reprocess`, `events discard` and `events rebuild`: each with a reason, and asked for before what cannot be undone. */
import { eventsRest as rest } from '@aboveboard/protocol';
import { confirmed, reasonFor } from '../../control/asking.ts';
import { answered, Complaint } from '../../control/complaint.ts';
import type { Control } from '../../control/control-client.ts';
import { EXIT } from '../../exit-code.ts';
import { harmless } from '../../terminal/harmless.ts';
import { statusLine } from '../../terminal/status-line.ts';
import { printLines, printText } from '../queue/look.ts';
import { consumerPath } from './event-paths.ts';
import { deadOf } from './look.ts';

export interface ChangeFlags {
  readonly consumer: string;
  readonly why?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** Ids in one request: each is a transaction of its own. */
const AT_ONCE = 100;

const nothing = { parse: () => undefined };

export async function reprocess(
  control: Control,
  named: readonly number[] | undefined,
  flags: ChangeFlags & { all?: boolean },
): Promise<number> {
  const { consumer } = flags;
  const isNamed = named !== undefined && named.length > 0;
  if ((flags.all === true) === isNamed) throw new Complaint('Name the dead events to do again, or say --all.');
  const ids = isNamed ? named : (await deadOf(control, consumer, Number.POSITIVE_INFINITY)).map(({ id }) => id);
  if (ids.length === 0)
    return flags.json ? printLines([{ done: 0, refused: [] }]) : printText(`${harmless(consumer)} has no dead events.\n`);
  if (flags.all) await confirmed(flags.yes, `${ids.length} dead events of ${harmless(consumer)} would be done again.`, 'yes');
  const why = await reasonFor(flags.why);
  const outcomes: rest.Reprocessed[] = [];
  await inParts(ids, 'tried', async (part) => {
    const reply = answered(await control.post(consumerPath(consumer, '/reprocess'), { why, ids: part }, rest.reprocessReply));
    outcomes.push(...reply.events);
  });
  const refused = outcomes.filter(({ outcome }) => outcome !== 'DONE');
  const done = outcomes.length - refused.length;
  if (flags.json) printLines([{ done, refused }]);
  else printText([`${done} done.`, ...refused.map(refusalText), ''].join('\n'));
  return refused.length === 0 ? EXIT.GOOD : EXIT.NEGATIVE;
}

function refusalText({ id, outcome, error }: rest.Reprocessed): string {
  if (outcome === 'FAILED_AGAIN') return `${id} failed again and stays dead: ${harmless(error ?? '', 200)}`;
  return notDead(id);
}

const notDead = (id: number): string => `${id} is not a dead event any more, or never was.`;

export async function discard(control: Control, ids: readonly number[], flags: ChangeFlags): Promise<number> {
  const { consumer } = flags;
  await confirmed(
    flags.yes,
    `${ids.length} dead events would be gone for good, and ${harmless(consumer)} without them.`,
    'yes',
  );
  const why = await reasonFor(flags.why);
  const removed: number[] = [];
  await inParts(ids, 'removed', async (part) => {
    const reply = answered(await control.post(consumerPath(consumer, '/discard'), { why, ids: part }, rest.discardReply));
    removed.push(...reply.removed);
  });
  const missing = ids.filter((id) => !removed.includes(id));
  if (flags.json) printLines([{ removed: removed.length, missing }]);
  else printText([`${removed.length} removed.`, ...missing.map(notDead), ''].join('\n'));
  return missing.length === 0 ? EXIT.GOOD : EXIT.NEGATIVE;
}

export async function rebuild(control: Control, flags: ChangeFlags): Promise<number> {
  const { consumer } = flags;
  const question = `All that ${harmless(consumer)} wrote would be removed, and be there again when it has taken every event.`;
  await confirmed(flags.yes, question, consumer);
  const why = await reasonFor(flags.why);
  answered(await control.post(consumerPath(consumer, '/rebuild'), { why }, nothing));
  if (flags.json) return printLines([{ rebuilding: consumer }]);
  return printText(`${harmless(consumer)} begins with the first event; see how far it is with: aboveboard events status\n`);
}

async function inParts(ids: readonly number[], done: string, work: (part: readonly number[]) => Promise<void>): Promise<void> {
  const line = statusLine(process.stderr);
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    await work(ids.slice(at, at + AT_ONCE));
    line.show(`${Math.min(at + AT_ONCE, ids.length)} of ${ids.length} ${done}`);
  }
  line.clear();
}
