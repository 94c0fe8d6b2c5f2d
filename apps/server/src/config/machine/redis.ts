/** Whether the Redis that the settings name answers, and is one that keeps what it is given. Its address is told without its password. */
import { note, type Remark, wrong } from '../remark.ts';

const DEADLINE_MS = 5_000;
const OLDEST_VERSION = 7;

export async function redisRemarks(url: string | undefined, deadlineMs = DEADLINE_MS): Promise<Remark[]> {
  if (url === undefined) return [];
  const where = `ABOVEBOARD_REDIS_URL: the Redis at ${new URL(url).host}`;
  const { connectRedis } = await import('@aboveboard/streams/redis'); // most rooms have none
  const deadline = AbortSignal.timeout(deadlineMs);
  try {
    const redis = await connectRedis({ url, maxReconnects: 0, signal: deadline });
    const told = fieldsOf(await redis.info());
    redis.destroy();
    return infoRemarks(told, where);
  } catch (error) {
    if (deadline.aborted) return [wrong(`${where} did not answer within ${deadlineMs} ms`)];
    return [wrong(`${where} cannot be used: ${reasonOf(error, url)}`)];
  }
}

/** What contracts/streams.md asks of a Redis: no room forgets a job because memory is short, or because the machine was restarted. */
function infoRemarks(told: ReadonlyMap<string, string>, where: string): Remark[] {
  const version = told.get('redis_version') ?? '';
  const policy = told.get('maxmemory_policy') ?? '';
  return [
    ...(Number.parseInt(version, 10) < OLDEST_VERSION ? [wrong(`${where} is version ${version}, wants 7 or later`)] : []),
    ...(policy === 'noeviction' ? [] : [wrong(`${where} has maxmemory-policy ${policy}, which drops jobs; wants noeviction`)]),
    ...(told.get('aof_enabled') === '1' ? [] : [note(`${where} has appendonly off: a restart of it loses the jobs in it`)]),
  ];
}

/** `INFO` answers lines of `name:value`. */
function fieldsOf(info: string): Map<string, string> {
  const pairs = info
    .split('\r\n')
    .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)] as const);
  return new Map(pairs);
}

function reasonOf(error: unknown, url: string): string {
  const message = error instanceof Error ? error.message : String(error);
  const { password } = new URL(url);
  return password === '' ? message : message.replaceAll(decodeURIComponent(password), '…').replaceAll(password, '…');
}
