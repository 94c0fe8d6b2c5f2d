/**
 * The limit: XADD, XREADGROUP and XACK on one stream, and nothing that a queue has to know besides. No job is retried, refused,
 * ordered or removed. What is acknowledged goes out with the next question, so that a batch of jobs is one round trip.
 */
import { connectRedis, type Redis } from '@aboveboard/streams/redis';
import type { Side, Working } from './side.ts';

const STREAM = 'bench';
const GROUP = 'workers';
/** Entries by stream: id, then field and value in turn. */
type Found = Readonly<Record<string, readonly (readonly [string, readonly string[]])[]>> | null;

export async function rawSide(socketPath: string): Promise<Side> {
  const redis = await connectRedis({ socketPath });
  const send = <T>(target: Redis, ...args: readonly (string | number)[]): Promise<T> => target.sendCommand<T>(args.map(String));
  const add = async (payload: string): Promise<void> => void (await send(redis, 'XADD', STREAM, '*', 'p', payload));
  const makeGroup = (): Promise<unknown> => send(redis, 'XGROUP', 'CREATE', STREAM, GROUP, '0', 'MKSTREAM').catch(() => null);
  return {
    add,
    addMany: async (payloads) => void (await Promise.all(payloads.map(add))),
    async work(concurrency, onJob): Promise<Working> {
      await makeGroup(); // it may be there already
      const own = redis.duplicate() as Redis;
      own.on('error', () => {});
      await own.connect();
      let isStopping = false;
      let ended: Promise<void> = Promise.resolve();
      const read = (): Promise<Found> =>
        send(own, 'XREADGROUP', 'GROUP', GROUP, process.pid, 'COUNT', concurrency, 'BLOCK', 100, 'STREAMS', STREAM, '>');
      const loop = async (): Promise<void> => {
        let handled: readonly string[] = [];
        while (!isStopping || handled.length > 0) {
          const acked = handled.length > 0 ? send(own, 'XACK', STREAM, GROUP, ...handled) : null;
          const found = isStopping ? null : await read();
          await acked;
          const entries = found?.[STREAM] ?? [];
          for (const [, fields] of entries) onJob(fields[1] ?? '');
          handled = entries.map(([id]) => id);
        }
        own.destroy();
      };
      return {
        begin() {
          ended = loop();
        },
        async stop() {
          isStopping = true;
          await ended;
        },
      };
    },
    async left() {
      await makeGroup();
      const [group] = await send<{ readonly pending: number; readonly lag: number }[]>(redis, 'XINFO', 'GROUPS', STREAM);
      return group === undefined ? 0 : group.pending + group.lag;
    },
    close: async () => redis.destroy(),
  };
}
