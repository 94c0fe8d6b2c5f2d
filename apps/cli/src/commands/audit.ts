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
  for (let more = true; more && entries.length < n; ) {
    const limit = Math.min(PAGE, n - entries.length);
    const last = entries.at(-1);
    const query = [
      `limit=${limit}`,
      ...(last ? [`beforeId=${last.id}`] : []),
      ...(action ? [`action=${encodeURIComponent(action)}`] : []),
    ];
    const page = answered(await control.get(`${AUDIT}?${query.join('&')}`, rest.auditReply));
    entries.push(...page.entries);
    more = page.entries.length === limit;
  }
  if (json) return printLines(entries);
  if (entries.length === 0) return printText('The audit log has no such entry.\n');
  const rows = entries.map((entry) => [
    timeWords(entry.atMs),
    `${harmless(entry.actor, 30)} (${entry.actorKind})`,
    entry.action,
    harmless(entry.subject, 30),
    outcomeWords(entry.details),
    harmless(entry.why, 60),
  ]);
  return printText(table(['when', 'who', 'did', 'to', 'outcome', 'why'], rows));
}

/** A change has two entries: one from before, which says what was wanted, and one with what came of it. */
function outcomeWords(details: unknown): string {
  const { stage, ref: _ref, principalId: _id, ids: _ids, ...numbers } = (details ?? {}) as Record<string, unknown>;
  const counted = Object.entries(numbers).map(([name, value]) => `${name} ${harmless(String(value), 60)}`);
  return [harmless(String(stage ?? '-'), 20), ...counted].join(', ');
}
