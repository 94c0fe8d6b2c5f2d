/**
 * Claims whose answers never came: Redis may have leased jobs for them of which their worker does not know. Those go back before the
 * worker's next claim, so that they need not wait for their leases to run out, and no run is lost with them.
 */
import { randomUUID } from 'node:crypto';
import type { QueueSpec } from '../../queue/queue-store.ts';
import type { Asker } from './asker.ts';
import { GIVE_BACK_LOST } from './scripts/leases.ts';

/** Runs `ask`, which leases jobs to `worker`, with a number that tells this claim from every other. */
export type LeaseFor = <T>(queue: QueueSpec, worker: string, ask: (claim: string) => Promise<T>) => Promise<T>;

export function createLostClaims({ run }: Asker): LeaseFor {
  const store = randomUUID();
  const lost = new Map<string, readonly string[]>();
  let claims = 0;

  const giveBack = async (queue: QueueSpec, worker: string, key: string): Promise<void> => {
    const numbers = lost.get(key);
    if (numbers === undefined) return;
    await run(queue, GIVE_BACK_LOST, queue.keepResultMs, worker, ...numbers);
    lost.delete(key);
  };
  return async (queue, worker, ask) => {
    const key = `${queue.name} ${worker}`;
    await giveBack(queue, worker, key);
    const claim = `${store}:${++claims}`;
    try {
      return await ask(claim);
    } catch (error) {
      lost.set(key, [...(lost.get(key) ?? []), claim]);
      throw error;
    }
  };
}
