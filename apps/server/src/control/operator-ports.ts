/** What operating the room is given, the same over REST and over the control socket. */
import type { ApiPorts, BenchDesk, BooksDesk, EventDesk, QueueDesk, SignalDesk, Who } from '@aboveboard/room';
import type { Db } from '@aboveboard/storage';
import type { FastifyRequest } from 'fastify';
import type { Traces } from '../telemetry/traces.ts';

export interface OperatorPorts {
  readonly db: Db;
  readonly api: ApiPorts;
  readonly desk: QueueDesk;
  readonly bench: BenchDesk;
  readonly events: EventDesk;
  readonly signals: SignalDesk;
  readonly books: BooksDesk;
  /** Changes are traced, with the jobs they add. */
  readonly traces: Pick<Traces, 'answering'>;
}

/** Who is behind a request: a principal by its token, or a shell user by the socket. */
export type WhoIs = (request: FastifyRequest) => Who;
