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
  statsOf,
  transfersOf,
} from '@aboveboard/storage';
import { transferViews } from '../cashier/approval-view.ts';
import { walletIn } from '../cashier/cashier.ts';
import { wholeStatement } from '../cashier/statement.ts';

/** One value, or a list, a page at a time. */
export type PrivacyPart = { readonly name: string } & (
  | { readonly kind: 'value'; read(reader: Reader, playerId: string): Promise<unknown> }
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
  { name: 'notices', kind: 'list', read: allNotices },
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
