/** The ledgers of all viewers together: what was delivered, and whether anything was lost or came twice. */
import type { Position } from '@aboveboard/protocol';
import type { DeliveryCounts, DeliveryLedger } from './delivery-ledger.ts';
import { percentile } from './percentile.ts';
import { until } from './scenario.ts';
import type { Viewer } from './viewer.ts';

export interface Audit {
  readonly viewers: number;
  readonly delivered: DeliveryCounts;
  readonly unanswered: number;
  /** Sockets that opened, of those that were asked for; and why they ended. */
  readonly sockets: { readonly tries: number; readonly opens: number; readonly closes: Readonly<Record<string, number>> };
  readonly refusals: Readonly<Record<string, number>>;
  /** From the moment a command was meant to go out to its answer. */
  readonly answerMs: { readonly p50: number; readonly p95: number; readonly p99: number; readonly most: number };
  /** What did not hold; the first few. */
  readonly faults: readonly string[];
  readonly faultCount: number;
}

const SHOWN = 20;
const QUIET_MS = 500;

/** Waits until nothing moves any more and everybody is where the others are: the last frames are counted like the first. */
export async function becomeQuiet(viewers: readonly Viewer[], withinMs: number): Promise<void> {
  let before = -1;
  let sinceMs = performance.now();
  await until(() => {
    const now = viewers.reduce((sum, { ledger }) => sum + movedBy(ledger), 0);
    if (now !== before) sinceMs = performance.now();
    before = now;
    const isStill = performance.now() - sinceMs >= QUIET_MS;
    return isStill && viewers.every((viewer) => viewer.isIn() && viewer.ledger.unanswered() === 0);
  }, withinMs);
}

/** @param present who is still there, and so must have seen all there was. */
export function auditOf(viewers: readonly Viewer[], present: readonly Viewer[]): Audit {
  const faults = viewers.flatMap((viewer, n) => faultsOf(viewer).map((fault) => `viewer ${n}: ${fault}`));
  faults.push(...behind(present));
  const counts = viewers.map(({ ledger }) => ledger.counts());
  const answers = viewers.flatMap(({ ledger }) => [...ledger.answerMs]);
  const share = (of: number): number => Math.round(percentile(answers, of) * 10) / 10;
  return {
    viewers: viewers.length,
    delivered: sumOf(counts),
    unanswered: viewers.reduce((sum, { ledger }) => sum + ledger.unanswered(), 0),
    sockets: {
      tries: viewers.reduce((sum, { line }) => sum + line.tries, 0),
      opens: viewers.reduce((sum, { line }) => sum + line.opens, 0),
      closes: together(viewers.map(({ line }) => line.closes)),
    },
    refusals: together(viewers.map(({ ledger }) => ledger.refusalCodes)),
    answerMs: { p50: share(0.5), p95: share(0.95), p99: share(0.99), most: share(1) },
    faults: faults.slice(0, SHOWN),
    faultCount: faults.length,
  };
}

/** An action that was acknowledged stands at the table once, where all of its frames were seen; one without an answer may stand there. */
function faultsOf({ ledger }: Viewer): string[] {
  const { actsAcked, actsSeen, skipped } = ledger.counts();
  const faults = [...ledger.faults];
  if (skipped > 0) return faults;
  if (actsSeen < actsAcked) faults.push(`${actsAcked} actions were acknowledged and ${actsSeen} stand at the table`);
  if (actsSeen > actsAcked + ledger.unanswered())
    faults.push(`${actsSeen} actions stand at the table, ${actsAcked} were acknowledged`);
  return faults;
}

/** Whoever is there must be at the last number of the table, which is the highest that anybody saw. */
function behind(present: readonly Viewer[]): string[] {
  const last = new Map<string, Position>();
  const later = (a: Position, b: Position | undefined): boolean =>
    !b || a.incarnation > b.incarnation || (a.incarnation === b.incarnation && a.seq > b.seq);
  for (const { ledger } of present) {
    for (const [tableId, position] of ledger.positions()) if (later(position, last.get(tableId))) last.set(tableId, position);
  }
  return present.flatMap(({ ledger, tableId }) => {
    const [own, wanted] = [ledger.positions().get(tableId), last.get(tableId)];
    return !wanted || (own && !later(wanted, own)) ? [] : [`a viewer is at ${own?.seq ?? 'nothing'} of ${wanted.seq}`];
  });
}

function sumOf(all: readonly Readonly<DeliveryCounts>[]): DeliveryCounts {
  const [first, ...rest] = all;
  const sum = { ...first } as DeliveryCounts;
  for (const counts of rest) for (const key of Object.keys(counts) as (keyof DeliveryCounts)[]) sum[key] += counts[key];
  return sum;
}

function together(maps: readonly ReadonlyMap<number | string, number>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const map of maps) for (const [key, count] of map) sums[key] = (sums[key] ?? 0) + count;
  return sums;
}

function movedBy(ledger: DeliveryLedger): number {
  const { frames, caughtUp, acks } = ledger.counts();
  return frames + caughtUp + acks;
}
