/** `events status` and `events dead`: looking changes nothing. */
import { eventsRest as rest } from '@aboveboard/protocol';
import { answered } from '../../control/complaint.ts';
import type { Control } from '../../control/control-client.ts';
import { EXIT } from '../../exit-code.ts';
import { harmless, harmlessLines } from '../../terminal/harmless.ts';
import { table } from '../../terminal/table.ts';
import { agoWords, lengthWords, timeWords } from '../../terminal/time-words.ts';
import { printLines, printText } from '../queue/look.ts';
import { consumerPath, EVENTS } from './event-paths.ts';

/** Events in one request. */
const PAGE = 200;
/** Characters of an event on a terminal; `--json` gives it whole. */
const MAX_SHOWN = 4_000;

/** 1 when a consumer has dead events. */
export async function status(control: Control, { json }: { json?: boolean }): Promise<number> {
  const reply = answered(await control.get(EVENTS, rest.statusReply));
  const code = reply.consumers.some((consumer) => consumer.dead > 0) ? EXIT.NEGATIVE : EXIT.GOOD;
  if (json) printLines([reply]);
  else printText(statusText(reply));
  return code;
}

function statusText({ backlog, backlogMs, published, consumers }: rest.StatusReply): string {
  const waiting = backlog === 0 ? 'none waits to be' : `${backlog} wait to be, the oldest for ${lengthWords(backlogMs)}`;
  const rows = consumers.map(({ name, position, lagEvents, lagMs, dead }) => [
    harmless(name),
    position,
    lagEvents,
    lagEvents === 0 ? '-' : lengthWords(lagMs),
    dead,
  ]);
  return `${published} events were told; ${waiting}.\n${table(['consumer', 'has taken', 'behind', 'for', 'dead'], rows)}`;
}

export async function dead(
  control: Control,
  { consumer, n, json }: { consumer: string; n: number; json?: boolean },
): Promise<number> {
  const events = await deadOf(control, consumer, n);
  if (json) return printLines(events);
  if (events.length === 0) return printText(`${harmless(consumer)} has no dead events.\n`);
  const rows = events.map((one) => {
    const { kind, tableId, handNo } = factsOf(one);
    return [String(one.id), agoWords(one.deadMs), kind, tableId, handNo, harmless(one.errors.at(-1) ?? '-', 80)];
  });
  return printText(table(['id', 'died', 'kind', 'table', 'hand', 'last error'], rows));
}

/** The first `n` dead events of a consumer, page by page. */
export async function deadOf(control: Control, consumer: string, n: number): Promise<rest.DeadEvent[]> {
  const events: rest.DeadEvent[] = [];
  let from: number | null = 0;
  while (from !== null && events.length < n) {
    const path = consumerPath(consumer, `/dead?limit=${Math.min(PAGE, n - events.length)}&from=${from}`);
    const page: { readonly events: rest.DeadEvent[]; readonly next: number | null } = answered(
      await control.get(path, rest.deadReply),
    );
    events.push(...page.events);
    from = page.next;
  }
  return events;
}

export async function showDead(
  control: Control,
  id: number,
  { consumer, json }: { consumer: string; json?: boolean },
): Promise<number> {
  const one = answered(await control.get(consumerPath(consumer, `/dead/${id}`), rest.deadEvent));
  if (json) return printLines([one]);
  const { kind, tableId, handNo } = factsOf(one);
  const lines = [
    `id            ${one.id}`,
    `kind          ${kind}`,
    `table         ${tableId}`,
    `hand          ${handNo}`,
    `first failed  ${timeWords(one.firstFailedMs)}`,
    `died          ${timeWords(one.deadMs)}`,
    'errors',
    ...one.errors.map((error) => `  ${harmless(error, 1_000)}`),
    'event',
    ...harmlessLines(JSON.stringify(one.event), MAX_SHOWN).map((line) => `  ${line}`),
    '',
  ];
  return printText(lines.join('\n'));
}

/** What most events say of themselves; whatever is in a dead one may be odd. */
function factsOf({ event }: rest.DeadEvent): { kind: string; tableId: string; handNo: string } {
  const { kind, tableId, handNo } = (event ?? {}) as Partial<Record<'kind' | 'tableId' | 'handNo', unknown>>;
  const said = (value: unknown): string => harmless(String(value ?? '-'), 40);
  return { kind: said(kind), tableId: said(tableId), handNo: said(handNo) };
}
