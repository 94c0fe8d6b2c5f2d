/**
 * Every metric of the server, by name. docs/operate/metrics.md lists the same ones; a test holds the two together.
 *
 * Names are those Prometheus sees: counters end with `_total`, and a unit is part of the name. No label takes a value that somebody
 * outside chooses, so their number stays what it is.
 */
import type { Attributes, Counter, Histogram, Meter, ObservableCounter, ObservableGauge } from '@opentelemetry/api';

interface Instrument {
  readonly kind: 'counter' | 'histogram' | 'gauge' | 'observed-counter';
  readonly help: string;
  /** As UCUM writes it; none for what is counted. */
  readonly unit?: 's' | 'By';
  readonly labels: readonly string[];
}

/** From a job of some milliseconds to one of a quarter of an hour. */
const RUN_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900];
/** A queue may be behind for hours. */
const WAIT_SECONDS = [...RUN_SECONDS, 3_600, 14_400];

export const INSTRUMENTS = {
  aboveboard_queue_jobs_produced_total: counter('Jobs that were added.', 'queue'),
  aboveboard_queue_jobs_refused_total: counter('Jobs that were not added, by reason.', 'queue', 'reason'),
  aboveboard_queue_jobs_consumed_total: counter('Runs given to workers of this process, those taken over included.', 'queue'),
  aboveboard_queue_jobs_completed_total: counter('Jobs that ended well.', 'queue'),
  aboveboard_queue_jobs_failed_total: counter('Runs that failed: retried or dead-lettered.', 'queue'),
  aboveboard_queue_jobs_retried_total: counter('Runs that failed and will be tried again.', 'queue'),
  aboveboard_queue_jobs_dead_lettered_total: counter('Jobs that became dead letters, by reason.', 'queue', 'reason'),
  aboveboard_queue_jobs_reclaimed_total: counter('Runs taken over because the lease of another worker ran out.', 'queue'),
  aboveboard_queue_jobs_cancelled_total: counter('Jobs that were cancelled.', 'queue'),
  aboveboard_queue_jobs_given_back_total: counter('Runs returned to the queue by a worker that stopped.', 'queue'),
  aboveboard_queue_job_duration_seconds: { ...histogram('How long a run took that ended well or is retried.', 'queue') },
  aboveboard_queue_job_wait_seconds: { ...histogram('How long a job had been ready when a run began.', 'queue') },
  aboveboard_queue_waiting_jobs: gauge('Jobs that are ready, by priority.', 'queue', 'priority'),
  aboveboard_queue_held_jobs: gauge('Jobs that wait for another of their key.', 'queue'),
  aboveboard_queue_delayed_jobs: gauge('Jobs that are not due yet, retries included.', 'queue'),
  aboveboard_queue_in_flight_jobs: gauge('Jobs that run, in any process.', 'queue'),
  aboveboard_queue_dead_jobs: gauge('Dead letters.', 'queue'),
  aboveboard_queue_oldest_waiting_seconds: {
    ...gauge('How long the job next in turn has been ready; 0 when none is.', 'queue'),
    unit: 's',
  },
  aboveboard_queue_paused: gauge('1 while the queue is paused, else 0.', 'queue'),
  aboveboard_queue_counts_failed_total: counter('Times the store did not say in time how many jobs there are.', 'queue'),
  aboveboard_events_unpublished: gauge('Events that are not told yet.'),
  aboveboard_events_oldest_unpublished_seconds: {
    ...gauge('For how long the oldest event that is not told yet has been true; 0 when all are told.'),
    unit: 's',
  },
  aboveboard_consumer_lag_events: gauge('Told events that the consumer has not taken yet.', 'consumer'),
  aboveboard_consumer_lag_seconds: {
    ...gauge('For how long the first event that the consumer has not taken yet has been true; 0 when it has all.', 'consumer'),
    unit: 's',
  },
  aboveboard_consumer_dead_events: gauge('Events that the consumer could not take.', 'consumer'),
  aboveboard_events_counts_failed_total: counter(
    'Times the database did not say in time how far events are, or how many signals are open.',
  ),
  aboveboard_signals_open: gauge('Pairs of players that an operator has to look at.'),
  aboveboard_breaker_state: gauge('Of what the server depends on: 0 closed, 1 half-open, 2 open.', 'dependency'),
  aboveboard_backup_age_seconds: { ...gauge('Since the moment that the last good backup shows.'), unit: 's' },
  aboveboard_backup_shipped_age_seconds: {
    ...gauge('Since everything that was committed was shipped to the backups.'),
    unit: 's',
  },
  aboveboard_books_differences: gauge('What the last reconciliation found that should not be.'),
  aboveboard_books_clean_age_seconds: {
    ...gauge('Since the last reconciliation began that found nothing.'),
    unit: 's',
  },
  aboveboard_books_cash_outs_blocked: gauge('1 while chips may not leave a wallet because of what was found, else 0.'),
  aboveboard_books_close_age_seconds: { ...gauge('Since the end of the last day that is closed.'), unit: 's' },
  aboveboard_hands_ended_total: counter('Hands that ended, played or void.'),
  aboveboard_database_conflicts_total: counter(
    'Transactions that were undone for the sake of another (deadlocks) and run again; MariaDB only.',
  ),
  aboveboard_findings_total: counter('What an operator must look into, by code; the log says more.', 'code'),
  aboveboard_connections: gauge('Players and spectators who are connected.'),
  aboveboard_public_tables: gauge('Public tables that are open.'),
  aboveboard_public_seats_taken: gauge('Seats taken at public tables.'),
  process_resident_memory_bytes: { ...gauge('Memory of the process that is in RAM.'), unit: 'By' },
  process_cpu_seconds_total: { kind: 'observed-counter', help: 'Time the process has been computing.', unit: 's', labels: [] },
  nodejs_event_loop_delay_p99_seconds: {
    ...gauge('How late 99 of 100 timers were, at most, in the last ten seconds or more.'),
    unit: 's',
  },
} as const satisfies Record<string, Instrument>;

type NameOf<Kind extends Instrument['kind']> = {
  [Name in keyof typeof INSTRUMENTS]: (typeof INSTRUMENTS)[Name]['kind'] extends Kind ? Name : never;
}[keyof typeof INSTRUMENTS];

function counter<const Labels extends readonly string[]>(help: string, ...labels: Labels) {
  return { kind: 'counter', help, labels } as const;
}

function gauge<const Labels extends readonly string[]>(help: string, ...labels: Labels) {
  return { kind: 'gauge', help, labels } as const;
}

function histogram<const Labels extends readonly string[]>(help: string, ...labels: Labels) {
  return { kind: 'histogram', help, unit: 's', labels } as const;
}

export function counterOf(meter: Meter, name: NameOf<'counter'>): Counter<Attributes> {
  return meter.createCounter(name, { description: INSTRUMENTS[name].help });
}

export function histogramOf(meter: Meter, name: NameOf<'histogram'>): Histogram<Attributes> {
  const explicitBucketBoundaries = name === 'aboveboard_queue_job_wait_seconds' ? WAIT_SECONDS : RUN_SECONDS;
  return meter.createHistogram(name, { ...described(name), advice: { explicitBucketBoundaries } });
}

export function gaugeOf(meter: Meter, name: NameOf<'gauge'>): ObservableGauge<Attributes> {
  return meter.createObservableGauge(name, described(name));
}

export function observedCounterOf(meter: Meter, name: NameOf<'observed-counter'>): ObservableCounter<Attributes> {
  return meter.createObservableCounter(name, described(name));
}

function described(name: keyof typeof INSTRUMENTS) {
  const { help, unit }: Instrument = INSTRUMENTS[name];
  return unit === undefined ? { description: help } : { description: help, unit };
}
