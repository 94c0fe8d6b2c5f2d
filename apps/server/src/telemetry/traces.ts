/**
 * Traces of work, from the request or scheduler that added a job to the run that ended it: OpenTelemetry's spans, sent by OTLP where an
 * address for them is set. Without one nothing is sent, and jobs and log lines have their trace all the same.
 */
import type { JobTraces } from '@aboveboard/room';
import type { QueueStore } from '@aboveboard/streams';
import { type Attributes, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Logger } from 'pino';
import { tellingExporter } from './telling-exporter.ts';
import { currentTrace, readTraceparent, runTraced, writeTraceparent } from './trace-context.ts';

/** Spans that wait for being sent; more are dropped, since no play and no job waits for a collector. */
const MAX_WAITING_SPANS = 2_048;
const BATCH = 256;
const SEND_EVERY_MS = 1_000;
const SEND_WITHIN_MS = 5_000;
/** The last spans have so long when the server stops. */
const STOP_WITHIN_MS = 1_500;

export interface Traces {
  readonly jobs: JobTraces;
  /** The store, each of whose adds is a span, and each job added the next part of its trace. */
  following(store: QueueStore): QueueStore;
  /** Answers a request as a span of its own; of the trace its header names, where it has one. */
  answering<T>(name: string, traceparent: string, answer: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** @param url of an OTLP receiver's `/v1/traces`; none sends nothing. */
export async function openTraces(url: string | undefined, logger: Logger): Promise<Traces> {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'aboveboard' }),
    spanProcessors: url === undefined ? [] : [await sending(url, logger)],
    spanLimits: { attributeValueLengthLimit: 1_000 },
  });
  const tracer = provider.getTracer('aboveboard');
  return {
    jobs: jobTraces(tracer, logger),
    following: (store) => ({
      ...store,
      async add(queue, jobs) {
        const attributes = { ...ofQueue(queue.name, 'send'), 'messaging.batch.message_count': jobs.length };
        return spanning(tracer, `add ${queue.name}`, SpanKind.PRODUCER, attributes, async (span) => {
          const traceparent = writeTraceparent(span.spanContext());
          const answers = await store.add(
            queue,
            jobs.map((job) => ({ trace: traceparent, ...job })),
          );
          span.setAttribute('aboveboard.jobs.added', answers.filter(({ ok }) => ok).length);
          return answers;
        });
      },
    }),
    answering(name, traceparent, answer) {
      const caller = readTraceparent(traceparent);
      const run = () => spanning(tracer, name, SpanKind.SERVER, {}, answer);
      return caller === null ? run() : runTraced(caller, run);
    },
    async close() {
      const late = new Promise<void>((resolve) => setTimeout(resolve, STOP_WITHIN_MS).unref());
      await Promise.race([provider.shutdown().catch(() => {}), late]); // what failed has been told already
    },
  };
}

async function sending(url: string, logger: Logger): Promise<BatchSpanProcessor> {
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http'); // most rooms send nothing
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: SEND_WITHIN_MS, concurrencyLimit: 2 });
  return new BatchSpanProcessor({
    exporter: tellingExporter(exporter, logger),
    maxQueueSize: MAX_WAITING_SPANS,
    maxExportBatchSize: BATCH,
    scheduledDelayMillis: SEND_EVERY_MS,
    exportTimeoutMillis: 2 * SEND_WITHIN_MS,
  });
}

function jobTraces(tracer: Tracer, logger: Logger): JobTraces {
  return {
    within(queue, job, work) {
      const attempt = job.errors.length + 1;
      const attributes = { ...ofQueue(queue, 'process'), 'messaging.message.id': job.id, 'aboveboard.job.attempt': attempt };
      const run = () =>
        spanning(tracer, `run ${queue}`, SpanKind.CONSUMER, attributes, async (span) => {
          const end = (outcome: string, why?: string): void => {
            span.setAttribute('aboveboard.job.outcome', outcome);
            if (why !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: why });
            const line = { queue, jobId: job.id, attempt, outcome, ...(why !== undefined && { why }) };
            if (why === undefined) logger.debug(line, 'a run of a job ended');
            else logger.warn(line, 'a run of a job failed');
          };
          try {
            const answer = await work();
            if (answer.ok) end('done');
            else end(answer.error.reason, answer.error.message);
            return answer;
          } catch (error) {
            end('failed', messageOf(error));
            throw error;
          }
        });
      const producer = readTraceparent(job.trace);
      return producer === null ? run() : runTraced(producer, run);
    },
  };
}

/** Runs `work` as a span below the current one; what it throws is noted and thrown on. */
async function spanning<T>(
  tracer: Tracer,
  name: string,
  kind: SpanKind,
  attributes: Attributes,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  const parent = currentTrace();
  const span = tracer.startSpan(name, { kind, attributes }, parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT);
  try {
    return await runTraced(span.spanContext(), () => work(span));
  } catch (error) {
    span.recordException(error instanceof Error ? error : String(error));
    span.setStatus({ code: SpanStatusCode.ERROR, message: messageOf(error) });
    throw error;
  } finally {
    span.end();
  }
}

/** Names after OpenTelemetry's conventions for messaging. */
function ofQueue(queue: string, operation: 'send' | 'process'): Attributes {
  return { 'messaging.system': 'aboveboard', 'messaging.destination.name': queue, 'messaging.operation.type': operation };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
