/** `signals list` and `signals show`: looking changes nothing. */
import { signalsRest as rest } from '@aboveboard/protocol';
import { answered } from '../../control/complaint.ts';
import type { Control } from '../../control/control-client.ts';
import { EXIT } from '../../exit-code.ts';
import { harmless } from '../../terminal/harmless.ts';
import { table } from '../../terminal/table.ts';
import { agoWords, timeWords } from '../../terminal/time-words.ts';
import { printLines, printText } from '../queue/look.ts';

export const SIGNALS = '/api/v1/operator/signals';

/** Signals in one request. */
const PAGE = 100;

export interface ListFlags {
  readonly n: number;
  readonly dismissed?: boolean;
  readonly least?: number;
  readonly player?: string;
  readonly json?: boolean;
}

/** 1 when there are open signals. */
export async function list(control: Control, flags: ListFlags): Promise<number> {
  const signals = await signalsOf(control, flags);
  const code = signals.length > 0 && !flags.dismissed ? EXIT.NEGATIVE : EXIT.GOOD;
  if (flags.json) printLines(signals);
  else if (signals.length === 0) printText('There are no such signals.\n');
  else printText(table(['id', 'score', 'most', 'players', 'since', 'evidence'], signals.map(rowOf)));
  return code;
}

function rowOf({ id, score, mostScore, players, firstMs, kinds }: rest.Signal) {
  const [a, b] = players.map(({ name }) => harmless(name, 30));
  return [String(id), score, mostScore, `${a} and ${b}`, agoWords(firstMs), kinds.join(', ')];
}

async function signalsOf(control: Control, { n, dismissed, least, player }: ListFlags): Promise<rest.Signal[]> {
  const signals: rest.Signal[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({
      limit: String(Math.min(PAGE, n - signals.length)),
      state: dismissed ? 'dismissed' : 'open',
      ...(least !== undefined && { least: String(least) }),
      ...(player !== undefined && { player }),
      ...(cursor !== null && { cursor }),
    });
    const page: { readonly signals: rest.Signal[]; readonly next: string | null } = answered(
      await control.get(`${SIGNALS}?${query}`, rest.signalsReply),
    );
    signals.push(...page.signals);
    cursor = page.next;
  } while (cursor !== null && signals.length < n);
  return signals;
}

export async function show(control: Control, id: number, { json }: { json?: boolean }): Promise<number> {
  const signal = answered(await control.get(`${SIGNALS}/${id}`, rest.signalReply));
  return json ? printLines([signal]) : printText(textOf(signal));
}

function textOf(signal: rest.SignalReply): string {
  const [a, b] = signal.players;
  const nameOf = (id: string): string => harmless(id === a.playerId ? a.name : b.name, 30);
  const person = ({ playerId, name }: typeof a): string => `${harmless(name, 30)} (${harmless(playerId, 40)})`;
  const evidence = signal.evidence.map(({ weight, reason }) => `  ${weight.toFixed(1).padStart(5)}  ${harmless(reason, 400)}`);
  const hands = signal.hands.map(({ tableId, handNo, from, bigBlinds, isGift }) => {
    const how = isGift ? 'folded away' : 'lost';
    return `  ${tableId} ${handNo}: ${bigBlinds} big blinds, ${how} by ${nameOf(from)}`;
  });
  const notes = signal.notes.map(
    ({ atMs, kind, actor, text }) => `  ${timeWords(atMs)}, ${harmless(actor, 30)}, ${kind}: ${harmless(text, 500)}`,
  );
  return [
    `signal ${signal.id}, ${signal.state}: ${person(a)} and ${person(b)}`,
    `score ${signal.score} (${signal.mostScore} at most), since ${timeWords(signal.firstMs)}, weighed ${agoWords(signal.weighedMs)}`,
    'evidence, in nats',
    ...evidence,
    ...(hands.length > 0 ? ['hands to look at (table, number)', ...hands] : []),
    ...(notes.length > 0 ? ['notes', ...notes] : []),
    '',
  ].join('\n');
}
