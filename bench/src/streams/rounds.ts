/** One round: every measurement of every side, the sides in turn, beginning with another one each time. */
import type { Redis } from '@aboveboard/streams/redis';
import type { Crew } from './crew.ts';
import { measureAdd, measureMemory, measureWaits, measureWork } from './measures.ts';
import {
  type Amounts,
  BULK,
  CONCURRENCIES,
  type Group,
  PARALLEL,
  PER_SECOND,
  PROCESSES,
  type Reading,
  WAITS_CONCURRENCY,
} from './plan.ts';
import type { RedisSpent } from './redis-probe.ts';

/** Names of the metrics that bars are set for. */
export const working = (processes: number, concurrency: number): string =>
  `no-op jobs, ${processes} process${processes === 1 ? '' : 'es'}, concurrency ${concurrency}`;
export const adding = { each: `single adds, ${PARALLEL} awaited at a time`, bulk: `adds of ${BULK} a call` };
export const cpu = {
  worker: 'processor time of the worker, 1 process, concurrency 32',
  redis: 'processor time of Redis, 1 process, concurrency 32',
  adder: `processor time of the adder, ${adding.each}`,
};
const waitName = (which: string): string => `add to start at ${PER_SECOND} jobs/s, ${which}`;
export const waiting = { p50: waitName('p50'), p95: waitName('p95'), p99: waitName('p99'), longest: waitName('longest') };
/** Of these the costs of a job are told: processor time, commands and bytes. */
const TOLD = { processes: 1, concurrency: 32 };

type Values = Readonly<Record<string, number>>;
interface Measurement {
  readonly group: Group;
  readonly of: (redis: Redis, crew: Crew) => Promise<Values>;
}

function measurements(amounts: Amounts): Measurement[] {
  const work = PROCESSES.flatMap((processes) => CONCURRENCIES.map((concurrency) => ({ processes, concurrency }))).map(
    (how): Measurement => ({
      group: 'work',
      of: (redis, crew) => workValues(redis, crew, { ...how, ...jobsAt(amounts, how.concurrency) }),
    }),
  );
  const addEach = { jobs: amounts.add, parallel: PARALLEL };
  const addBulk = { jobs: amounts.add, bulk: BULK };
  return [
    ...work,
    { group: 'add', of: (redis, crew) => addValues(redis, crew, adding.each, addEach) },
    { group: 'add', of: (redis, crew) => addValues(redis, crew, adding.bulk, addBulk) },
    { group: 'latency', of: (redis, crew) => waitValues(redis, crew, amounts.waits) },
    {
      group: 'memory',
      of: (redis, crew) => memoryValues(redis, crew, amounts.memory),
    },
  ];
}

function jobsAt({ work }: Amounts, concurrency: number): { readonly jobs: number } {
  return { jobs: concurrency === 1 ? work / 4 : work };
}

async function workValues(
  redis: Redis,
  crew: Crew,
  how: { jobs: number; processes: number; concurrency: number },
): Promise<Values> {
  const found = await measureWork(redis, crew, how);
  const rate = { [`${working(how.processes, how.concurrency)}, jobs/s`]: found.jobsPerSecond };
  if (how.processes !== TOLD.processes || how.concurrency !== TOLD.concurrency) return rate;
  return {
    ...rate,
    [`${cpu.worker}, µs/job`]: found.workerCpuUs,
    [`${cpu.redis}, µs/job`]: found.redisCpuUs,
    ...perJob('working', found.spent, how.jobs),
  };
}

async function addValues(redis: Redis, crew: Crew, what: string, how: Parameters<typeof measureAdd>[2]): Promise<Values> {
  const found = await measureAdd(redis, crew, how);
  return {
    [`${what}, jobs/s`]: found.jobsPerSecond,
    [`processor time of the adder, ${what}, µs/job`]: found.adderCpuUs,
    [`processor time of Redis, ${what}, µs/job`]: found.redisCpuUs,
    ...perJob(what, found.spent, how.jobs),
  };
}

async function waitValues(redis: Redis, crew: Crew, jobs: number): Promise<Values> {
  const found = await measureWaits(redis, crew, { jobs, perSecond: PER_SECOND, concurrency: WAITS_CONCURRENCY });
  return {
    [`${waiting.p50}, ms`]: found.p50Ms,
    [`${waiting.p95}, ms`]: found.p95Ms,
    [`${waiting.p99}, ms`]: found.p99Ms,
    [`${waiting.longest}, ms`]: found.mostMs,
  };
}

async function memoryValues(redis: Redis, crew: Crew, jobs: number): Promise<Values> {
  const { waiting, ended } = await measureMemory(redis, crew, jobs);
  return { 'memory of a waiting job, B': waiting, 'memory of a job that has ended, B': ended };
}

/** What Redis did and what went over its connections, for each job. */
export function perJob(what: string, { commands, scripts, bytesIn, bytesOut }: RedisSpent, jobs: number): Values {
  return {
    [`commands in Redis, ${what}, /job`]: commands / jobs,
    [`scripts called, ${what}, /job`]: scripts / jobs,
    [`bytes to Redis, ${what}, B/job`]: bytesIn / jobs,
    [`bytes from Redis, ${what}, B/job`]: bytesOut / jobs,
  };
}

/** @param tell hears each reading as it comes. */
export async function holdRound(
  redis: Redis,
  crews: readonly Crew[],
  round: number,
  {
    amounts,
    groups,
    tell,
  }: { readonly amounts: Amounts; readonly groups: readonly Group[]; readonly tell: (reading: Reading) => void },
): Promise<void> {
  const turn = round % crews.length;
  const inTurn = [...crews.slice(turn), ...crews.slice(0, turn)];
  for (const measurement of measurements(amounts).filter(({ group }) => groups.includes(group))) {
    for (const crew of inTurn) {
      for (const [metric, value] of Object.entries(await measurement.of(redis, crew))) tell({ side: crew.name, metric, value });
    }
  }
}
