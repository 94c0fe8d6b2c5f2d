/** Waiting for a limit: ask, sleep to the millisecond and a little longer, ask again. */
import { err, ok, type Random, type Result, type Scheduler } from '@aboveboard/kit';
import type { Demand, Limiter } from './limiter.ts';

/** The share of a wait that chance may add, so that those refused together do not come back together. Never taken off. */
const JITTER_SHARE = 0.05;
/** The most that chance may add, in ms. */
const MAX_JITTER_MS = 25;

export interface WaitPorts {
  readonly limiter: Limiter;
  readonly scheduler: Scheduler;
  readonly random: Random;
}

/**
 * Takes what is demanded as soon as it can be had. Whoever asks for much among many who ask for little may wait long: nobody is
 * kept a place.
 *
 * @returns ABORTED when `signal` fires first; then nothing was taken. Rejects when the limiter does.
 */
export async function waitFor(
  { limiter, scheduler, random }: WaitPorts,
  demand: Demand,
  signal?: AbortSignal,
): Promise<Result<void, 'ABORTED'>> {
  while (signal?.aborted !== true) {
    const taken = await limiter.take(demand);
    if (taken.isGranted) return ok(undefined);
    await sleep(scheduler, taken.waitMs + jitterMs(random, taken.waitMs), signal);
  }
  return err('ABORTED');
}

/** A whole number from 0 to a twentieth of the wait, and 0 or 1 for the shortest. */
function jitterMs(random: Random, waitMs: number): number {
  const most = Math.min(MAX_JITTER_MS, Math.max(1, Math.floor(waitMs * JITTER_SHARE)));
  const [high = 0, low = 0] = random.bytes(2);
  return Math.floor(((high * 256 + low) / 65_536) * (most + 1));
}

function sleep(scheduler: Scheduler, delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const wake = (): void => {
      timer.cancel();
      signal?.removeEventListener('abort', wake);
      resolve();
    };
    const timer = scheduler.after(delayMs, wake);
    signal?.addEventListener('abort', wake);
  });
}
