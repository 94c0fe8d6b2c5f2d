/** Measures of sockets that do nothing but be there: joining, memory, and a storm of them. */
import { setTimeout as pause } from 'node:timers/promises';
import { processorUs, residentBytes } from '../measure/process-usage.ts';
import { type Amounts, JOINS_AT_ONCE, type MetricKey, SETTLE_MS, STORM_PER_S } from './plan.ts';
import type { RunningSide, Side } from './side.ts';

type Tell = (metric: MetricKey, value: number) => void;

const WARM_JOINS = 200;
const STORM_WITHIN_MS = 60_000;
const TRIES = 3;

/** Joins as fast as they come in, and what each socket that stays takes of memory. */
export async function measureIdle<Seat>(side: Side<Seat>, { idle: [few, many] }: Amounts, tell: Tell): Promise<void> {
  const running = await side.start(0);
  try {
    await warmUp(running);
    const [fromBytes, fromUs, fromMs] = [residentBytes(running.pid), processorUs(running.pid), performance.now()];
    const closed = await enter(running, 0, few);
    const s = (performance.now() - fromMs) / 1_000;
    tell('joins', few / s);
    tell('join', (processorUs(running.pid) - fromUs) / few);
    await pause(SETTLE_MS);
    tell('idleFew', (residentBytes(running.pid) - fromBytes) / 1_024 / few);
    const closedLater = await enter(running, few, many);
    await pause(SETTLE_MS);
    tell('idleMany', (residentBytes(running.pid) - fromBytes) / 1_024 / many);
    const lost = closed() + closedLater();
    if (lost > 0) throw new Error(`${lost} idle sockets were closed`);
  } finally {
    await running.stop();
  }
}

/** What the first sockets bring in of code and buffers is no part of what one takes. */
async function warmUp<Seat>(running: RunningSide<Seat>): Promise<void> {
  const sockets = await Promise.all(Array.from({ length: WARM_JOINS }, (_, n) => running.enterHall(n, () => undefined)));
  for (const socket of sockets) socket.close();
  await pause(1_000);
}

/** @returns how many of them were closed since. */
async function enter<Seat>(running: RunningSide<Seat>, from: number, to: number): Promise<() => number> {
  let next = from;
  let closed = 0;
  const caller = async (): Promise<void> => {
    while (next < to) await enterAtLast(running, next++, () => (closed += 1));
  };
  await Promise.all(Array.from({ length: JOINS_AT_ONCE }, caller));
  return () => closed;
}

/** A busy server breaks some joins off; whoever wants in tries again, and that is part of what a join costs. */
async function enterAtLast<Seat>(running: RunningSide<Seat>, n: number, onClosed: () => void, tries = TRIES): Promise<void> {
  let isIn = false;
  try {
    await running.enterHall(n, () => isIn && onClosed());
    isIn = true;
  } catch (error) {
    if (tries === 1) throw error;
    await enterAtLast(running, n, onClosed, tries - 1);
  }
}

/** Everybody connects when they are meant to, and is timed from then on. */
export async function measureStorm<Seat>(side: Side<Seat>, { storm }: Amounts, tell: Tell): Promise<void> {
  const running = await side.start(0);
  try {
    await warmUp(running);
    const waits: number[] = [];
    let failed = 0;
    const fromUs = processorUs(running.pid);
    const fromMs = performance.now();
    for (let n = 0; n < storm; ) {
      const due = Math.min(storm, ((performance.now() - fromMs) / 1_000) * STORM_PER_S);
      for (; n < due; n++) {
        const meantMs = fromMs + (n / STORM_PER_S) * 1_000;
        running
          .enterHall(n, () => undefined)
          .then(
            () => waits.push(performance.now() - meantMs),
            () => (failed += 1),
          );
      }
      await pause(2);
    }
    while (waits.length + failed < storm && performance.now() - fromMs < STORM_WITHIN_MS) await pause(20);
    tell('stormShare', (waits.length / storm) * 100);
    tell('stormP99', waits.sort((a, b) => a - b)[Math.floor(waits.length * 0.99)] ?? Number.NaN);
    tell('stormCpu', (processorUs(running.pid) - fromUs) / Math.max(1, waits.length));
  } finally {
    await running.stop();
  }
}
