/** The routes by which queues are operated: the same under REST, for an operator's token, and on the control socket. */
import { operatorRest as rest } from '@aboveboard/protocol';
import type { JobId } from '@aboveboard/streams';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { deskAnswer } from './desk-refusal.ts';
import type { OperatorPorts, WhoIs } from './operator-ports.ts';
import { config, errors, noContent, PREFIX } from './operator-route.ts';
import { shownJobs, shownLetter, shownLetters, shownStats } from './shown-jobs.ts';

const QUEUE = `${PREFIX}/queues/:queue`;
const params = rest.queueParams;
/** As many ids as one request may name. */
const bodyLimit = 1024 * 1024;

export function addQueueRoutes(app: FastifyInstance, ports: OperatorPorts, whoIs: WhoIs): void {
  addLooking(app, ports);
  addChanges(app, ports, whoIs);
  addRemovals(app, ports, whoIs);
}

function addLooking(app: FastifyInstance, { desk }: OperatorPorts): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get(
    `${PREFIX}/queues`,
    { config, schema: { summary: 'Every queue, and how much lies in it', response: { 200: rest.queuesReply, ...errors } } },
    async () => ({ queues: (await deskAnswer(desk.stats())).map(shownStats) }),
  );
  routes.get(
    QUEUE,
    { config, schema: { summary: 'How much lies in a queue', params, response: { 200: rest.queuesReply, ...errors } } },
    async ({ params: { queue } }) => ({ queues: (await deskAnswer(desk.stats(queue))).map(shownStats) }),
  );
  routes.get(
    `${QUEUE}/jobs`,
    {
      config,
      schema: {
        summary: 'Jobs that wait, next in turn first',
        params,
        querystring: rest.jobsQuery,
        response: { 200: rest.jobsReply, ...errors },
      },
    },
    async ({ params: { queue }, query: { state, limit, from, brief } }) =>
      shownJobs(await deskAnswer(desk.peek(queue, state, limit, from)), brief),
  );
  routes.get(
    `${QUEUE}/dead`,
    {
      config,
      schema: {
        summary: 'Dead letters, oldest first',
        params,
        querystring: rest.deadQuery,
        response: { 200: rest.deadReply, ...errors },
      },
    },
    async ({ params: { queue }, query: { limit, from, brief } }) =>
      shownLetters(await deskAnswer(desk.deadLetters(queue, limit, from)), brief),
  );
  routes.get(
    `${QUEUE}/dead/letter`,
    {
      config,
      schema: {
        summary: 'A dead letter as a whole',
        params,
        querystring: rest.letterQuery,
        response: { 200: rest.deadLetter, ...errors },
      },
    },
    async ({ params: { queue }, query: { id } }) => shownLetter(await deskAnswer(desk.deadLetter(queue, id as JobId)), false),
  );
}

function addChanges(app: FastifyInstance, { desk }: OperatorPorts, whoIs: WhoIs): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const body = rest.changeRequest;
  routes.post(
    `${QUEUE}/pause`,
    {
      config,
      schema: { summary: 'No more jobs begin; those that run go on', params, body, response: { 204: noContent, ...errors } },
    },
    async (request, reply) => {
      await deskAnswer(desk.pause({ who: whoIs(request), why: request.body.why }, request.params.queue));
      return reply.status(204).send(null);
    },
  );
  routes.post(
    `${QUEUE}/resume`,
    { config, schema: { summary: 'Jobs begin again', params, body, response: { 204: noContent, ...errors } } },
    async (request, reply) => {
      await deskAnswer(desk.resume({ who: whoIs(request), why: request.body.why }, request.params.queue));
      return reply.status(204).send(null);
    },
  );
}

function addRemovals(app: FastifyInstance, { desk }: OperatorPorts, whoIs: WhoIs): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.post(
    `${QUEUE}/requeue`,
    {
      config,
      bodyLimit,
      schema: {
        summary: 'Makes dead jobs ready, with all their runs before them again',
        params,
        body: rest.requeueRequest,
        response: { 200: rest.requeueReply, ...errors },
      },
    },
    async (request) => {
      const { why, ids } = request.body;
      const jobs = await deskAnswer(desk.requeue({ who: whoIs(request), why }, request.params.queue, ids as JobId[]));
      return { jobs: [...jobs] };
    },
  );
  routes.post(
    `${QUEUE}/discard`,
    {
      config,
      bodyLimit,
      schema: {
        summary: 'Removes jobs that wait or are dead; those that run stay. Keep what you need of them before',
        params,
        body: rest.discardRequest,
        response: { 200: rest.discardReply, ...errors },
      },
    },
    async (request) => {
      const { why, state, ids, isPurge } = request.body;
      const change = { who: whoIs(request), why };
      const removed = await deskAnswer(
        desk.discard(change, request.params.queue, { state, ids: ids as JobId[] }, isPurge ? 'purge' : 'discard'),
      );
      return { removed: [...removed] };
    },
  );
}
