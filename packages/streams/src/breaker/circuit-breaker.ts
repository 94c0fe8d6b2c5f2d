/** A circuit with a clock: one for each thing depended on, in each process. */
import { assert, type Clock, ok, type Result } from '@aboveboard/kit';
import {
  type Circuit,
  type CircuitEvent,
  type CircuitOpen,
  type CircuitSettings,
  CLOSED,
  countsOf,
  DEFAULT_CIRCUIT,
  decideAsk,
  decideOutcome,
  evolve,
  type Outcome,
  retryIn,
} from './circuit.ts';

/** A call that was let through. */
export interface Admission {
  /** The one call by which an open circuit is tried. */
  readonly isProbe: boolean;
  /** How long a probe has; null for any other call. */
  readonly deadlineInMs: number | null;
  /** Tells how the call went. Only the first counts, and none after the deadline of a probe has let another through. */
  settle(outcome: Outcome): void;
}

export interface BreakerStatus {
  readonly state: Circuit['kind'];
  /** Outcomes in the window, and how many of them failures. 0 unless closed. */
  readonly samples: number;
  readonly failures: number;
  /** 0 when a call may be made now. */
  readonly retryInMs: number;
}

export interface CircuitBreaker {
  /** Asks before a call. Each admission is settled; with `unused` when there was nothing to call after all. */
  ask(): Result<Admission, CircuitOpen>;
  /** For metrics, and for not fetching work that could not be done. Changes nothing. */
  status(): BreakerStatus;
}

/** A breaker that starts closed. Settings left out are a window of 60 s, half failed of at least 20, 30 s of cooldown, 10 s a probe. */
export function circuitBreaker(clock: Clock, own: Partial<CircuitSettings> = {}): CircuitBreaker {
  const settings = { ...DEFAULT_CIRCUIT, ...own };
  assertSettings(settings);
  let circuit = CLOSED;
  const apply = (events: readonly CircuitEvent[]): void => {
    circuit = events.reduce((state, event) => evolve(state, settings, event), circuit);
  };
  return {
    ask: () => {
      const asked = decideAsk(circuit, settings, clock.nowMs());
      if (!asked.ok) return asked;
      const { permit, events } = asked.value;
      apply(events);
      let isSettled = false;
      const settle = (outcome: Outcome): void => {
        if (!isSettled) apply(decideOutcome(circuit, settings, permit, outcome, clock.nowMs()));
        isSettled = true;
      };
      return ok({ isProbe: permit.isProbe, deadlineInMs: permit.isProbe ? settings.probeMs : null, settle });
    },
    status: () => {
      const nowMs = clock.nowMs();
      return { state: circuit.kind, ...countsOf(circuit, settings, nowMs), retryInMs: retryIn(circuit, settings, nowMs) };
    },
  };
}

function assertSettings({ failureShare, minSamples, windowMs, cooldownMs, probeMs }: CircuitSettings): void {
  assert(failureShare > 0 && failureShare <= 1, `not a share of failures: ${failureShare}`);
  for (const whole of [minSamples, windowMs, cooldownMs, probeMs]) {
    assert(Number.isSafeInteger(whole) && whole >= 1, `a circuit breaker wants whole numbers from 1, got ${whole}`);
  }
}
