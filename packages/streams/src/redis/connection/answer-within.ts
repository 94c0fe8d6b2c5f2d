/** How long an answer of Redis is waited for. */
import { RedisFault } from './redis-fault.ts';

/**
 * What `call` comes to, or a fault when that takes too long. What was not sent by then is not sent any more: the signal says so.
 *
 * @throws RedisFault `UNAVAILABLE`; what was asked for may have been done, or may yet be.
 */
export async function answerWithin<T>(ms: number, call: (isOver: AbortSignal) => Promise<T>): Promise<T> {
  const isOver = new AbortController();
  const answer = call(isOver.signal);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new RedisFault('UNAVAILABLE', `Redis has not answered for ${ms} ms`));
      isOver.abort();
    }, ms);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
