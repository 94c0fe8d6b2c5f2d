/** What is measured only while somebody can read it: the listener for those who monitor, and the gauges it reads. */
import { assert } from '@aboveboard/kit';
import { allQueues, type BooksDesk, eventsStatus, type Gateway, type Shard, type SignalDesk } from '@aboveboard/room';
import type { Db } from '@aboveboard/storage';
import type { BackupKeeper } from '../backup/backup-keeper.ts';
import type { ServerConfig } from '../config/settings.ts';
import type { Reasons } from '../health/readiness.ts';
import { osPorts } from '../ports/os-ports.ts';
import type { Work } from '../work/open-work.ts';
import { watchCounts } from './counts-watch.ts';
import {
  observeBackups,
  observeBooks,
  observeBreaker,
  observeEvents,
  observeQueues,
  observeRoom,
  observeSignals,
} from './gauges.ts';
import type { Metrics } from './metrics.ts';
import { openTelemetryListener } from './telemetry-listener.ts';

export interface Monitors {
  readonly url: string;
  close(): Promise<void>;
}

export interface MonitorPorts {
  readonly db: Db;
  readonly metrics: Metrics;
  /** Null where another process is this; its gauges are read there. */
  readonly gateway: Pick<Gateway, 'connectionCount'> | null;
  readonly shard: Pick<Shard, 'tables'> | null;
  readonly work: Pick<Work, 'store' | 'queues' | 'consumers' | 'redis'> | null;
  readonly books: Pick<BooksDesk, 'gauges'>;
  readonly signals: Pick<SignalDesk, 'count'> | null;
  /** Null where the settings want none. */
  readonly backups: Pick<BackupKeeper, 'gauges'> | null;
  readonly missing: () => Promise<Reasons>;
}

const QUEUES_EVERY_MS = 2_000;
/** A few small statements for each consumer. */
const EVENTS_EVERY_MS = 5_000;
const EVENTS = 'events';
const SIGNALS_EVERY_MS = 60_000;
const SIGNALS = 'signals';

/** Null where the settings want none. @throws ConfigError when the port cannot be had. */
export async function openMonitors(
  { metricsHost: host, metricsPort: port }: Pick<ServerConfig, 'metricsHost' | 'metricsPort'>,
  { db, metrics, gateway, shard, work, books, signals, backups, missing }: MonitorPorts,
): Promise<Monitors | null> {
  if (port === undefined) return null;
  const listener = await openTelemetryListener({ host, port, metrics, missing });
  observeRoom(metrics.meter, () => {
    const tables = shard?.tables() ?? [];
    const seatsTaken = tables.reduce((sum, { taken }) => sum + taken, 0);
    return { connections: gateway?.connectionCount() ?? 0, tables: tables.length, seatsTaken };
  });
  if (backups !== null) observeBackups(metrics.meter, backups.gauges);
  const watches = work === null ? [] : watchWork(work, { db, metrics });
  if (work !== null) observeBooks(metrics.meter, books.gauges); // where the books are looked after or asked for
  if (signals !== null) watches.push(watchSignals(signals, metrics));
  return {
    url: listener.url,
    async close() {
      for (const watch of watches) watch.stop();
      await listener.close();
    },
  };
}

type OfWork = NonNullable<MonitorPorts['work']>;

function watchWork(work: OfWork, { db, metrics }: Pick<MonitorPorts, 'db' | 'metrics'>): { stop(): void }[] {
  if (work.redis !== null) observeBreaker(metrics.meter, 'redis', work.redis.status);
  const counts = watchQueues(work, metrics);
  observeQueues(metrics.meter, counts.latest);
  const events = watchCounts({
    ...{ ...osPorts, names: [EVENTS], everyMs: EVENTS_EVERY_MS },
    ask: () => eventsStatus({ ...osPorts, db, consumers: work.consumers }),
    failed: metrics.eventsNotCounted,
  });
  observeEvents(metrics.meter, () => events.latest().get(EVENTS));
  return [counts, events];
}

function watchSignals(signals: Pick<SignalDesk, 'count'>, metrics: Metrics): { stop(): void } {
  const open = watchCounts({
    ...{ ...osPorts, names: [SIGNALS], everyMs: SIGNALS_EVERY_MS },
    ask: () => signals.count(),
    failed: metrics.eventsNotCounted,
  });
  observeSignals(metrics.meter, () => open.latest().get(SIGNALS));
  return open;
}

function watchQueues({ store, queues }: OfWork, metrics: Metrics) {
  const specs = new Map(allQueues(queues).map((queue) => [queue.name, queue]));
  const ask = (name: string) => {
    const queue = specs.get(name);
    assert(queue, `no queue ${name}`);
    return store.counts(queue);
  };
  return watchCounts({
    ...osPorts,
    names: [...specs.keys()],
    ask,
    everyMs: QUEUES_EVERY_MS,
    failed: metrics.countsFailed,
  });
}
