/** What a room needs, checked: its tables, its database, the log; Redis where there is one; whoever does its jobs. */
import { type Clock, err } from '@aboveboard/kit';
import type { Gateway, LogRole, OwnerWatch, RemoteDesk, Shard, WorkerHealth } from '@aboveboard/room';
import type { Db } from '@aboveboard/storage';
import type { BreakerStatus } from '@aboveboard/streams';
import type { Check } from './readiness.ts';

const DEADLINE_MS = 1_000;
/** A worker looks every second. */
const SILENT_WORKER_MS = 5_000;

export function shardCheck(shard: Pick<Shard, 'isHealthy'>): Check {
  const closed = 'The tables are not open: they are being recovered, or the room is stopping.';
  return { name: 'shard', deadlineMs: DEADLINE_MS, silent: closed, look: () => (shard.isHealthy() ? null : closed) };
}

export function databaseCheck({ reader }: Pick<Db, 'reader'>): Check {
  const toDo = 'look whether its disk is full or its server gone';
  return {
    name: 'database',
    deadlineMs: DEADLINE_MS,
    silent: `The database did not answer within ${DEADLINE_MS} ms: ${toDo}.`,
    look: async () => {
      const asked = reader.selectFrom('setting').select('key').limit(1).execute();
      return faultOf(asked, (why) => `The database does not answer (${why}): ${toDo}.`);
    },
  };
}

/** The log is a table of the same database, so it can be written when that can. */
export function logCheck(db: Pick<Db, 'transaction'>): Check {
  const toDo = 'look whether the disk of the database is full, or another program holds its lock';
  return {
    name: 'log',
    deadlineMs: DEADLINE_MS,
    silent: `The log could not be written within ${DEADLINE_MS} ms: ${toDo}.`,
    look: () => {
      const written = db.transaction(async (trx) => {
        await trx.updateTable('setting').set({ value: '' }).where('key', '=', 'no such setting').execute();
        return err('UNDONE'); // takes the lock for writing and gives it back
      });
      return faultOf(written, (why) => `The log cannot be written (${why}): ${toDo}.`);
    },
  };
}

/** What readiness asks of a Redis and the way to it. */
export interface RedisHealth {
  ping(): Promise<unknown>;
  status(): BreakerStatus;
}

export function redisCheck({ ping, status }: RedisHealth): Check {
  const toDo = 'jobs wait until it is back; start it, or mend ABOVEBOARD_REDIS_URL (runbooks/queue.md)';
  return {
    name: 'redis',
    deadlineMs: DEADLINE_MS,
    silent: `Redis did not answer within ${DEADLINE_MS} ms: ${toDo}.`,
    look: async () => {
      const fault = await faultOf(ping(), (why) => `Redis does not answer (${why}): ${toDo}.`);
      const { state, retryInMs } = status();
      if (fault !== null || state === 'closed') return fault;
      return `Redis answers again after many failures: the queues ask it again within ${Math.ceil(retryInMs / 1_000)} s.`;
    },
  };
}

/** What the processes of a room speak through. */
export function messagingCheck({ ping }: Pick<RedisHealth, 'ping'>): Check {
  const toDo = 'tables stand still and go on by themselves when it is back; start it, or mend ABOVEBOARD_REDIS_URL';
  return {
    name: 'messaging',
    deadlineMs: DEADLINE_MS,
    silent: `Redis did not answer within ${DEADLINE_MS} ms: ${toDo}.`,
    look: () => faultOf(ping(), (why) => `Redis does not answer (${why}): ${toDo}.`),
  };
}

/** A gateway that goes, or that hears of no shard, is no place for a new connection. */
export function gatewayCheck(gateway: Pick<Gateway, 'isAccepting'>, owners: Pick<OwnerWatch, 'all'>): Check {
  const alone = 'No shard is there: start one; tables go on when it is.';
  const look = (): string | null => {
    if (!gateway.isAccepting()) return 'This gateway is going: its players are told to connect to another one.';
    return owners.all().length > 0 ? null : alone;
  };
  return { name: 'gateway', deadlineMs: DEADLINE_MS, silent: alone, look };
}

export function deskCheck(desk: Pick<RemoteDesk, 'isHealthy'>): Check {
  const deaf =
    'No shard is heard: the lobby may be old, and no table can be opened or closed. Start a shard, or see messaging.';
  return { name: 'desk', deadlineMs: DEADLINE_MS, silent: deaf, look: () => (desk.isHealthy() ? null : deaf) };
}

export function logRoleCheck(role: Pick<LogRole, 'isHealthy'>): Check {
  const failing = "The log cannot answer what it is asked: tables wait for it and it tries again; see the server's log.";
  return { name: 'log-role', deadlineMs: DEADLINE_MS, silent: failing, look: () => (role.isHealthy() ? null : failing) };
}

export function workerCheck(health: () => WorkerHealth, clock: Clock): Check {
  const sentence = (seconds: number) =>
    `No worker has reached its queue for ${seconds} s: jobs wait; see redis, or the server's log.`;
  return {
    name: 'workers',
    deadlineMs: DEADLINE_MS,
    silent: sentence(DEADLINE_MS / 1_000),
    look: () => {
      const silentMs = Math.min(...health().workers.map(({ answeredAtMs }) => clock.nowMs() - answeredAtMs));
      if (silentMs === Number.POSITIVE_INFINITY) return 'No worker runs: the room is starting or stopping.';
      return silentMs < SILENT_WORKER_MS ? null : sentence(Math.round(silentMs / 1_000));
    },
  };
}

export function schedulerCheck(health: () => WorkerHealth, clock: Clock): Check {
  const sentence = (seconds: number) =>
    `The scheduler has not been able to add its jobs for ${seconds} s: it tries again by itself; see redis, or the server's log.`;
  return {
    name: 'scheduler',
    deadlineMs: DEADLINE_MS,
    silent: sentence(DEADLINE_MS / 1_000),
    look: () => {
      const sinceMs = health().schedulerFailingSinceMs;
      return sinceMs === null ? null : sentence(Math.round((clock.nowMs() - sinceMs) / 1_000));
    },
  };
}

async function faultOf(asked: Promise<unknown>, sentence: (why: string) => string): Promise<string | null> {
  try {
    await asked;
    return null;
  } catch (error) {
    return sentence(error instanceof Error ? error.message : String(error));
  }
}
