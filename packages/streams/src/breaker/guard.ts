/** Calls through a circuit breaker. */
import { ok, type Result, type Scheduler } from '@aboveboard/kit';
import type { CircuitOpen, Outcome } from './circuit.ts';
import type { Admission, CircuitBreaker } from './circuit-breaker.ts';

export interface GuardOptions {
  /** Gives the call up. By a timeout (`AbortSignal.timeout`) it counts as failed, by anything else it says nothing. */
  readonly signal?: AbortSignal;
  /** Whether what was thrown speaks of the other side's health; all of it by default. What does not counts as a success. */
  readonly isFailure?: (error: unknown) => boolean;
}

/**
 * Makes the call if the circuit lets it, and tells it how it went. The call gets a signal to stop by; once that has fired its
 * result is not waited for. A probe is given up, as failed, at its deadline.
 *
 * @returns the call's value, or CIRCUIT_OPEN when it was not made. Rejects with what the call threw, or with the reason for which
 *   it was given up.
 */
export async function guard<T>(
  breaker: CircuitBreaker,
  scheduler: Scheduler,
  call: (signal: AbortSignal) => Promise<T>,
  { signal, isFailure = () => true }: GuardOptions = {},
): Promise<Result<T, CircuitOpen>> {
  signal?.throwIfAborted();
  const asked = breaker.ask();
  if (!asked.ok) return asked;
  const admission = asked.value;
  const stop = stopOf(admission, scheduler, signal);
  try {
    const value = await Promise.race([call(stop.signal), stop.fired]);
    admission.settle('succeeded');
    return ok(value);
  } catch (error) {
    admission.settle(stop.signal.aborted ? outcomeOfStop(stop.signal.reason) : isFailure(error) ? 'failed' : 'succeeded');
    throw error;
  } finally {
    stop.release();
  }
}

function outcomeOfStop(reason: unknown): Outcome {
  return reason instanceof DOMException && reason.name === 'TimeoutError' ? 'failed' : 'unused';
}

/** Fires at the caller's signal, or at the deadline of a probe. */
function stopOf({ deadlineInMs }: Admission, scheduler: Scheduler, signal: AbortSignal | undefined) {
  const own = new AbortController();
  const fired = new Promise<never>((_, reject) => own.signal.addEventListener('abort', () => reject(own.signal.reason)));
  fired.catch(() => {}); // the call may be over, and then nobody hears of it
  const giveUp = (): void => own.abort(signal?.reason);
  signal?.addEventListener('abort', giveUp);
  const atDeadline = (): void => own.abort(new DOMException('the probe took too long', 'TimeoutError'));
  const timer = deadlineInMs === null ? null : scheduler.after(deadlineInMs, atDeadline);
  const release = (): void => {
    timer?.cancel();
    signal?.removeEventListener('abort', giveUp);
  };
  return { signal: own.signal, fired, release };
}
