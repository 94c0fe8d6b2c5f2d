/** Troubles that last are told once a minute, not once a try: the log stays readable for as long as Redis is away. */
import type { Clock } from '@aboveboard/kit';
import type { Logger } from 'pino';

const TOLD_EVERY_MS = 60_000;

/**
 * Tells each kind of trouble when it begins and once a minute while it lasts, with how often it was seen since.
 *
 * @returns what hears of troubles; `what` says where, in a few words that do not change from one time to the next.
 */
export function outageLog({ logger, clock }: { readonly logger: Logger; readonly clock: Clock }) {
  const told = new Map<string, { atMs: number; since: number }>();
  return (err: unknown, what: string): void => {
    const last = told.get(what);
    const nowMs = clock.nowMs();
    if (last && nowMs - last.atMs < TOLD_EVERY_MS) {
      last.since += 1;
      return;
    }
    told.set(what, { atMs: nowMs, since: 0 });
    logger.error(
      { err, what, ...(last && last.since > 0 ? { seenSince: last.since } : {}) },
      'something went wrong beside the jobs',
    );
  };
}
