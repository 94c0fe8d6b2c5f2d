/** The work beside the tables: the room's queues, and the worker that runs what lies in them and takes the room's events. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import {
  type Consumer,
  createWorkerRole,
  type EventBell,
  type FailPoints,
  type HouseQueues,
  houseConsumers,
  houseQueues,
  type WorkerRole,
} from '@aboveboard/room';
import type { Streams } from '@aboveboard/streams';
import type { ServerConfig } from '../config/settings.ts';
import { onceAMinute } from '../log/once-a-minute.ts';
import { osPorts } from '../ports/os-ports.ts';
import type { Traces } from '../telemetry/traces.ts';
import { openHandFiles } from './hand-files.ts';
import { type OpenQueues, openQueues, type QueuePorts } from './open-queues.ts';

export interface Work extends OpenQueues {
  readonly queues: HouseQueues;
  readonly consumers: readonly Consumer[];
  readonly worker: WorkerRole;
  readonly traces: Traces;
}

export interface WorkPorts extends QueuePorts {
  readonly traces: Traces;
  readonly streams: Streams;
  readonly bell: EventBell;
  readonly failPoints: FailPoints;
}

/** Archives lie here, below the data folder. */
export const ARCHIVE_FOLDER = 'archive';

/** Nothing runs yet. @throws ConfigError when the Redis that the settings name cannot be had. */
export async function openWork(config: ServerConfig, ports: WorkPorts): Promise<Work> {
  const queues = houseQueues({ maxJobs: config.queueMaxJobs });
  const opened = await openQueues(config, ports);
  const store = ports.traces.following(opened.store);
  const consumers = houseConsumers(osPorts);
  const worker = createWorkerRole(
    {
      ...osPorts,
      db: ports.db,
      streams: ports.streams,
      bell: ports.bell,
      failPoints: ports.failPoints,
      consumers,
      store,
      limiter: opened.limiter,
      files: await openHandFiles(join(config.data, ARCHIVE_FOLDER)),
      traces: ports.traces.jobs,
      sha256Hex: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
      trouble: onceAMinute(osPorts.clock, (err, what, seen) =>
        ports.logger.error({ err, what, ...seen }, 'something went wrong beside the jobs'),
      ),
    },
    { queues, importsPerMinute: config.importsPerMinute, graceMs: config.jobGraceMs },
  );
  return { ...opened, store, queues, consumers, worker, traces: ports.traces };
}
