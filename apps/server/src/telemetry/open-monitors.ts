/** What is measured only while somebody can read it: the listener for those who monitor, and the gauges it reads. */
import { allQueues, type Gateway, type Shard } from '@aboveboard/room';
import type { ServerConfig } from '../config/settings.ts';
import type { Reasons } from '../health/readiness.ts';
import { osPorts } from '../ports/os-ports.ts';
import type { Work } from '../work/open-work.ts';
import { watchCounts } from './counts-watch.ts';
import { observeBreaker, observeQueues, observeRoom } from './gauges.ts';
import type { Metrics } from './metrics.ts';
import { openTelemetryListener } from './telemetry-listener.ts';

export interface Monitors {
  readonly url: string;
  close(): Promise<void>;
}

export interface MonitorPorts {
  readonly metrics: Metrics;
  readonly gateway: Pick<Gateway, 'connectionCount'>;
  readonly shard: Pick<Shard, 'tables'>;
  readonly work: Pick<Work, 'store' | 'queues' | 'redis'>;
  readonly missing: () => Promise<Reasons>;
}

/** Null where the settings want none. @throws ConfigError when the port cannot be had. */
export async function openMonitors(
  { metricsHost: host, metricsPort: port }: Pick<ServerConfig, 'metricsHost' | 'metricsPort'>,
  { metrics, gateway, shard, work, missing }: MonitorPorts,
): Promise<Monitors | null> {
  if (port === undefined) return null;
  const listener = await openTelemetryListener({ host, port, metrics, missing });
  observeRoom(metrics.meter, () => {
    const tables = shard.tables();
    const seatsTaken = tables.reduce((sum, { taken }) => sum + taken, 0);
    return { connections: gateway.connectionCount(), tables: tables.length, seatsTaken };
  });
  if (work.redis !== null) observeBreaker(metrics.meter, 'redis', work.redis.status);
  const queues = allQueues(work.queues);
  const counts = watchCounts({ ...osPorts, store: work.store, queues, failed: metrics.countsFailed });
  observeQueues(metrics.meter, counts.latest);
  return {
    url: listener.url,
    async close() {
      counts.stop();
      await listener.close();
    },
  };
}
