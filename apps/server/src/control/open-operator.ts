/** What operates the room, over REST and over the control socket alike. */
import { allQueues, createBenchDesk, createEventDesk, createQueueDesk } from '@aboveboard/room';
import type { Db } from '@aboveboard/storage';
import { osPorts } from '../ports/os-ports.ts';
import type { Work } from '../work/open-work.ts';
import type { OperatorPorts } from './operator-ports.ts';

export function openOperator(
  db: Db,
  { store, queues, consumers, traces }: Pick<Work, 'store' | 'queues' | 'consumers' | 'traces'>,
): OperatorPorts {
  return {
    db,
    desk: createQueueDesk({ ...osPorts, db, store, queues: allQueues(queues) }),
    bench: createBenchDesk({ ...osPorts, db, store }),
    events: createEventDesk({ ...osPorts, db, consumers }),
    traces,
  };
}
