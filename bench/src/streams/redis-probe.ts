/** What Redis says of itself, before and after a measurement. */
import type { Redis } from '@aboveboard/streams/redis';

/** Since the counters were last set back. */
export interface RedisSpent {
  /** Calls of each command, those inside scripts too. */
  readonly calls: Readonly<Record<string, number>>;
  readonly commands: number;
  /** Scripts called; all other commands of a queue run inside one, or come with it. */
  readonly scripts: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly cpuMs: number;
}

/** The commands by which this probe itself looks and cleans up, and those of connections coming and going. */
const NOT_COUNTED =
  /^(info|config\b|flushall|bgrewriteaof|ping|client\b|hello|command\b|select|quit|auth|subscribe|unsubscribe)/;

export async function setBack(redis: Redis): Promise<number> {
  await redis.sendCommand(['CONFIG', 'RESETSTAT']);
  return cpuMsOf(String(await redis.sendCommand(['INFO', 'cpu'])));
}

/** @param cpuMsBefore as `setBack` gave it. */
export async function spentSince(redis: Redis, cpuMsBefore: number): Promise<RedisSpent> {
  const [commands, stats, cpu] = await Promise.all(
    ['commandstats', 'stats', 'cpu'].map(async (section) => String(await redis.sendCommand(['INFO', section]))),
  );
  return spentOf(commands ?? '', stats ?? '', cpuMsOf(cpu ?? '') - cpuMsBefore);
}

export function spentOf(commandStats: string, stats: string, cpuMs: number): RedisSpent {
  const calls: Record<string, number> = {};
  for (const [, name = '', count] of commandStats.matchAll(/^cmdstat_([^:]+):calls=(\d+)/gm)) {
    if (!NOT_COUNTED.test(name)) calls[name] = Number(count);
  }
  return {
    calls,
    commands: Object.values(calls).reduce((sum, count) => sum + count, 0),
    scripts: (calls.evalsha ?? 0) + (calls.eval ?? 0) + (calls.fcall ?? 0),
    bytesIn: field(stats, 'total_net_input_bytes'),
    bytesOut: field(stats, 'total_net_output_bytes'),
    cpuMs,
  };
}

export async function usedMemory(redis: Redis): Promise<number> {
  return field(String(await redis.sendCommand(['INFO', 'memory'])), 'used_memory');
}

/** Empties it, and its append-only file, so that the next to be measured finds what the first one found. */
export async function emptied(redis: Redis): Promise<void> {
  await redis.sendCommand(['FLUSHALL', 'SYNC']);
  await redis.sendCommand(['BGREWRITEAOF']);
  const isRewriting = async (): Promise<boolean> => {
    const info = String(await redis.sendCommand(['INFO', 'persistence']));
    return field(info, 'aof_rewrite_in_progress') + field(info, 'aof_rewrite_scheduled') > 0;
  };
  while (await isRewriting()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** User and system time of all its threads. */
function cpuMsOf(info: string): number {
  return (field(info, 'used_cpu_user') + field(info, 'used_cpu_sys')) * 1_000;
}

function field(info: string, name: string): number {
  return Number(new RegExp(`^${name}:([\\d.]+)`, 'm').exec(info)?.[1] ?? Number.NaN);
}
