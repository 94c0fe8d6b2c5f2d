/**
 * What the room knows of a player, part by part. Who keeps something about players adds a part here.
 * @see rules/PRIVACY.md PRIVACY-1
 */
import {
  auditAbout,
  findHands,
  findPrincipal,
  type HandPlace,
  noticesOf,
  type Reader,
  sessionTimesOf,
  signalCases,
  statsOf,
  talliesOf,
  transfersOf,
} from '@aboveboard/storage';
import { transferViews } from '../cashier/approval-view.ts';
import { walletIn } from '../cashier/cashier.ts';
import { wholeStatement } from '../cashier/statement.ts';
import type { Evidence } from '../signals/assess.ts';
import { placesIn } from '../standings/boards.ts';
import { keptPeriods } from '../standings/periods.ts';

/** One value, or a list, a page at a time. */
export type PrivacyPart = { readonly name: string } & (
  | { readonly kind: 'value'; read(reader: Reader, playerId: string, nowMs: number): Promise<unknown> }
  | { readonly kind: 'list'; read(reader: Reader, playerId: string, nowMs: number): AsyncIterable<readonly unknown[]> }
);

const PAGE = 500;

export const PRIVACY_PARTS: readonly PrivacyPart[] = [
  {
    name: 'profile',
    kind: 'value',
    read: async (reader, playerId) => {
      const principal = await findPrincipal(reader, playerId);
      return { ...principal, wallet: await walletIn(reader, playerId) };
    },
  },
  { name: 'sessions', kind: 'value', read: sessionTimesOf },
  {
    name: 'statement',
    kind: 'list',
    read: (reader, playerId, nowMs) => wholeStatement(reader, { playerId, fromMs: 0, toMs: nowMs + 1 }),
  },
  { name: 'transfers', kind: 'list', read: allTransfers },
  { name: 'hands', kind: 'list', read: allHands },
  { name: 'statistics', kind: 'value', read: statsOf },
  { name: 'standings', kind: 'value', read: standingsOf },
  { name: 'notices', kind: 'list', read: allNotices },
  { name: 'signals', kind: 'list', read: allSignals },
  {
    name: 'operatorChanges',
    kind: 'value',
    // Who it was and why is about them, and stays in the audit log.
    read: async (reader, playerId) => (await auditAbout(reader, playerId)).map(({ atMs, action }) => ({ atMs, action })),
  },
];

async function* allTransfers(reader: Reader, playerId: string, nowMs: number): AsyncGenerator<readonly unknown[]> {
  let beforeNo: number | undefined;
  for (;;) {
    const found = await transfersOf(reader, playerId, { limit: PAGE, ...(beforeNo !== undefined && { beforeNo }) });
    yield transferViews(reader, found, nowMs);
    if (found.length < PAGE) return;
    beforeNo = found.at(-1)?.no;
  }
}

/** Where each hand is to be found; its cards are in its record, which the player may read. */
async function* allHands(reader: Reader, playerId: string): AsyncGenerator<readonly unknown[]> {
  let before: HandPlace | undefined;
  do {
    const page = await findHands(reader, { playerId, limit: PAGE, before });
    yield page.hands.map(({ tableId, handNo, endedMs }) => ({ tableId, handNo, endedMs }));
    before = page.next ?? undefined;
  } while (before);
}

async function* allNotices(reader: Reader, playerId: string): AsyncGenerator<readonly unknown[]> {
  let after: { readonly atMs: number; readonly key: string } | undefined;
  for (;;) {
    const found = await noticesOf(reader, playerId, { limit: PAGE, sinceMs: 0, ...(after && { after }) });
    yield found.map(({ kind, atMs, payload, isRead }) => ({ kind, atMs, payload, isRead }));
    if (found.length < PAGE) return;
    after = found.at(-1);
  }
}

const BOARDS_UNDER_WAY = ['all', 'year', 'month', 'week', 'day'] as const;

/** Sums by period, and the places on the boards of those under way; old places follow from other people's sums. */
async function standingsOf(reader: Reader, playerId: string, nowMs: number) {
  const places = [];
  for (const period of BOARDS_UNDER_WAY) places.push(await placesIn(reader, nowMs, playerId, { period, leastHands: 1 }));
  const tallies = await talliesOf(reader, playerId, keptPeriods(nowMs));
  return {
    places: places.map(({ period, places }) => ({ period, ...places })),
    periods: tallies.map(({ period, hands, net, net_milli_blinds, played_ms }) => ({
      ...{ period, hands, net, bigBlinds: net_milli_blinds / 1_000, playedMs: played_ms },
    })),
  };
}

/** That there is one, since when, and of which kinds: not with whom, how heavy or read from what (PRIVACY-7). */
async function* allSignals(reader: Reader, playerId: string): AsyncGenerator<readonly unknown[]> {
  let after: { readonly score: number; readonly id: number } | undefined;
  for (;;) {
    const page = { limit: PAGE, leastScore: 0, isDismissed: null, player: playerId };
    const found = await signalCases(reader, { ...page, ...(after && { after }) });
    yield found.map(({ firstMs, evidence }) => ({ raisedMs: firstMs, kinds: kindsOf(evidence as readonly Evidence[]) }));
    if (found.length < PAGE) return;
    after = found.at(-1);
  }
}

/** By name: the order of the evidence is that of its weights. */
function kindsOf(evidence: readonly Evidence[]): readonly string[] {
  return [...new Set(evidence.map(({ kind }) => kind))].sort();
}
