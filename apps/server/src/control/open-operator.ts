/** What operates the room, over REST and over the control socket alike. */
import {
  type ApiPorts,
  allQueues,
  type BooksDesk,
  createBenchDesk,
  createEventDesk,
  createQueueDesk,
  createSignalDesk,
} from '@aboveboard/room';
import { osPorts } from '../ports/os-ports.ts';
import type { Work } from '../work/open-work.ts';
import type { OperatorPorts } from './operator-ports.ts';

export function openOperator(
  { api, books }: { readonly api: ApiPorts; readonly books: BooksDesk },
  { store, queues, consumers, traces }: Pick<Work, 'store' | 'queues' | 'consumers' | 'traces'>,
): OperatorPorts {
  const { db } = api;
  return {
    db,
    api,
    desk: createQueueDesk({ ...osPorts, db, store, queues: allQueues(queues) }),
    bench: createBenchDesk({ ...osPorts, db, store }),
    events: createEventDesk({ ...osPorts, db, consumers }),
    books,
    signals: createSignalDesk({ ...osPorts, db }),
    traces,
  };
}
