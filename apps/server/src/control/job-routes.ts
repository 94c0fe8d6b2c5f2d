/**
 * Adding jobs, and asking what became of them: on the control socket alone. A payload may name a file of this machine, which nobody
 * but its own users may do.
 */
import { operatorRest as rest } from '@aboveboard/protocol';
import type { JobId, NewJob } from '@aboveboard/streams';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { deskAnswer } from './desk-refusal.ts';
import type { OperatorPorts, WhoIs } from './operator-ports.ts';
import { errors } from './operator-route.ts';

/** As many jobs as one request may add, with the largest payloads of the room's own queues. */
const bodyLimit = 8 * 1024 * 1024;

export function addJobRoutes(app: FastifyInstance, { desk }: OperatorPorts, whoIs: WhoIs): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.post(
    '/control/queues/:queue/jobs',
    {
      bodyLimit,
      schema: { params: rest.queueParams, body: rest.addJobsRequest, response: { 200: rest.addJobsReply, ...errors } },
    },
    async (request) => {
      const { why, jobs } = request.body;
      const wanted = jobs.map(({ id, payload, key }): NewJob => ({ id: id as JobId, payload, ...(key && { key }) }));
      const answers = await deskAnswer(desk.addJobs({ who: whoIs(request), why }, request.params.queue, wanted));
      const outcomes = answers.map((answer) => (answer.ok ? ('ADDED' as const) : answer.error));
      return { jobs: wanted.map(({ id }, at) => ({ id, outcome: outcomes[at] ?? 'FULL' })) };
    },
  );
  routes.post(
    '/control/queues/:queue/look',
    { bodyLimit, schema: { params: rest.queueParams, body: rest.lookRequest, response: { 200: rest.lookReply, ...errors } } },
    async ({ params: { queue }, body: { ids } }) => ({ jobs: [...(await deskAnswer(desk.look(queue, ids as JobId[])))] }),
  );
}
