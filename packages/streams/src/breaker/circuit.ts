/**
 * A circuit: what is known of something we depend on, and whether to call it.
 *
 * Closed, calls go through and their outcomes are counted over a window. When too many of them failed it opens, and calls are
 * refused without being made. After the cooldown one call, the probe, is let through: its success closes the circuit, its failure
 * opens it again. Deciding and applying are apart, and time is passed in. There is no half-open circuit without a probe under
 * way, and each probe has a deadline, so none can be left behind that blocks the next.
 */
import { err, ok, type Result, unreachable } from '@aboveboard/kit';
import { type Counted, countIn, type Slice, slicesWithin, totalOf } from './window.ts';

export interface CircuitSettings {
  /** How far back outcomes count. */
  readonly windowMs: number;
  /** The share of failures, above 0 and up to 1, at which it opens. */
  readonly failureShare: number;
  /** Fewer outcomes than this say nothing. */
  readonly minSamples: number;
  /** How long it stays open before a probe. */
  readonly cooldownMs: number;
  /** How long a probe may take before another is let through instead. */
  readonly probeMs: number;
}

export const DEFAULT_CIRCUIT: CircuitSettings = {
  windowMs: 60_000,
  failureShare: 0.5,
  minSamples: 20,
  cooldownMs: 30_000,
  probeMs: 10_000,
};

/** `era` grows whenever the circuit opens, closes or sends a probe: an outcome of a call let through in another one is late. */
export type Circuit =
  | { readonly kind: 'closed'; readonly era: number; readonly slices: readonly Slice[] }
  | { readonly kind: 'open'; readonly era: number; readonly sinceMs: number; readonly cooldownMs: number }
  | { readonly kind: 'half-open'; readonly era: number; readonly sinceMs: number };

export const CLOSED: Circuit = { kind: 'closed', era: 0, slices: [] };

/** `unused`: nothing was called after all, or it was given up for reasons of the caller's. It says nothing about the other side. */
export type Outcome = 'succeeded' | 'failed' | 'unused';

/** A call let through; its outcome is told to the circuit with it. */
export interface Permit {
  readonly era: number;
  readonly isProbe: boolean;
}

export type CircuitEvent =
  | { readonly kind: 'counted'; readonly atMs: number; readonly counted: Counted }
  | { readonly kind: 'opened'; readonly atMs: number; readonly cooldownMs: number } // 0: a probe that was not used
  | { readonly kind: 'probe-sent'; readonly atMs: number }
  | { readonly kind: 'closed' };

/** Not called: the circuit is open, or its one probe is under way. `retryInMs`: when there may be a probe, at least 1. */
export interface CircuitOpen {
  readonly code: 'CIRCUIT_OPEN';
  readonly retryInMs: number;
}

/** May there be a call now? A permit for it comes with what happens by it, to be applied with `evolve` before the call. */
export function decideAsk(
  circuit: Circuit,
  settings: CircuitSettings,
  nowMs: number,
): Result<{ readonly permit: Permit; readonly events: readonly CircuitEvent[] }, CircuitOpen> {
  if (circuit.kind === 'closed') return ok({ permit: { era: circuit.era, isProbe: false }, events: [] });
  const retryInMs = retryIn(circuit, settings, nowMs);
  if (retryInMs > 0) return err({ code: 'CIRCUIT_OPEN', retryInMs });
  return ok({ permit: { era: circuit.era + 1, isProbe: true }, events: [{ kind: 'probe-sent', atMs: nowMs }] });
}

/** What the outcome of a call changes: nothing when it comes late, or was not used. */
export function decideOutcome(
  circuit: Circuit,
  settings: CircuitSettings,
  permit: Permit,
  outcome: Outcome,
  nowMs: number,
): readonly CircuitEvent[] {
  if (permit.era !== circuit.era || circuit.kind === 'open') return [];
  if (circuit.kind === 'half-open') return [afterProbe(settings, outcome, nowMs)];
  if (outcome === 'unused') return [];
  const counted: CircuitEvent = { kind: 'counted', atMs: nowMs, counted: outcome };
  const after = evolve(circuit, settings, counted);
  const { samples, failures } = countsOf(after, settings, nowMs);
  const isTooMuch = samples >= settings.minSamples && failures >= settings.failureShare * samples;
  return isTooMuch ? [counted, opened(nowMs, settings.cooldownMs)] : [counted];
}

function afterProbe(settings: CircuitSettings, outcome: Outcome, nowMs: number): CircuitEvent {
  switch (outcome) {
    case 'succeeded':
      return { kind: 'closed' };
    case 'failed':
      return opened(nowMs, settings.cooldownMs);
    case 'unused':
      return opened(nowMs, 0);
    default:
      return unreachable(outcome);
  }
}

function opened(atMs: number, cooldownMs: number): CircuitEvent {
  return { kind: 'opened', atMs, cooldownMs };
}

export function evolve(circuit: Circuit, settings: CircuitSettings, event: CircuitEvent): Circuit {
  switch (event.kind) {
    case 'counted': {
      const slices = circuit.kind === 'closed' ? circuit.slices : [];
      return { kind: 'closed', era: circuit.era, slices: countIn(slices, settings.windowMs, event.counted, event.atMs) };
    }
    case 'opened':
      return { kind: 'open', era: circuit.era + 1, sinceMs: event.atMs, cooldownMs: event.cooldownMs };
    case 'probe-sent':
      return { kind: 'half-open', era: circuit.era + 1, sinceMs: event.atMs };
    case 'closed':
      return { kind: 'closed', era: circuit.era + 1, slices: [] };
    default:
      return unreachable(event);
  }
}

/** What counts now; nothing unless it is closed. */
export function countsOf(circuit: Circuit, { windowMs }: CircuitSettings, nowMs: number) {
  return totalOf(circuit.kind === 'closed' ? slicesWithin(circuit.slices, windowMs, nowMs) : []);
}

/** Milliseconds until a call may be let through; 0 when one may be now. A clock set back ends the wait. */
export function retryIn(circuit: Circuit, { probeMs }: CircuitSettings, nowMs: number): number {
  if (circuit.kind === 'closed' || nowMs < circuit.sinceMs) return 0;
  const waitMs = circuit.kind === 'open' ? circuit.cooldownMs : probeMs;
  return Math.max(0, circuit.sinceMs + waitMs - nowMs);
}
