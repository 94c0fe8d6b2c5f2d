/**
 * The desk at which signals are judged. It shows and notes: nothing is ever done to a player from here.
 *
 * @see rules/SIGNAL.md SIGNAL-9 and SIGNAL-10
 */
import { type Clock, err, ok } from '@aboveboard/kit';
import type { signalsRest as rest } from '@aboveboard/protocol';
import {
  addAudit,
  addSignalNote,
  countOpenCases,
  type Db,
  findSignalCase,
  namesOf,
  type SignalCase,
  setDismissed,
  signalCases,
  signalNotes,
  type Trx,
} from '@aboveboard/storage';
import type { Change, DeskRefusal, DeskResult } from '../work/desk/desk-types.ts';
import { NO_REASON } from '../work/desk/queue-desk.ts';
import { type Evidence, SIGNAL_FROM } from './assess.ts';
import { reasonOf } from './describe.ts';
import type { HandReference } from './hand-counts.ts';

export interface SignalsWanted {
  readonly limit: number;
  /** `next` of the page before. */
  readonly cursor?: string | undefined;
  readonly state: 'open' | 'dismissed' | 'all';
  readonly least: number;
  readonly player?: string | undefined;
}

export interface SignalDesk {
  /** How many are open. */
  count(): Promise<number>;
  /** Highest first. */
  list(wanted: SignalsWanted): Promise<{ readonly signals: rest.Signal[]; readonly next: string | null }>;
  show(id: number): DeskResult<rest.SignalReply>;
  /** It is not shown among the open ones until it comes to much more. */
  dismiss(change: Change, id: number): DeskResult<void>;
  /** Adds the reason as a note. */
  note(change: Change, id: number): DeskResult<void>;
}

export interface SignalDeskPorts {
  readonly db: Db;
  readonly clock: Clock;
}

type NameOf = (id: string) => string;

export function createSignalDesk({ db, clock }: SignalDeskPorts): SignalDesk {
  const change = (wish: Change, id: number, kind: 'dismissed' | 'note', work: (trx: Trx, of: SignalCase) => Promise<void>) =>
    db.transaction(async (trx) => {
      if (wish.why.trim() === '') return err(NO_REASON);
      const found = await findSignalCase(trx, id);
      if (!found) return err(noSuchSignal(id));
      const { who, why } = wish;
      const atMs = clock.nowMs();
      await addAudit(trx, {
        ...{ atMs, actorKind: who.kind, actor: who.name, why, action: kind === 'note' ? 'signal.note' : 'signal.dismiss' },
        subject: String(id),
        details: { players: [found.a, found.b], score: found.score, ...(who.principalId && { principalId: who.principalId }) },
      });
      await addSignalNote(trx, id, { atMs, kind, actor: who.name, text: why });
      return ok(await work(trx, found));
    });
  return {
    count: () => countOpenCases(db.reader, SIGNAL_FROM),
    list: async ({ limit, cursor, state, least, player }) => {
      const isDismissed = state === 'all' ? null : state === 'dismissed';
      const page = {
        limit,
        leastScore: least,
        isDismissed,
        ...(player && { player }),
        ...(cursor && { after: placeOf(cursor) }),
      };
      const cases = await signalCases(db.reader, page);
      const nameOf = await namesIn(db, cases);
      const last = cases.length === limit ? cases.at(-1) : undefined;
      const signals = cases.map((one) => {
        return { ...shown(one, nameOf), kinds: (one.evidence as readonly Evidence[]).map(({ kind }) => kind) };
      });
      return { signals, next: last ? `${last.score}-${last.id}` : null };
    },
    show: async (id) => {
      const found = await findSignalCase(db.reader, id);
      if (!found) return err(noSuchSignal(id));
      const nameOf = await namesIn(db, [found]);
      return ok({
        ...shown(found, nameOf),
        evidence: (found.evidence as readonly Evidence[]).map((one) => {
          return { ...one, figures: { ...one.figures }, reason: reasonOf(one, [found.a, found.b], nameOf) };
        }),
        hands: (found.hands as readonly HandReference[]).map((hand) => shownHand(found, hand)),
        notes: (await signalNotes(db.reader, id)).map((note) => ({ ...note })),
      });
    },
    dismiss: (wish, id) =>
      change(wish, id, 'dismissed', (trx, { score }) => setDismissed(trx, id, { atMs: clock.nowMs(), score })),
    note: (wish, id) => change(wish, id, 'note', async () => undefined),
  };
}

function shown({ a, b, id, score, mostScore, dismissedMs, firstMs, weighedMs }: SignalCase, nameOf: NameOf) {
  const person = (playerId: string) => ({ playerId, name: nameOf(playerId) });
  const players: [ReturnType<typeof person>, ReturnType<typeof person>] = [person(a), person(b)];
  return { id, players, score, mostScore, state: dismissedMs === null ? 'open' : 'dismissed', firstMs, weighedMs } as const;
}

function shownHand({ a, b }: SignalCase, { tableId, handNo, tenths, isGift }: HandReference) {
  return { tableId, handNo, from: tenths > 0 ? a : b, bigBlinds: Math.abs(tenths) / 10, isGift };
}

async function namesIn(db: Db, cases: readonly SignalCase[]): Promise<NameOf> {
  const names = await namesOf(
    db.reader,
    cases.flatMap(({ a, b }) => [a, b]),
  );
  return (id) => names.get(id) ?? id;
}

function placeOf(cursor: string): { score: number; id: number } {
  const [score, id] = cursor.split('-');
  return { score: Number(score), id: Number(id) };
}

function noSuchSignal(id: number): DeskRefusal {
  return { code: 'NO_SUCH_SIGNAL', message: `There is no signal ${id}, or not any more: nothing of it is kept.` };
}
