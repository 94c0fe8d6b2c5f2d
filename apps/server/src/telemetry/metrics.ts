/**
 * The metrics of one server: OpenTelemetry's instruments, read by Prometheus.
 *
 * Nothing is global, so two servers in one process count apart.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Finding } from '@aboveboard/room';
import type { QueueEvents } from '@aboveboard/streams';
import type { Meter } from '@opentelemetry/api';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { AggregationTemporality, InstrumentType, MeterProvider } from '@opentelemetry/sdk-metrics';
import { observeProcess } from './gauges.ts';
import { counterOf } from './instruments.ts';
import { queueMetrics } from './queue-metrics.ts';

/** All there are: each is there from the start, at 0. */
const FINDINGS: Readonly<Record<Finding['code'], true>> = {
  BOX_UNREADABLE: true,
  LOG_CONFLICT: true,
  LEDGER_FAULT: true,
  RECOVERY_FAILED: true,
  TABLE_FAULT: true,
  STORAGE_LOST: true,
  LOG_LOST: true,
};

export interface Metrics {
  readonly meter: Meter;
  readonly queueEvents: QueueEvents;
  handEnded(): void;
  finding(code: Finding['code']): void;
  countsFailed(queue: string): void;
  /** Answers a scrape. */
  answer(request: IncomingMessage, response: ServerResponse): void;
  close(): Promise<void>;
}

/** @param queues names of those there are. */
export function openMetrics(queues: readonly string[]): Metrics {
  const reader = new PrometheusExporter({ preventServerStart: true, withoutScopeInfo: true, withoutTargetInfo: true });
  reader.selectAggregationTemporality = temporality;
  const provider = new MeterProvider({ readers: [reader] });
  const meter = provider.getMeter('aboveboard');
  const hands = counterOf(meter, 'aboveboard_hands_ended_total');
  const findings = counterOf(meter, 'aboveboard_findings_total');
  const countsFailed = counterOf(meter, 'aboveboard_queue_counts_failed_total');
  hands.add(0);
  for (const code of Object.keys(FINDINGS)) findings.add(0, { code });
  for (const queue of queues) countsFailed.add(0, { queue });
  const endProcess = observeProcess(meter);
  return {
    meter,
    queueEvents: queueMetrics(meter, queues),
    handEnded: () => hands.add(1),
    finding: (code) => findings.add(1, { code }),
    countsFailed: (queue) => countsFailed.add(1, { queue }),
    answer: (request, response) => reader.getMetricsRequestHandler(request, response),
    async close() {
      endProcess();
      await provider.shutdown();
    },
  };
}

/** Of gauges only what was observed at this scrape: as cumulative ones, they would repeat the last value of what is not known any more. */
function temporality(type: InstrumentType): AggregationTemporality {
  return type === InstrumentType.OBSERVABLE_GAUGE ? AggregationTemporality.DELTA : AggregationTemporality.CUMULATIVE;
}
