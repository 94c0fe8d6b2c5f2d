/** One way of settling at one place: how long, how dear, how many statements. */
import { setTimeout as pause } from 'node:timers/promises';
import { assert } from '@aboveboard/kit';
import { createSettlements } from '@aboveboard/room';
import { fileHands, type HandToSettle, readyHand, settleHands } from '@aboveboard/storage';
import { quantile } from './figures.ts';
import type { HandSource } from './hands.ts';
import { settleNaively } from './naive.ts';
import type { Place } from './place.ts';
import { type Amounts, BAR_PER_SECOND, FILED_AT_ONCE, type Filing, type GROUPS, type Reading, type Way } from './plan.ts';

export interface Bench {
  readonly place: Place;
  readonly hands: HandSource;
}

export function measure(bench: Bench, way: Way, { alone, grouped, pacedS }: Amounts): Promise<Reading> {
  if (way === 'paced') return measurePaced(bench, pacedS);
  if (way === 'naive') return measureGroups(bench, way, alone, 1);
  const size = Number(/\d+/.exec(way)?.[0]) as (typeof GROUPS)[number];
  return measureGroups(bench, way, size === 1 ? alone : grouped, size);
}

/** One transaction after the other, `size` hands each: a hand waits as long as its transaction takes. */
async function measureGroups({ place, hands }: Bench, way: Way, count: number, size: number): Promise<Reading> {
  const all = await hands.next(count);
  const waitsMs: number[] = [];
  return spentOn(place, way, all.length, async () => {
    for (let i = 0; i < all.length; i += size) {
      const group = all.slice(i, i + size);
      const startMs = performance.now();
      await (way === 'naive' ? settleNaively(place.db, group[0] as HandToSettle) : settleGroup(place, group));
      const tookMs = performance.now() - startMs;
      for (const _ of group) waitsMs.push(tookMs);
    }
    return waitsMs;
  });
}

async function settleGroup({ db }: Place, group: readonly HandToSettle[]): Promise<void> {
  const settled = await db.transaction((trx) => settleHands(trx, group.map(readyHand)));
  assert(settled.ok, `refused: ${JSON.stringify(settled)}`);
}

/**
 * Hands that end evenly at the rate of the bar, settled as a shard does. Each is timed from the moment at which it ended, whether or not
 * we were late to say so.
 */
async function measurePaced({ place, hands }: Bench, seconds: number): Promise<Reading> {
  const perMs = BAR_PER_SECOND[place.name] / 1_000;
  const all = await hands.next(seconds * BAR_PER_SECOND[place.name]);
  const settlements = createSettlements(place.db, Number.POSITIVE_INFINITY);
  const waitsMs: number[] = [];
  return spentOn(place, 'paced', all.length, async () => {
    const startMs = performance.now();
    const settling: Promise<void>[] = [];
    const settle = async (hand: HandToSettle, endedMs: number): Promise<void> => {
      const settled = await settlements.settle(hand, () => undefined);
      assert(settled.ok, `refused: ${JSON.stringify(settled)}`);
      waitsMs.push(performance.now() - startMs - endedMs);
    };
    while (settling.length < all.length) {
      const due = Math.min(all.length, Math.floor((performance.now() - startMs) * perMs));
      for (const hand of all.slice(settling.length, due)) settling.push(settle(hand, settling.length / perMs));
      await pause(1);
    }
    await Promise.all(settling);
    return waitsMs;
  });
}

async function spentOn(place: Place, way: Way, hands: number, work: () => Promise<readonly number[]>): Promise<Reading> {
  const before = { ms: performance.now(), cpu: process.cpuUsage(), serverUs: place.serverCpuUs(), sent: place.statements() };
  const waitsMs = await work();
  const seconds = (performance.now() - before.ms) / 1_000;
  const { user, system } = process.cpuUsage(before.cpu);
  return {
    ...{ place: place.name, way, waitsMs, perSecond: hands / seconds, ownCpuUs: (user + system) / hands },
    serverCpuUs: (place.serverCpuUs() - before.serverUs) / hands,
    statements: (place.statements() - before.sent) / hands,
  };
}

/** Files every hand that was settled so far. */
export async function measureFiling({ place }: Bench): Promise<Filing> {
  const before = { cpu: process.cpuUsage(), serverUs: place.serverCpuUs() };
  const tookMs: number[] = [];
  let hands = 0;
  for (let isMore = true; isMore; ) {
    const startMs = performance.now();
    const filed = await place.db.transaction((trx) => fileHands(trx, FILED_AT_ONCE));
    assert(filed.ok, 'nobody else files');
    tookMs.push(performance.now() - startMs);
    hands += filed.value;
    isMore = filed.value > 0;
  }
  const { user, system } = process.cpuUsage(before.cpu);
  tookMs.sort((a, b) => a - b);
  return {
    ...{
      place: place.name,
      hands,
      ownCpuUs: (user + system) / hands,
      serverCpuUs: (place.serverCpuUs() - before.serverUs) / hands,
    },
    ...{ p50Ms: quantile(tookMs, 0.5), p99Ms: quantile(tookMs, 0.99) },
  };
}
