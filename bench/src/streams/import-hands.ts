/**
 * `npm run bench:imports`: a real room imports small files of hands at a steady rate; how long each takes from being added to being done, and
 * what share of the machine that costs.
 *
 * The room is a process of its own, asked over its control socket as the commands ask it. An end is seen when it is asked for, a tenth of
 * a second late at most, and that counts against us; so does the work of answering.
 *
 * Exit code 0 when both bars are met, 1 when one is missed, 2 for a wrong call.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { keepResult, runBench } from '../measure/bench-command.ts';
import { thisMachine } from '../measure/machine.ts';
import { processorS } from '../measure/process-usage.ts';
import { loadNow } from '../measure/report-words.ts';
import { control, freePort, ROOT, spawnRoom, startRedisAt, stopped, untilOpen } from './room-process.ts';

const HELP = `Usage: npm run bench:imports [-- --jobs N] [--seconds N] [--redis] [--json] [--keep]

  --jobs N     files, of one hand each (1000)
  --seconds N  over which they are added, evenly (60)
  --redis      the room's queues on a redis-server started for it; else in memory, kept in its database
  --json       print the result as JSON and nothing else
  --keep       also write it to bench/results/imports-<day>-<where>.json`;

const BARS = { p95Ms: 2_000, machineShare: 0.25 };
const LOOK_EVERY_MS = 100;
const TICK_MS = 100;
const GIVE_UP_MS = 60_000;

interface Options {
  readonly jobs: number;
  readonly seconds: number;
  readonly isOnRedis: boolean;
}

interface Result {
  readonly day: string;
  readonly machine: ReturnType<typeof thisMachine>;
  /** Programs ready to run before the run, the machine's mean of a minute. */
  readonly load: number;
  readonly queues: 'memory' | 'redis';
  readonly jobs: number;
  readonly done: number;
  readonly seconds: number;
  readonly jobsPerMinute: number;
  /** From the request that added it to the moment its end was seen. */
  readonly latencyMs: { readonly p50: number; readonly p95: number; readonly p99: number; readonly max: number };
  /** Of the room's process and, where there is one, of Redis: of all processors together. */
  readonly machineShare: number;
}

async function run(options: Options): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'aboveboard-imports-'));
  const ending: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })];
  try {
    const files = smallFiles(join(folder, 'hands'), options.jobs);
    const data = join(folder, 'room');
    const redisPort = options.isOnRedis ? await freePort() : null;
    const redisPid = redisPort === null ? null : await startRedisAt(redisPort, ending);
    const room = spawnRoom(data, redisPort);
    ending.push(() => stopped(room));
    await untilOpen(room, data);
    return await measured(options, { data, files, pids: [room.pid, redisPid].filter((pid) => typeof pid === 'number') });
  } finally {
    for (const end of ending.reverse()) await end();
  }
}

interface Stage {
  readonly data: string;
  readonly files: readonly string[];
  readonly pids: readonly number[];
}

async function measured({ jobs, seconds, isOnRedis }: Options, { data, files, pids }: Stage): Promise<Result> {
  const load = loadNow();
  const sentMs = new Map<string, number>();
  const latencies: number[] = [];
  const cpuBefore = processorS(pids);
  const startMs = performance.now();
  const now = (): number => performance.now() - startMs;
  let isAdded = false;
  const adding = async (): Promise<void> => {
    for (let added = 0; added < jobs; ) {
      const due = Math.min(jobs, Math.ceil((jobs * (now() + TICK_MS)) / (seconds * 1_000)));
      const part = files.slice(added, due).map((path, i) => ({ id: `job-${added + i}`, payload: JSON.stringify({ path }) }));
      const atMs = now();
      for (const { id } of part) sentMs.set(id, atMs);
      if (part.length > 0)
        await control(data, 'POST', '/control/queues/import-hands/jobs', { why: 'a measurement', jobs: part });
      added = due;
      await wait(TICK_MS);
    }
    isAdded = true;
  };
  const looking = async (): Promise<void> => {
    while (!isAdded || sentMs.size > 0) {
      if (now() > seconds * 1_000 + GIVE_UP_MS) return;
      const ids = [...sentMs.keys()].slice(0, 500);
      if (ids.length > 0) {
        const reply = await control(data, 'POST', '/control/queues/import-hands/look', { ids });
        const { jobs: views } = reply as { jobs: ({ state: string } | null)[] };
        for (const [i, id] of ids.entries()) {
          if (views[i]?.state !== 'done') continue;
          latencies.push(now() - (sentMs.get(id) ?? 0));
          sentMs.delete(id);
        }
      }
      await wait(LOOK_EVERY_MS);
    }
  };
  await Promise.all([adding(), looking()]);
  const elapsedS = now() / 1_000;
  const inOrder = latencies.sort((a, b) => a - b);
  const quantile = (q: number): number =>
    Math.round(inOrder[Math.min(inOrder.length - 1, Math.floor(q * inOrder.length))] ?? Number.NaN);
  return {
    ...{ day: new Date().toISOString().slice(0, 10), machine: thisMachine(), load, queues: isOnRedis ? 'redis' : 'memory' },
    ...{ jobs, done: latencies.length, seconds: Math.round(elapsedS * 10) / 10 },
    jobsPerMinute: Math.round((latencies.length / elapsedS) * 60),
    latencyMs: { p50: quantile(0.5), p95: quantile(0.95), p99: quantile(0.99), max: quantile(1) },
    machineShare: Math.round(((processorS(pids) - cpuBefore) / elapsedS / cpus().length) * 1_000) / 1_000,
  };
}

/** Our own hands, each file another hand by a field of its own. */
function smallFiles(folder: string, count: number): string[] {
  const ours = join(ROOT, 'fixtures', 'hands');
  const hands = readdirSync(ours)
    .filter((name) => name.endsWith('.phh'))
    .map((name) => readFileSync(join(ours, name), 'utf8'));
  mkdirSync(folder);
  return Array.from({ length: count }, (_, i) => {
    const path = join(folder, `${i}.phh`);
    writeFileSync(path, `${hands[i % hands.length]}\n_copy = ${i}\n`);
    return path;
  });
}

function textOf(result: Result): string {
  const { machine, queues, jobs, done, seconds, jobsPerMinute, latencyMs, machineShare, load } = result;
  const bar = (isMet: boolean): string => (isMet ? 'met' : 'MISSED');
  return [
    `Node ${machine.node}; ${machine.platform}, ${machine.cores} × ${machine.processor}; load before ${load}; queues: ${queues}`,
    `${done} of ${jobs} files imported in ${seconds} s: ${jobsPerMinute} a minute`,
    `added to done: p50 ${latencyMs.p50} ms, p95 ${latencyMs.p95} ms (bar ${BARS.p95Ms}: ${bar(isFast(result))}), p99 ${latencyMs.p99} ms, most ${latencyMs.max} ms`,
    `of the machine: ${(100 * machineShare).toFixed(1)} % (bar ${100 * BARS.machineShare}: ${bar(isCheap(result))})`,
  ].join('\n');
}

const isFast = ({ done, jobs, latencyMs }: Result): boolean => done === jobs && latencyMs.p95 < BARS.p95Ms;
const isCheap = ({ machineShare }: Result): boolean => machineShare < BARS.machineShare;

const FLAGS = {
  jobs: { type: 'string', default: '1000' },
  seconds: { type: 'string', default: '60' },
  redis: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  keep: { type: 'boolean', default: false },
} as const;

interface Flags {
  readonly jobs: number;
  readonly seconds: number;
  readonly redis: boolean;
  readonly json: boolean;
  readonly keep: boolean;
}

/** The options, or what is wrong with them. */
function readOptions(args: string[]): Flags | string {
  const { values } = parseArgs({ args, options: FLAGS });
  const [jobs, seconds] = [Number(values.jobs), Number(values.seconds)];
  const isRight = [jobs, seconds].every((n) => Number.isInteger(n) && n >= 1 && n <= 100_000);
  return isRight ? { ...values, jobs, seconds } : '--jobs and --seconds want whole numbers from 1 to 100000';
}

await runBench(HELP, readOptions, async ({ jobs, seconds, redis, json, keep }) => {
  const result = await run({ jobs, seconds, isOnRedis: redis });
  console.log(json ? JSON.stringify(result) : textOf(result));
  if (keep) keepResult(`imports-${result.day}-${result.queues}`, JSON.stringify(result, null, 2));
  process.exitCode = isFast(result) && isCheap(result) ? 0 : 1;
});
