import { assert } from '@aboveboard/kit';
import { assertQueueSpec } from '../../queue/bounds.ts';
import type { QueueSpec } from '../../queue/queue-store.ts';

/** What all keys of a queue begin with: they share one slot of a Redis Cluster. */
export function prefixesIn(space: string | undefined): (queue: QueueSpec) => string {
  assert(space === undefined || /^[\w.-]{1,100}$/.test(space), `not a space's name: ${space}`);
  return (queue) => {
    assertQueueSpec(queue);
    return space === undefined ? `ab:{${queue.name}}:queue:` : `ab:{${space}/${queue.name}}:queue:`;
  };
}
