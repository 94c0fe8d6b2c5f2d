/** `aboveboard hands find`: hands of a running room, by player or by table. */
import { handsRest as rest } from '@aboveboard/protocol';
import { answered } from '../../control/complaint.ts';
import type { Control } from '../../control/control-client.ts';
import { harmless } from '../../terminal/harmless.ts';
import { table } from '../../terminal/table.ts';
import { timeWords } from '../../terminal/time-words.ts';
import { printLines, printText } from '../queue/look.ts';

export const HANDS = '/api/v1/operator/hands';
const PAGE = 100;

export interface FindFlags {
  readonly player?: string;
  readonly table?: string;
  readonly since?: string;
  readonly until?: string;
  readonly game?: string;
  readonly won?: boolean;
  readonly lost?: boolean;
  readonly n: number;
  readonly phh?: boolean;
  readonly json?: boolean;
}

type Hand = rest.OperatorHandsReply['hands'][number];

export async function findHands(control: Control, flags: FindFlags): Promise<number> {
  const hands = await handsOf(control, flags);
  if (flags.json) return printLines(hands);
  if (flags.phh) return printText(hands.map(({ id, phh }) => (phh === null ? '' : `["${id}"]\n${phh}\n`)).join(''));
  if (hands.length === 0) return printText('There are no such hands.\n');
  return printText(table(['id', 'game', 'ended', 'table', 'players'], hands.map(rowOf)));
}

function rowOf({ id, game, endedMs, table: name, players }: Hand) {
  const who = players.map(({ name, playerId, delta }) => `${harmless(name ?? playerId, 20)} ${delta > 0 ? '+' : ''}${delta}`);
  return [id, game ?? '-', timeWords(endedMs), harmless(name, 20), who.join(', ')];
}

async function handsOf(control: Control, flags: FindFlags): Promise<readonly Hand[]> {
  const { player, table, since, until, game, won, lost, n, phh, json } = flags;
  const result = won ? 'won' : lost ? 'lost' : undefined;
  const asked = Object.entries({ player, table, from: since, to: until, game, result });
  const hands: Hand[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({
      limit: String(Math.min(PAGE, n - hands.length)),
      phh: String(phh === true || json === true),
      ...(cursor !== null && { cursor }),
    });
    for (const [name, value] of asked) if (value !== undefined) query.set(name, value);
    const page: rest.OperatorHandsReply = answered(await control.get(`${HANDS}?${query}`, rest.operatorHandsReply));
    hands.push(...page.hands);
    cursor = page.next;
  } while (cursor !== null && hands.length < n);
  return hands;
}
