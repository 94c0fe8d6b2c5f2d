/**
 * What a process leaves behind that dies: its stream, which nobody reads any more. Lives have names of their own, so nobody ever will.
 * Any gateway that saw it alive empties it, a while after its heartbeat is gone; twice does no harm.
 */
import type { Scheduler } from '@aboveboard/kit';
import type { Leases, StreamSpec, Streams } from '@aboveboard/streams';
import { gatewayStream, shardStream } from '../messages.ts';

export interface ClearStreamsPorts {
  readonly leases: Leases;
  readonly streams: Streams;
  readonly scheduler: Scheduler;
  readonly failed: (error: unknown) => void;
}

const EVERY_MS = 30_000;
/** Looks in a row without it: one that only slept is back by then, or has lost all it had. */
const MISSED_LOOKS = 2;

/** @returns how to stop */
export function clearStreams({ leases, streams, scheduler, failed }: ClearStreamsPorts): () => void {
  /** Name of each life seen → looks it was missing from since. */
  const missed = new Map<string, number>();
  let isRunning = true;

  const look = async (): Promise<void> => {
    const here = new Set((await leases.list()).map(({ name }) => name).filter((name) => streamOf(name) !== null));
    for (const name of here) missed.set(name, 0);
    for (const [name, looks] of [...missed]) if (!here.has(name)) await miss(name, looks + 1);
  };
  const miss = async (name: string, looks: number): Promise<void> => {
    const stream = streamOf(name);
    if (looks < MISSED_LOOKS || stream === null) return void missed.set(name, looks);
    await streams.trim(stream, await streams.tail(stream));
    missed.delete(name);
  };
  const again = (): void => {
    if (!isRunning) return;
    scheduler.after(EVERY_MS, () => {
      if (isRunning) look().catch(failed).finally(again);
    });
  };
  again();
  return () => {
    isRunning = false;
  };
}

/** The stream of a life by the name of its heartbeat; null for other leases. */
function streamOf(name: string): StreamSpec | null {
  const [kind, id] = [name.slice(0, name.indexOf(':')), name.slice(name.indexOf(':') + 1)];
  if (kind === 'shard') return shardStream(id);
  return kind === 'gateway' ? gatewayStream(id) : null;
}
