/**
 * A room of many processes under test: gateways, shards, api, worker and log over a Redis of its own and a database in the MariaDB of the run,
 * each a process that can be killed, stopped and frozen. Leases last two fifths of what they do in a room.
 */
import { nodePorts } from '@aboveboard/bots';
import type { ClientPorts } from '@aboveboard/client';
import { assert } from '@aboveboard/kit';
import { rest } from '@aboveboard/protocol';
import type { Db } from '@aboveboard/storage';
import { openMariaDb } from '@aboveboard/storage/mariadb';
import { newMariaDb } from '@aboveboard/storage/testing/mariadb-databases';
import type { Leases } from '@aboveboard/streams';
import { connectRedis, redisLeases } from '@aboveboard/streams/redis';
import { freePort } from '@aboveboard/streams/testing/free-port';
import { type RedisServer, startRedis } from '@aboveboard/streams/testing/redis-server';
import { afterAll, expect, onTestFinished } from 'vitest';
import type { z } from 'zod';
import type { Role, ServerConfig } from '../config/settings.ts';
import { osPorts } from '../ports/os-ports.ts';
import { dataFolder, type OnEnd, QUICK } from './open-room.ts';
import { type GuestOptions, type PlayingGuest, seatGuest, until } from './playing-guest.ts';
import { type ServerProcess, startProcess } from './server-process.ts';

/** Two fifths of the room's: on a machine that has much else to do, shorter ones run out by themselves. */
export const LEASE_MS = 2_000;
const START_WITHIN_MS = 60_000;

export interface ClusterProcess extends ServerProcess {
  /** What its leases begin with, such as `shard-2`. */
  readonly name: string;
  readonly roles: readonly Role[];
  /** Ends it as a power cut would, and waits until it is gone. */
  kill(): Promise<void>;
  /** Asks it to end in order and waits until it has; fails where it does not end with 0. */
  stop(): Promise<void>;
  /** Stops it from running, with its connections open (SIGSTOP), and lets it go on (SIGCONT). */
  freeze(): void;
  thaw(): void;
}

export interface ClusterOptions {
  readonly gateways?: number;
  readonly shards?: number;
  /** Worker and log are one process: two starts in the time of one. */
  readonly isSmall?: boolean;
  /** Another database than one in the MariaDB of the run: one that a test may kill. */
  readonly databaseUrl?: string;
  /** For all processes. */
  readonly settings?: Partial<ServerConfig>;
  /** When it ends: with the test that starts it, or as `atOneEnd` says. */
  readonly onEnd?: OnEnd;
}

export interface ClusterUnderTest {
  readonly redis: RedisServer;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly data: string;
  readonly db: Db;
  /** Who has what, as Redis says. */
  readonly leases: Leases;
  readonly operatorToken: string;
  readonly gateways: readonly ClusterProcess[];
  readonly shards: readonly ClusterProcess[];
  readonly api: ClusterProcess;
  readonly worker: ClusterProcess;
  readonly log: ClusterProcess;
  /** One more process, or one in the place of another; it is ready, or says why not. */
  start(role: Role | readonly Role[], settings?: Partial<ServerConfig>): Promise<ClusterProcess>;
  /** Asks the api; fails on any answer but one of success. */
  get(path: string, token?: string): Promise<unknown>;
  post(path: string, body?: unknown, token?: string): Promise<unknown>;
  /** A table of a player's own, open. */
  openTable(settings?: Partial<z.input<typeof rest.newTableRequest>>): Promise<string>;
  /** Plays through the SDK, by the gateways there are, another one at each connection. */
  seat(guest: Omit<GuestOptions, 'url'>): Promise<PlayingGuest>;
  /** Ports of a client that connects to one gateway after the other. */
  clientPorts(first?: number): ClientPorts;
  /** The shard that has a table, as a process; null while none has. */
  shardOf(tableId: string): Promise<ClusterProcess | null>;
  /** Fails unless the books agree and hold all that was issued. */
  checkBooks(): Promise<void>;
}

export async function startCluster(options: ClusterOptions = {}): Promise<ClusterUnderTest> {
  const { gateways = 2, shards = 2, isSmall = false } = options;
  const onEnd = options.onEnd ?? atOneEnd(onTestFinished);
  assert(options.onEnd !== afterAll, 'a hook is registered at the top of a file: const onEnd = atOneEnd(afterAll)');
  const [port, databaseUrl] = await Promise.all([freePort(), options.databaseUrl ?? newMariaDb()]);
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--maxmemory-policy', 'noeviction'];
  const redis = await startRedis({ appendonly: true, args, atEnd: onEnd });
  const redisUrl = `redis://127.0.0.1:${port}`;
  const data = dataFolder(onEnd);
  const common: Partial<ServerConfig> = {
    ...QUICK,
    ...{ databaseUrl, redisUrl, data, leaseMs: LEASE_MS, logName: 'test.example', logLevel: 'warn', rejoinMs: 30_000 },
    ...options.settings,
  };
  const all = new Set<ClusterProcess>();
  let started = 0;
  const start = async (role: Role | readonly Role[], settings: Partial<ServerConfig> = {}): Promise<ClusterProcess> => {
    const roles = typeof role === 'string' ? [role] : [...role];
    const name = `${roles.join('-')}-${++started}`;
    const own = { ...common, ...settings, roles, processName: name };
    const known = clusterProcess(await startProcess({ settings: own, onEnd }), name, roles);
    onEnd(() => known.kill());
    all.add(known);
    void known.exited.then(() => all.delete(known));
    return known;
  };
  const many = (role: Role, count: number) => Promise.all(Array.from({ length: count }, () => start(role)));
  const beside = async (): Promise<readonly [api: ClusterProcess, worker: ClusterProcess, log: ClusterProcess]> => {
    if (!isSmall) return Promise.all([start('api'), start('worker'), start('log')]);
    const [api, one] = await Promise.all([start('api'), start(['worker', 'log'])]);
    return [api, one, one];
  };
  const [tables, front, [api, worker, log]] = await Promise.all([many('shard', shards), many('gateway', gateways), beside()]);
  const client = await connectRedis({ url: redisUrl });
  const db = await openMariaDb(databaseUrl);
  onEnd(async () => {
    client.destroy();
    await db.close();
  });
  const leases = redisLeases(client, osPorts.scheduler, { space: 'room.leases' });
  const call = async (method: string, path: string, token?: string, body?: unknown): Promise<unknown> => {
    const headers = { ...(token && { authorization: `Bearer ${token}` }), ...(body !== undefined && JSON_BODY) };
    const answer = await fetch(`${api.url}${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    expect(answer.ok, `${method} ${path}: ${answer.status} ${text}`).toBe(true);
    return text === '' ? null : JSON.parse(text);
  };
  const clientPorts = (first = 0): ClientPorts => {
    let next = first;
    const ports = nodePorts();
    return {
      ...ports,
      connect: (_url, subprotocol, handlers) => {
        const here = [...all].filter(({ roles }) => roles.includes('gateway'));
        const gateway = here[next++ % Math.max(1, here.length)];
        return ports.connect(`${(gateway?.url ?? 'http://127.0.0.1:1').replace('http', 'ws')}/ws`, subprotocol, handlers);
      },
    };
  };
  const cluster: ClusterUnderTest = {
    ...{ redis, databaseUrl, redisUrl, data, db, leases, api, worker, log, start, clientPorts },
    gateways: front,
    shards: tables,
    operatorToken: api.operatorToken ?? expect.fail('the api of a new room prints its token'),
    get: (path, token) => call('GET', path, token),
    post: (path, body, token) => call('POST', path, token, body),
    async openTable(settings = {}) {
      const owner = (await call('POST', '/api/v1/guests', undefined, { nickname: 'Owner' })) as { token: string };
      const wish = { ...A_TABLE, ...settings };
      const made = (await call('POST', '/api/v1/tables', owner.token, wish)) as { settings: { tableId: string } };
      return made.settings.tableId;
    },
    seat: (guest) => seatGuest({ ...guest, url: api.url, onEnd, ports: clientPorts(guest.seat ?? 0) }),
    async shardOf(tableId) {
      const held = (await leases.list()).find(({ name }) => name === `table:${tableId}`);
      return [...all].find(({ name }) => held?.holder.startsWith(`${name}-`)) ?? null;
    },
    async checkBooks() {
      const { operatorToken } = cluster;
      const books = rest.reconcileReply.parse(await call('GET', '/api/v1/operator/reconcile', operatorToken));
      expect(books).toMatchObject({ differences: [], held: books.issued });
    },
  };
  await untilReady([...all]);
  return cluster;
}

/**
 * What is begun later, within another test or hook, ends with all the rest, the last first. For a cluster that all tests of a file share, at the
 * top of the file: `const onEnd = atOneEnd(afterAll)`; a hook that is registered within another one never runs.
 */
export function atOneEnd(onEnd: OnEnd): OnEnd {
  const tasks: (() => void | Promise<void>)[] = [];
  onEnd(async () => {
    const errors: unknown[] = [];
    for (const task of tasks.splice(0).reverse()) {
      try {
        await task();
      } catch (error) {
        errors.push(error); // whatever goes wrong with one, no process outlives the test
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, 'not all of the cluster ended as it should');
  });
  return (task) => void tasks.push(task);
}

function clusterProcess(server: ServerProcess, name: string, roles: readonly Role[]): ClusterProcess {
  return {
    ...{ ...server, name, roles },
    async kill() {
      server.signal('SIGKILL');
      await server.exited;
    },
    async stop() {
      server.signal('SIGTERM');
      expect(await server.exited, `${name}: ${server.output()}`).toEqual({ code: 0, signal: null });
    },
    freeze: () => server.signal('SIGSTOP'),
    thaw: () => server.signal('SIGCONT'),
  };
}

/** @throws with what each says of itself and has logged, where they do not become it */
async function untilReady(processes: readonly ClusterProcess[]): Promise<void> {
  let missing: readonly string[] = [];
  const areReady = async (): Promise<boolean> => {
    missing = (await Promise.all(processes.map(reasonsOf))).flat();
    return missing.length === 0;
  };
  await until(areReady, 'all processes to be ready', START_WITHIN_MS).catch((error: Error) => {
    throw new Error([error.message, ...missing].join('\n'));
  });
}

async function reasonsOf({ url, name, output }: ClusterProcess): Promise<readonly string[]> {
  const answer = await fetch(`${url}/readyz`);
  return answer.ok ? [] : [`${name}: ${await answer.text()}`, output()];
}

const JSON_BODY = { 'content-type': 'application/json' };
const A_TABLE = { name: 'Test', seats: 6, game: 'NT', smallBlind: 5, bigBlind: 10, isPrivate: false } as const;
