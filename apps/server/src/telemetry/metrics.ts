/**
 * The metrics of one server: OpenTelemetry's instruments, read by Prometheus.
 *
 * Nothing is global, so two servers in one process count apart.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Finding } from '@aboveboard/room';
import type { QueueEvents } from '@aboveboard/streams';
import { createNoopMeter, type Meter } from '@opentelemetry/api';
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
  JOURNAL_LOST: true,
  MESSAGING_LOST: true,
  BOOKS_DIFFER: true,
  BACKUP_FAILED: true,
};

/** What metrics are measured with and read by. */
export interface Measuring {
  readonly meter: Meter;
  /** Answers a scrape. */
  answer(request: IncomingMessage, response: ServerResponse): void;
  close(): Promise<void>;
}

export interface Metrics extends Measuring {
  readonly queueEvents: QueueEvents;
  handEnded(): void;
  finding(code: Finding['code']): void;
  countsFailed(queue: string): void;
  eventsNotCounted(): void;
  /** A transaction got in another's way and runs again. */
  conflict(): void;
}

const NOBODY: Measuring = {
  meter: createNoopMeter(),
  answer: (_request, response) => void response.writeHead(404).end(),
  close: async () => {},
};

/** Loaded only where somebody reads: most rooms have nobody who does. */
async function openPrometheus(): Promise<Measuring> {
  return (await import('./prometheus.ts')).openPrometheus();
}

/**
 * @param queues names of those there are.
 * @param isRead whether anybody can read them; else nothing is measured, and nothing is loaded for it.
 */
export async function openMetrics(queues: readonly string[], isRead: boolean): Promise<Metrics> {
  const { meter, answer, close } = isRead ? await openPrometheus() : NOBODY;
  const hands = counterOf(meter, 'aboveboard_hands_ended_total');
  const findings = counterOf(meter, 'aboveboard_findings_total');
  const countsFailed = counterOf(meter, 'aboveboard_queue_counts_failed_total');
  const eventsNotCounted = counterOf(meter, 'aboveboard_events_counts_failed_total');
  const conflicts = counterOf(meter, 'aboveboard_database_conflicts_total');
  hands.add(0);
  conflicts.add(0);
  eventsNotCounted.add(0);
  for (const code of Object.keys(FINDINGS)) findings.add(0, { code });
  for (const queue of queues) countsFailed.add(0, { queue });
  return {
    meter,
    queueEvents: queueMetrics(meter, queues),
    handEnded: () => hands.add(1),
    finding: (code) => findings.add(1, { code }),
    countsFailed: (queue) => countsFailed.add(1, { queue }),
    eventsNotCounted: () => eventsNotCounted.add(1),
    conflict: () => conflicts.add(1),
    answer,
    close,
  };
}
