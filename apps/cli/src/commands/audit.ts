/** `aboveboard audit`: what was changed by hand, by whom, when and why. */
import { operatorRest as rest } from '@aboveboard/protocol';
import { Command } from 'commander';
import { answered } from '../control/complaint.ts';
import type { Control } from '../control/control-client.ts';
import { inRoom, withControl } from '../control/with-control.ts';
import { harmless } from '../terminal/harmless.ts';
import { table } from '../terminal/table.ts';
import { timeWords } from '../terminal/time-words.ts';
import { printLines, printText } from './queue/look.ts';
import { AUDIT } from './queue/queue-paths.ts';
import { wholeNumber } from './queue/whole-number.ts';

interface AuditFlags {
  readonly n: number;
  readonly action?: string;
  readonly json?: boolean;
}

const PAGE = 200;

export function auditCommand(): Command {
  return withControl(
    new Command('audit').description('What was changed by hand in a room: who, when, what and why; newest first.'),
  )
    .option('-n, --n <number>', 'how many entries', wholeNumber(1, 100_000), 50)
    .option('-a, --action <name>', 'of one kind only, such as queue.purge')
    .option('--json', 'a JSON object a line, one for each entry')
    .action((flags) => inRoom(flags, (control) => audit(control, flags)));
}

async function audit(control: Control, { n, action, json }: AuditFlags): Promise<number> {
  const entries: rest.AuditEntry[] = [];
  const settled = new Set<unknown>();
  let last: rest.AuditEntry | undefined;
  do {
    const query = [
      `limit=${PAGE}`,
      ...(last ? [`beforeId=${last.id}`] : []),
      ...(action ? [`action=${encodeURIComponent(action)}`] : []),
    ];
    const page = answered(await control.get(`${AUDIT}?${query.join('&')}`, rest.auditReply));
    entries.push(...(json ? page.entries : page.entries.filter((entry) => isLatest(entry, settled))));
    last = page.entries.length === PAGE ? page.entries.at(-1) : undefined;
  } while (last !== undefined && entries.length < n);
  const wanted = entries.slice(0, n);
  if (json) return printLines(wanted);
  if (wanted.length === 0) return printText('The audit log has no such entry.\n');
  return printText(table(['when', 'who', 'did', 'to', 'outcome', 'why'], wanted.map(rowOf)));
}

/** A change has two entries: one from before, and one with what came of it, which says all that the first did. */
function isLatest({ details }: rest.AuditEntry, settled: Set<unknown>): boolean {
  const { ref } = (details ?? {}) as { ref?: unknown };
  if (ref === undefined) return true;
  const isFirstSeen = !settled.has(ref);
  settled.add(ref);
  return isFirstSeen;
}

function rowOf(entry: rest.AuditEntry): string[] {
  return [
    timeWords(entry.atMs),
    `${harmless(entry.actor, 30)} (${entry.actorKind})`,
    harmless(entry.action, 30),
    harmless(entry.subject, 30),
    outcomeWords(entry.details),
    harmless(entry.why, 60),
  ];
}

function outcomeWords(details: unknown): string {
  const { stage, ref: _ref, principalId: _id, ids: _ids, ...numbers } = (details ?? {}) as Record<string, unknown>;
  const ended = stage === 'begun' ? 'begun, and no word of its end' : harmless(String(stage ?? '-'), 20);
  const counted = Object.entries(numbers).map(([name, value]) => `${harmless(name, 20)} ${harmless(String(value), 60)}`);
  return [ended, ...counted].join(', ');
}
