/** How long an answer of Redis is waited for. */
import { RedisFault } from './redis-fault.ts';

export interface Patience {
  /**
   * What `call` comes to, or, when that takes too long, a fault. What was not sent by then is not sent any more: the signal says so.
   *
   * With `onLate`, for what takes something and must not take it for nobody: it gets an answer that comes after the fault, and while one
   * such answer is overdue no more is asked for.
   *
   * @throws RedisFault `UNAVAILABLE`; what was asked for may have been done, or may yet be.
   */
  wait<T>(call: (isOver: AbortSignal) => Promise<T>, onLate?: (answer: T) => void): Promise<T>;
}

export function patience(answerWithinMs: number): Patience {
  const overdue = new Set<Promise<unknown>>();
  const tooLate = () => new RedisFault('UNAVAILABLE', `Redis has not answered for ${answerWithinMs} ms`);
  return {
    async wait(call, onLate) {
      if (onLate !== undefined && overdue.size > 0) throw tooLate();
      const isOver = new AbortController();
      const answer = call(isOver.signal);
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          reject(tooLate());
          isOver.abort();
          if (onLate === undefined) return;
          overdue.add(answer);
          answer.then(onLate, () => {}).finally(() => overdue.delete(answer));
        }, answerWithinMs);
        answer.then(resolve, reject).finally(() => clearTimeout(timer));
      });
    },
  };
}
