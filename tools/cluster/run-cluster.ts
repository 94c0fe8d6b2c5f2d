/** A whole cluster on this machine: services, processes in the order in which they need each other, and a front for browsers. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../packages/streams/src/testing/free-port.ts';
import { type Front, startFront } from './front.ts';
import { type Started, startProcess, untilReady, type Wanted } from './processes.ts';
import { type Service, startMariaDb, startRedis } from './services.ts';

export interface ClusterWish {
  readonly folder: string;
  readonly host: string;
  readonly port: number;
  readonly gateways: number;
  readonly shards: number;
  readonly hasBots: boolean;
}

export interface RunningCluster {
  readonly url: string;
  readonly processes: readonly Started[];
  readonly services: { readonly mariaDb: Service; readonly redis: Service };
  readonly operatorToken: string | null;
  /** Shards first, so that hands are played to their end; then the others; the services last. */
  stop(): Promise<void>;
  /** At once, as a power cut. */
  kill(): void;
}

/** In this order: each finds there what it needs. The api opens the house's tables and so comes after the shards. */
const ORDER = ['log', 'shard', 'api', 'worker', 'gateway'];

/** @param say hears of each process that ends by itself */
export async function runCluster(wish: ClusterWish, say: (text: string) => void): Promise<RunningCluster> {
  const { folder } = wish;
  const [data, logs] = [join(folder, 'room'), join(folder, 'logs')];
  for (const one of [data, logs]) mkdirSync(one, { recursive: true, mode: 0o700 });
  const processes: Started[] = [];
  const services: Service[] = [];
  let front: Front | null = null;
  let isStopping = false;
  const end = async (): Promise<void> => {
    isStopping = true;
    for (const roles of [['shard'], ['gateway', 'api', 'worker'], ['log']]) {
      const some = processes.filter(({ role }) => roles.includes(role));
      for (const one of some) one.signal('SIGCONT');
      for (const one of some) one.signal('SIGTERM');
      await Promise.all(some.map(({ exited }) => exited));
    }
    await front?.close();
    for (const service of services.splice(0).reverse()) await service.stop();
  };
  const kill = (): void => {
    isStopping = true;
    for (const one of processes) one.signal('SIGKILL');
    for (const { pid } of services) process.kill(pid, 'SIGKILL');
  };
  try {
    const mariaDb = await startMariaDb(join(folder, 'mariadb'));
    services.push(mariaDb);
    const redis = await startRedis(join(folder, 'redis'), await freePort());
    services.push(redis);
    const env = settingsOf(wish, data, mariaDb, redis);
    for (const role of ORDER) {
      const started = await Promise.all(wantedOf(wish, role).map((wanted) => startProcess(wanted, env, logs)));
      processes.push(...started);
    }
    for (const { name, exited } of processes)
      void exited.then((how) =>
        isStopping ? null : say(`${name} ended (${how}); the others go on. See ${join(logs, `${name}.log`)}`),
      );
    await untilReady(processes);
    const portsOf = (role: string): number[] => processes.filter((one) => one.role === role).map(({ port }) => port);
    const [apiPort = 0] = portsOf('api');
    front = await startFront(wish.host, wish.port, { apiPort, gatewayPorts: portsOf('gateway') });
    const operatorToken = processes.find(({ role }) => role === 'api')?.operatorToken ?? null;
    const { port } = front.server.address() as { port: number };
    return { url: `http://localhost:${port}`, processes, services: { mariaDb, redis }, operatorToken, stop: end, kill };
  } catch (error) {
    await end();
    throw error;
  }
}

function wantedOf({ gateways, shards }: ClusterWish, role: string): readonly Wanted[] {
  const count = role === 'gateway' ? gateways : role === 'shard' ? shards : 1;
  return Array.from({ length: count }, (_, i) => ({ role, name: count === 1 ? role : `${role}-${i + 1}` }));
}

/** Settings of this program's environment are those of all; the front is trusted to say where players come from; each process takes a free port. */
function settingsOf(
  { hasBots }: ClusterWish,
  data: string,
  mariaDb: Service,
  redis: Service,
): Readonly<Record<string, string>> {
  return {
    ...Object.fromEntries(
      Object.entries(process.env).flatMap(([name, value]) => (isSetting(name) && value ? [[name, value]] : [])),
    ),
    ABOVEBOARD_DATA: data,
    ABOVEBOARD_DATABASE_URL: mariaDb.url,
    ABOVEBOARD_REDIS_URL: redis.url,
    ABOVEBOARD_LOG_NAME: 'localhost',
    ABOVEBOARD_HOST: '127.0.0.1',
    ABOVEBOARD_PORT: '0',
    ABOVEBOARD_TRUSTED_PROXIES: '127.0.0.1',
    ABOVEBOARD_BOTS: hasBots ? 'on' : 'off',
  };
}

function isSetting(name: string): boolean {
  return name.startsWith('ABOVEBOARD_');
}
