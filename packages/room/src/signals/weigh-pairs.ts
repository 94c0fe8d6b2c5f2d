/**
 * Weighs all pairs that have met often enough, a page at a time, and keeps a case for each that comes to a signal.
 *
 * It follows from the counts and the clock alone, so it may stop anywhere and be run as often as one likes. While the counts are being made
 * again it waits, since half of them would say something else.
 *
 * @see rules/SIGNAL.md SIGNAL-8 and SIGNAL-9
 */
import { type Clock, ok } from '@aboveboard/kit';
import {
  addSignalCase,
  addSignalNote,
  casesWeighedBefore,
  cursorOf,
  type Db,
  dropOldTraces,
  type Pair,
  pairsToWeigh,
  presenceOf,
  publishedAfter,
  type Reader,
  removeSignalCase,
  type SignalCase,
  setDismissed,
  signalCasesOf,
  type Trx,
  tablesByDay,
  tracesOf,
  weeksOfPairs,
  weeksOfPlayers,
  weighSignalCase,
} from '@aboveboard/storage';
import { type Pump, type PumpPorts, startPump } from '../events/pump.ts';
import { type Assessment, assess, SIGNAL_FROM } from './assess.ts';
import { pairCountsOf, playerCountsOf } from './count-rows.ts';
import { sharedDays, sharedTraces } from './dossier.ts';
import { DAYS_KEPT, SIGNALS } from './signals-consumer.ts';
import { togetherness } from './together.ts';
import { DAY_MS, firstKept, weekOf } from './weeks.ts';

export interface WeighPorts {
  readonly db: Db;
  readonly clock: Clock;
}

/** Pairs with fewer hands together are not weighed; assess wants more of some kinds. */
const LEAST_HANDS = 30;
const PAIRS_AT_ONCE = 100;
/** A dismissed case that has come to so much more opens again. */
const REOPENS_AFTER = 10;
/** Events that the counts may be behind and still be weighed. */
const MOST_BEHIND = 100;
const EVERY_MS = 10 * 60_000;
export const TRACE_DAYS = 30;

/** Weighs at once, and then every ten minutes. */
export function startWeighing(ports: WeighPorts & Omit<PumpPorts, 'pollMs'>): Pump {
  return startPump({ ...ports, pollMs: EVERY_MS }, async () => {
    await weighPairs(ports);
    return false;
  });
}

/** @returns how many pairs were weighed; null while the counts are not up to date. */
export async function weighPairs({ db, clock }: WeighPorts): Promise<number | null> {
  const nowMs = clock.nowMs();
  await db.transaction(async (trx) => ok(await dropOldTraces(trx, nowMs - TRACE_DAYS * DAY_MS)));
  if (await isBehind(db.reader)) return null;
  const tables = tablesOn(await tablesByDay(db.reader));
  let weighed = 0;
  let after: Pair | null = null;
  do {
    const page = await db.transaction(async (trx) => ok(await weighPage(trx, { after, nowMs, tables })));
    after = page.ok ? page.value.last : null;
    weighed += page.ok ? page.value.weighed : 0;
  } while (after !== null);
  await dropUnfounded(db, nowMs);
  return weighed;
}

/** Also where it has only begun, again or for the first time. */
async function isBehind(reader: Reader): Promise<boolean> {
  const position = await cursorOf(reader, SIGNALS);
  const ahead = await publishedAfter(reader, position, MOST_BEHIND);
  return ahead.length === MOST_BEHIND || (position === 0 && ahead.length > 0);
}

type TablesOn = (dayMs: number, stakes: string) => number;

function tablesOn(rows: Awaited<ReturnType<typeof tablesByDay>>): TablesOn {
  const tables = new Map(rows.map(({ day_ms, stakes, tables }) => [`${day_ms} ${stakes}`, tables]));
  return (dayMs, stakes) => tables.get(`${dayMs} ${stakes}`) ?? 0;
}

interface PageWanted {
  readonly after: Pair | null;
  readonly nowMs: number;
  readonly tables: TablesOn;
}

async function weighPage(trx: Trx, { after, nowMs, tables }: PageWanted): Promise<{ weighed: number; last: Pair | null }> {
  const sinceMs = firstKept(weekOf(nowMs));
  const pairs = await pairsToWeigh(trx, { leastHands: LEAST_HANDS, sinceMs, limit: PAIRS_AT_ONCE, after });
  if (pairs.length === 0) return { weighed: 0, last: null };
  const named = pairs.map(({ player_a: a, player_b: b }) => ({ a, b }));
  const people = [...new Set(named.flatMap(({ a, b }) => [a, b]))];
  const weeks = Map.groupBy((await weeksOfPairs(trx, pairs)).map(pairCountsOf), ({ a, b }) => JSON.stringify([a, b]));
  const own = Map.groupBy((await weeksOfPlayers(trx, people)).map(playerCountsOf), ({ player }) => player);
  const presence = Map.groupBy(await presenceOf(trx, people, nowMs - DAYS_KEPT * DAY_MS), ({ player_id }) => player_id);
  const traces = Map.groupBy(await tracesOf(trx, people, nowMs - TRACE_DAYS * DAY_MS), ({ principalId }) => principalId);
  const cases = new Map((await signalCasesOf(trx, named)).map((one) => [JSON.stringify([one.a, one.b]), one]));
  for (const { a, b } of named) {
    const key = JSON.stringify([a, b]);
    const dossier = {
      ...{ a, b, pair: weeks.get(key) ?? [], ofA: own.get(a) ?? [], ofB: own.get(b) ?? [] },
      together: togetherness(sharedDays(presence.get(a) ?? [], presence.get(b) ?? [], tables)),
      traces: sharedTraces(traces.get(a) ?? [], traces.get(b) ?? []),
    };
    await keepCase(trx, { a, b }, cases.get(key), assess(dossier, nowMs), nowMs);
  }
  return { weighed: pairs.length, last: pairs.length === PAIRS_AT_ONCE ? (pairs.at(-1) ?? null) : null };
}

async function keepCase(
  trx: Trx,
  pair: { readonly a: string; readonly b: string },
  known: SignalCase | undefined,
  assessment: Assessment,
  nowMs: number,
): Promise<void> {
  if (!known) {
    if (assessment.score >= SIGNAL_FROM) await addSignalCase(trx, { ...pair, ...assessment }, nowMs);
    return;
  }
  await weighSignalCase(trx, known, assessment, nowMs);
  if (known.dismissedScore === null || assessment.score < known.dismissedScore + REOPENS_AFTER) return;
  await setDismissed(trx, known.id, null);
  const text = `It came to ${known.dismissedScore} when it was dismissed, and comes to ${assessment.score} now.`;
  await addSignalNote(trx, known.id, { atMs: nowMs, kind: 'reopened', actor: 'the room', text });
}

/** Cases of pairs of whom nothing is kept any more go with it. */
async function dropUnfounded(db: Db, nowMs: number): Promise<void> {
  await db.transaction(async (trx) => {
    for (const { id } of await casesWeighedBefore(trx, nowMs, PAIRS_AT_ONCE)) await removeSignalCase(trx, id);
    return ok(undefined);
  });
}
