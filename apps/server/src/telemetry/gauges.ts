/** What is read at each scrape: how full the queues are, what the process uses, who is there. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { BooksGauges, EventsStatus } from '@aboveboard/room';
import { type BreakerStatus, PRIORITIES, type QueueCounts } from '@aboveboard/streams';
import type { Meter } from '@opentelemetry/api';
import type { BackupGauges } from '../backup/backup-keeper.ts';
import { gaugeOf, observedCounterOf } from './instruments.ts';

/** The timer whose lateness is measured; what is measured includes it. */
const TIMER_MS = 20;
/** Over which it is measured, at least. */
const DELAY_WINDOW_MS = 10_000;
const BREAKER_STATE: Readonly<Record<BreakerStatus['state'], number>> = { closed: 0, 'half-open': 1, open: 2 };

/** @param latest by queue; one that is not in it has no values. */
export function observeQueues(meter: Meter, latest: () => ReadonlyMap<string, QueueCounts>): void {
  const waiting = gaugeOf(meter, 'aboveboard_queue_waiting_jobs');
  const held = gaugeOf(meter, 'aboveboard_queue_held_jobs');
  const delayed = gaugeOf(meter, 'aboveboard_queue_delayed_jobs');
  const inFlight = gaugeOf(meter, 'aboveboard_queue_in_flight_jobs');
  const dead = gaugeOf(meter, 'aboveboard_queue_dead_jobs');
  const oldest = gaugeOf(meter, 'aboveboard_queue_oldest_waiting_seconds');
  const paused = gaugeOf(meter, 'aboveboard_queue_paused');
  meter.addBatchObservableCallback(
    (observed) => {
      for (const [queue, counts] of latest()) {
        for (const priority of PRIORITIES) observed.observe(waiting, counts.waiting[priority], { queue, priority });
        observed.observe(held, counts.held, { queue });
        observed.observe(delayed, counts.delayed, { queue });
        observed.observe(inFlight, counts.running, { queue });
        observed.observe(dead, counts.dead, { queue });
        observed.observe(oldest, (counts.oldestWaitingMs ?? 0) / 1_000, { queue });
        observed.observe(paused, counts.isPaused ? 1 : 0, { queue });
      }
    },
    [waiting, held, delayed, inFlight, dead, oldest, paused],
  );
}

/** @param latest nothing while the database did not say. */
export function observeEvents(meter: Meter, latest: () => EventsStatus | undefined): void {
  const unpublished = gaugeOf(meter, 'aboveboard_events_unpublished');
  const oldest = gaugeOf(meter, 'aboveboard_events_oldest_unpublished_seconds');
  const lagEvents = gaugeOf(meter, 'aboveboard_consumer_lag_events');
  const lagSeconds = gaugeOf(meter, 'aboveboard_consumer_lag_seconds');
  const dead = gaugeOf(meter, 'aboveboard_consumer_dead_events');
  meter.addBatchObservableCallback(
    (observed) => {
      const status = latest();
      if (!status) return;
      observed.observe(unpublished, status.backlog);
      observed.observe(oldest, status.backlogMs / 1_000);
      for (const { name: consumer, ...behind } of status.consumers) {
        observed.observe(lagEvents, behind.lagEvents, { consumer });
        observed.observe(lagSeconds, behind.lagMs / 1_000, { consumer });
        observed.observe(dead, behind.dead, { consumer });
      }
    },
    [unpublished, oldest, lagEvents, lagSeconds, dead],
  );
}

/** @param latest nothing while the database did not say. */
export function observeSignals(meter: Meter, latest: () => number | undefined): void {
  gaugeOf(meter, 'aboveboard_signals_open').addCallback((observed) => {
    const open = latest();
    if (open !== undefined) observed.observe(open);
  });
}

export function observeBreaker(meter: Meter, dependency: string, status: () => BreakerStatus): void {
  gaugeOf(meter, 'aboveboard_breaker_state').addCallback((observed) =>
    observed.observe(BREAKER_STATE[status().state], { dependency }),
  );
}

/** What is not known yet is left out. */
export function observeBooks(meter: Meter, latest: () => BooksGauges): void {
  const differences = gaugeOf(meter, 'aboveboard_books_differences');
  const cleanAge = gaugeOf(meter, 'aboveboard_books_clean_age_seconds');
  const blocked = gaugeOf(meter, 'aboveboard_books_cash_outs_blocked');
  const closeAge = gaugeOf(meter, 'aboveboard_books_close_age_seconds');
  meter.addBatchObservableCallback(
    (observed) => {
      const now = latest();
      if (now.differences !== null) observed.observe(differences, now.differences);
      if (now.cleanAgeMs !== null) observed.observe(cleanAge, now.cleanAgeMs / 1_000);
      if (now.isBlocked !== null) observed.observe(blocked, now.isBlocked ? 1 : 0);
      if (now.closeAgeMs !== null) observed.observe(closeAge, now.closeAgeMs / 1_000);
    },
    [differences, cleanAge, blocked, closeAge],
  );
}

/** No value where there is no backup yet, or nothing is shipped. */
export function observeBackups(meter: Meter, latest: () => BackupGauges): void {
  gaugeOf(meter, 'aboveboard_backup_age_seconds').addCallback((observed) => {
    const { ageMs } = latest();
    if (ageMs !== null) observed.observe(ageMs / 1_000);
  });
  gaugeOf(meter, 'aboveboard_backup_shipped_age_seconds').addCallback((observed) => {
    const { shippedAgeMs } = latest();
    if (shippedAgeMs !== null) observed.observe(shippedAgeMs / 1_000);
  });
}

export interface Attendance {
  readonly connections: number;
  readonly tables: number;
  readonly seatsTaken: number;
}

export function observeRoom(meter: Meter, attendance: () => Attendance): void {
  const connections = gaugeOf(meter, 'aboveboard_connections');
  const tables = gaugeOf(meter, 'aboveboard_public_tables');
  const seats = gaugeOf(meter, 'aboveboard_public_seats_taken');
  meter.addBatchObservableCallback(
    (observed) => {
      const now = attendance();
      observed.observe(connections, now.connections);
      observed.observe(tables, now.tables);
      observed.observe(seats, now.seatsTaken);
    },
    [connections, tables, seats],
  );
}

/** @returns what ends the measuring. */
export function observeProcess(meter: Meter): () => void {
  const delays = monitorEventLoopDelay({ resolution: TIMER_MS });
  delays.enable();
  gaugeOf(meter, 'process_resident_memory_bytes').addCallback((observed) => observed.observe(process.memoryUsage.rss()));
  observedCounterOf(meter, 'process_cpu_seconds_total').addCallback((observed) => {
    const { user, system } = process.cpuUsage();
    observed.observe((user + system) / 1e6);
  });
  let sinceMs = performance.now();
  let latest = 0;
  gaugeOf(meter, 'nodejs_event_loop_delay_p99_seconds').addCallback((observed) => {
    if (delays.count > 0) latest = Math.max(0, delays.percentile(99) / 1e6 - TIMER_MS) / 1_000;
    observed.observe(latest);
    if (performance.now() - sinceMs < DELAY_WINDOW_MS) return; // whoever looks often, or beside another, sees no less
    delays.reset();
    sinceMs = performance.now();
  });
  return () => delays.disable();
}
