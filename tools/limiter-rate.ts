#!/usr/bin/env node
/**
 * How near four workers that share a limit on Redis come to the set rate: `npm run limiter:rate -- [--seconds N] [--json]`
 *
 * Exit code 0 where each rate is within a tenth, 1 where one is not, 2 for a command that cannot be read.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Limit } from '@aboveboard/streams';
import { startRedis } from '../packages/streams/src/testing/redis-server.ts';
import type { WorkerTask } from './limiter-worker.ts';

const HELP = `Usage: npm run limiter:rate -- [--seconds N] [--json]

Starts a redis-server of its own and four workers, and counts what a token bucket and a fixed window let through at
10, 100, 1 000 and 5 000 a second.

  --seconds N   how long each rate is counted, in whole seconds (5)
  --json        print one JSON object and nothing else`;

const RATES = [10, 100, 1_000, 5_000];
const WORKERS = 4;
/** A bucket holds this share of a second's tokens: a pause of all workers up to that long costs nothing. */
const BURST_SHARE = 0.2;
/** Counted from and to this moment of a second, when a window has been used up. */
const COUNTED_AT_MS = 950;

interface Measured {
  readonly kind: Limit['kind'];
  readonly wanted: number;
  readonly perSecond: number;
  readonly isWithin: boolean;
}

function limitOf(kind: Limit['kind'], rate: number): Limit {
  const common = { name: `${kind}-${rate}`, count: rate, perMs: 1_000 };
  return kind === 'fixed-window' ? { kind, ...common } : { kind, ...common, burst: Math.ceil(rate * BURST_SHARE) };
}

async function measure(socketPath: string, limit: Limit, seconds: number): Promise<Measured> {
  const task: WorkerTask = { socketPath, limit, takers: Math.ceil(limit.count / 1_000) };
  const path = join(import.meta.dirname, 'limiter-worker.ts');
  const workers = Array.from({ length: WORKERS }, () => fork(path, [JSON.stringify(task)]));
  try {
    await total(workers); // all of them are at work
    await pause(1_000 + untilCountedMs()); // and the burst is through
    const [from, fromMs] = [await total(workers), performance.now()];
    await pause((seconds - 1) * 1_000 + 500);
    await pause(untilCountedMs());
    const [to, toMs] = [await total(workers), performance.now()];
    const perSecond = (to - from) / ((toMs - fromMs) / 1_000);
    return { kind: limit.kind, wanted: limit.count, perSecond, isWithin: Math.abs(perSecond / limit.count - 1) <= 0.1 };
  } finally {
    for (const worker of workers) worker.disconnect();
    await Promise.all(workers.map((worker) => once(worker, 'exit')));
  }
}

function untilCountedMs(): number {
  return (1_000 + COUNTED_AT_MS - (Date.now() % 1_000)) % 1_000;
}

async function total(workers: readonly ChildProcess[]): Promise<number> {
  const answers = workers.map(async (worker) => {
    const answer = once(worker, 'message');
    worker.send('count');
    return Number((await answer)[0]);
  });
  return (await Promise.all(answers)).reduce((sum, done) => sum + done, 0);
}

function lineOf({ kind, wanted, perSecond, isWithin }: Measured): string {
  const off = `${perSecond < wanted ? '' : '+'}${((perSecond / wanted - 1) * 100).toFixed(1)} %`;
  return `${isWithin ? 'ok  ' : 'FAIL'} ${kind.padEnd(12)} ${String(wanted).padStart(5)}/s set ${perSecond.toFixed(1).padStart(7)}/s ${off.padStart(8)}`;
}

async function run(seconds: number, isJson: boolean): Promise<number> {
  const ends: (() => Promise<void>)[] = [];
  const { socketPath } = await startRedis({ atEnd: (end) => void ends.push(end) });
  const found: Measured[] = [];
  try {
    for (const kind of ['token-bucket', 'fixed-window'] as const) {
      for (const rate of RATES) {
        const measured = await measure(socketPath, limitOf(kind, rate), seconds);
        found.push(measured);
        if (!isJson) console.log(lineOf(measured));
      }
    }
  } finally {
    for (const end of ends) await end();
  }
  if (isJson) console.log(JSON.stringify({ workers: WORKERS, seconds, found }));
  return found.every(({ isWithin }) => isWithin) ? 0 : 1;
}

async function main(): Promise<number> {
  const options = { seconds: { type: 'string', default: '5' }, json: { type: 'boolean' }, help: { type: 'boolean' } } as const;
  try {
    const { seconds, json = false, help } = parseArgs({ options }).values;
    if (help) {
      console.log(HELP);
      return 0;
    }
    if (/^[1-9]\d{0,3}$/.test(seconds)) return await run(Number(seconds), json);
    console.error(`--seconds wants a whole number from 1, got ${seconds}`);
  } catch (error) {
    if (!(error instanceof TypeError && 'code' in error)) throw error;
    console.error(`${error.message}\n\n${HELP}`);
  }
  return 2;
}

process.exitCode = await main();
