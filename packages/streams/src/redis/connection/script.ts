/**
 * Lua for what must happen in one step. Sent by its hash; a server that does not know it (new, or started again) gets
 * the text once.
 */
import { createHash } from 'node:crypto';
import { ErrorReply } from '@redis/client';
import type { Redis } from './connect-redis.ts';
import { unsentDeadline } from './unsent-deadline.ts';

export interface Script {
  readonly text: string;
  readonly sha1: string;
}

/**
 * @param text Lua that begins with `#!lua`, with which Redis refuses it as a whole when out of memory, or when its keys
 *   are in more than one slot; `flags=allow-oom` where it must run all the same.
 */
export function script(text: string): Script {
  return { text, sha1: createHash('sha1').update(text).digest('hex') };
}

/**
 * Runs a script and returns its answer, as Redis types it. All keys must share one hash tag.
 *
 * @param isOver what has not been sent when it is raised is not sent any more; five seconds where it is not given.
 */
export async function runScript<T>(
  redis: Redis,
  { text, sha1 }: Script,
  keys: readonly string[],
  args: readonly string[],
  isOver = unsentDeadline(),
): Promise<T> {
  const how = { abortSignal: isOver, timeout: 0 };
  const rest = [String(keys.length), ...keys, ...args];
  try {
    return await redis.sendCommand<T>(['EVALSHA', sha1, ...rest], how);
  } catch (error) {
    if (!(error instanceof ErrorReply && error.message.startsWith('NOSCRIPT'))) throw error;
    return redis.sendCommand<T>(['EVAL', text, ...rest], how);
  }
}
