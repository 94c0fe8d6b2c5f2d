/** A desk's refusals, and faults of the store behind it, as answers. */
import type { Result } from '@aboveboard/kit';
import type { DeskRefusal } from '@aboveboard/room';
import { HttpRefusal } from '../http/http-refusal.ts';

const STATUS: Record<DeskRefusal['code'], number> = {
  NO_SUCH_QUEUE: 404,
  NO_SUCH_JOB: 404,
  NO_REASON: 400,
  NO_SUCH_CONSUMER: 404,
  NO_SUCH_EVENT: 404,
  NO_SUCH_SIGNAL: 404,
};

/**
 * What the desk answered.
 *
 * @throws HttpRefusal for a refusal, and for a queue store that cannot be reached, which is nobody's mistake here: 503.
 */
export async function deskAnswer<T>(answer: Promise<Result<T, DeskRefusal>>): Promise<T> {
  const result = await answer.catch((error: unknown) => {
    throw storeFault(error);
  });
  if (result.ok) return result.value;
  throw new HttpRefusal(STATUS[result.error.code], result.error.code, result.error.message);
}

/** By its name: a room on queues in memory loads nothing of Redis. */
function storeFault(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== 'RedisFault') return error;
  const { code, message } = error as Error & { code: string };
  const fate = code === 'UNAVAILABLE' ? 'The queues cannot be reached, and what was asked may have been done or not. ' : '';
  return new HttpRefusal(503, code, `${fate}${message}`);
}
