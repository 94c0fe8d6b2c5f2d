/** What Redis, or the way to it, did not do: nobody's wish refused, so it is thrown rather than returned. */
import { ErrorReply } from '@redis/client';

/**
 * - `UNAVAILABLE`: no answer in time, or none that could be trusted. What was asked for may have been done or not.
 * - `OUT_OF_MEMORY`: Redis is at its `maxmemory`; nothing was done. Readers still read and trim, and so make room.
 */
export type RedisFaultCode = 'UNAVAILABLE' | 'OUT_OF_MEMORY';

export class RedisFault extends Error {
  override readonly name = 'RedisFault';
  readonly code: RedisFaultCode;

  constructor(code: RedisFaultCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** Answers by which a server says that it cannot do anything yet, or any more, whatever it is asked. */
const NOT_SERVING = /^(LOADING|MISCONF|READONLY|MASTERDOWN|BUSY|TRYAGAIN|CLUSTERDOWN)\b/;

/** The fault behind an error of the Redis client; an error that is our own mistake, such as a wrong command, is thrown on. */
export function faultOf(error: unknown): RedisFault {
  if (error instanceof RedisFault) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof ErrorReply)) return new RedisFault('UNAVAILABLE', `Redis does not answer: ${message}`, error);
  if (message.startsWith('OOM')) {
    return new RedisFault('OUT_OF_MEMORY', `Redis is out of memory and took nothing: raise maxmemory, or read more`, error);
  }
  if (NOT_SERVING.test(message)) return new RedisFault('UNAVAILABLE', `Redis cannot serve now: ${message}`, error);
  throw error;
}
