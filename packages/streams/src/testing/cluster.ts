/** A Redis Cluster of one: it has all slots, and refuses what is not in one. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Redis } from '../redis/connection/connect-redis.ts';
import { freePort } from './free-port.ts';

/** What a server is started with that is to be a cluster. */
export async function clusterArgs(): Promise<readonly string[]> {
  return ['--cluster-enabled', 'yes', '--cluster-port', String(await freePort()), '--bind', '127.0.0.1'];
}

/** Gives it all slots, and waits until it serves, which takes it two seconds. */
export async function becomeCluster(redis: Redis): Promise<void> {
  await redis.sendCommand(['CLUSTER', 'ADDSLOTSRANGE', '0', '16383']);
  while (!(await redis.sendCommand<string>(['CLUSTER', 'INFO'])).includes('cluster_state:ok')) await pause(50);
}
