/**
 * Which trace is going on, followed through everything asynchronous that comes of it, and its form between processes: the `traceparent`
 * of W3C Trace Context.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { isSpanContextValid, type SpanContext, TraceFlags } from '@opentelemetry/api';

const current = new AsyncLocalStorage<SpanContext>();

/** Null outside of any trace. */
export function currentTrace(): SpanContext | null {
  return current.getStore() ?? null;
}

/** Runs `task`, and all that it begins, as part of a trace. */
export function runTraced<T>(trace: SpanContext, task: () => T): T {
  return current.run(trace, task);
}

/** Reads any version's header by the parts that all of them have; null for what is none. */
export function readTraceparent(text: string | null | undefined): SpanContext | null {
  const [, traceId, spanId, flags] =
    /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:$|-)/.exec(text ?? '') ?? [];
  if (!traceId || !spanId || !flags) return null;
  const trace = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED, isRemote: true };
  return isSpanContextValid(trace) ? trace : null;
}

export function writeTraceparent({ traceId, spanId, traceFlags }: SpanContext): string {
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

/** What each line of the log says of the trace it was written in. */
export function traceOfLogLine(): { readonly traceId?: string } {
  const trace = currentTrace();
  return trace === null ? {} : { traceId: trace.traceId };
}
