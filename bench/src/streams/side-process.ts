/**
 * One process of a side, which adds or works as it is told: `side-process.ts SIDE SOCKET-PATH PAYLOAD-BYTES`, over the channel of `fork`.
 *
 * It answers each order once, and ends with the channel.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { openSide } from './open-side.ts';
import { payloadOf, type SideName, sentMsOf, sharedNowMs, type Working } from './side.ts';

export type Order =
  /** Adds so many jobs, `parallel` single adds awaited at a time. */
  | { readonly kind: 'add-each'; readonly jobs: number; readonly parallel: number }
  /** Adds so many jobs, `bulk` of them a call, one call after the other. */
  | { readonly kind: 'add-bulk'; readonly jobs: number; readonly bulk: number }
  /** Adds `perSecond` jobs a second, evenly, each with the time it was added at. */
  | { readonly kind: 'add-paced'; readonly jobs: number; readonly perSecond: number }
  | { readonly kind: 'work'; readonly concurrency: number; readonly timesWaits: boolean }
  | { readonly kind: 'begin' }
  | { readonly kind: 'progress' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'left' };

/** Of an order that adds. */
export interface Added {
  readonly ms: number;
  readonly cpuMs: number;
}

export interface Progress {
  readonly handled: number;
  /** Times of `sharedNowMs`; the last job's is that of its handler. */
  readonly begunMs: number;
  readonly lastMs: number;
  /** Since it began. */
  readonly cpuMs: number;
  /** From the call that added a job to its handler, in ms; where they were to be timed. */
  readonly waits: readonly number[];
}

const [name = '', socketPath = '', payloadBytes = '0'] = process.argv.slice(2);
const bytes = Number(payloadBytes);
const side = await openSide(name as SideName, socketPath);
let working: Working | null = null;
let handled = 0;
let begunMs = 0;
let lastMs = 0;
let begunCpu = process.cpuUsage();
let waits: number[] = [];

const cpuSince = (before: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

async function timed(work: () => Promise<void>): Promise<Added> {
  const [from, cpu] = [sharedNowMs(), process.cpuUsage()];
  await work();
  return { ms: sharedNowMs() - from, cpuMs: cpuSince(cpu) };
}

async function addEach(jobs: number, parallel: number): Promise<void> {
  let next = 0;
  const caller = async (): Promise<void> => {
    while (next < jobs) await side.add(payloadOf(next++, bytes));
  };
  await Promise.all(Array.from({ length: parallel }, caller));
}

async function addBulk(jobs: number, bulk: number): Promise<void> {
  for (let at = 0; at < jobs; at += bulk) {
    const numbers = Array.from({ length: Math.min(bulk, jobs - at) }, (_, i) => at + i);
    await side.addMany(numbers.map((number) => payloadOf(number, bytes)));
  }
}

async function addPaced(jobs: number, perSecond: number): Promise<void> {
  const from = sharedNowMs();
  const answers: Promise<void>[] = [];
  while (answers.length < jobs) {
    const due = Math.min(jobs, Math.floor(((sharedNowMs() - from) * perSecond) / 1_000));
    while (answers.length < due) answers.push(side.add(payloadOf(answers.length, bytes, sharedNowMs())));
    await pause(1);
  }
  await Promise.all(answers);
}

async function work(concurrency: number, timesWaits: boolean): Promise<void> {
  handled = 0;
  waits = [];
  working = await side.work(concurrency, (payload) => {
    handled += 1;
    lastMs = sharedNowMs();
    if (timesWaits) waits.push(lastMs - sentMsOf(payload));
  });
}

async function obey(order: Order): Promise<unknown> {
  switch (order.kind) {
    case 'add-each':
      return timed(() => addEach(order.jobs, order.parallel));
    case 'add-bulk':
      return timed(() => addBulk(order.jobs, order.bulk));
    case 'add-paced':
      return timed(() => addPaced(order.jobs, order.perSecond));
    case 'work':
      return work(order.concurrency, order.timesWaits);
    case 'begin':
      [begunMs, begunCpu] = [sharedNowMs(), process.cpuUsage()];
      return working?.begin();
    case 'progress':
      return { handled, begunMs, lastMs, cpuMs: cpuSince(begunCpu), waits: [] } satisfies Progress;
    case 'stop':
      await working?.stop();
      return { handled, begunMs, lastMs, cpuMs: cpuSince(begunCpu), waits } satisfies Progress;
    case 'left':
      return side.left();
  }
}

process.on('message', (order: Order) => {
  obey(order).then(
    (answer) => process.send?.({ answer: answer ?? null }),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.stack : String(error) }),
  );
});
process.on('disconnect', () => process.exit());
process.send?.({ answer: 'ready' });
