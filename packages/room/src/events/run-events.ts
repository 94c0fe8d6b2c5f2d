/** What follows from hands, at work in one process: the relay of events, all consumers of the house, and the filing of hands. */
import type { Clock, Random, Scheduler } from '@aboveboard/kit';
import type { Db } from '@aboveboard/storage';
import type { Streams } from '@aboveboard/streams';
import { fileSomeHands } from '../hands/file-hands.ts';
import type { FailPoints } from '../ports.ts';
import type { Consumer } from './consumer.ts';
import type { EventBell } from './event-bell.ts';
import { pruneSome } from './prune-events.ts';
import { startPump } from './pump.ts';
import { startRelay } from './relay.ts';
import { startConsumer } from './start-consumer.ts';

export interface EventWorkPorts {
  readonly db: Db;
  readonly streams: Streams;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly failPoints: FailPoints;
  readonly consumers: readonly Consumer[];
  readonly bell: Pick<EventBell, 'onRing'>;
  /** Hears of what went wrong; all goes on. */
  readonly trouble: (error: unknown, what: string) => void;
}

/** The bell rings in this process alone: what others write is found by the poll. */
const RELAY_POLL_MS = 1_000;
/** The stream wakes consumers, and forgets nobody that reads it in this process. */
const CONSUMER_POLL_MS = 5_000;
const PRUNE_EVERY_MS = 60 * 60_000;
const FILE_EVERY_MS = 1_000;

/** Takes up what was left of the last run. `stop` comes when nothing is under way any more; the rest waits for the next run. */
export function startEvents(ports: EventWorkPorts): { stop(): Promise<void> } {
  const failedAt = (what: string) => (error: unknown) => ports.trouble(error, what);
  const relay = startRelay({ ...ports, pollMs: RELAY_POLL_MS, failed: failedAt('the relay of events') });
  ports.bell.onRing(relay.wake);
  const started = ports.consumers.map((consumer) =>
    startConsumer({ ...ports, pollMs: CONSUMER_POLL_MS, failed: failedAt(`the consumer ${consumer.name}`) }, consumer),
  );
  const pruning = { ...ports, pollMs: PRUNE_EVERY_MS, failed: failedAt('the pruning of events') };
  const pruner = startPump(pruning, () => pruneSome(ports));
  const filing = { ...ports, pollMs: FILE_EVERY_MS, failed: failedAt('the filing of hands') };
  const filer = startPump(filing, () => fileSomeHands(ports.db));
  return {
    async stop() {
      await Promise.all([relay.stop(), pruner.stop(), filer.stop()]);
      await Promise.all(started.map(async (consumer) => (await consumer).stop()));
    },
  };
}
