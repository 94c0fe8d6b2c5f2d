/** The routes by which signals are judged: the same under REST, for an operator's token, and on the control socket. */
import { signalsRest as rest } from '@aboveboard/protocol';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { deskAnswer } from './desk-refusal.ts';
import type { OperatorPorts, WhoIs } from './operator-ports.ts';
import { config, errors, noContent, PREFIX } from './operator-route.ts';

const SIGNALS = `${PREFIX}/signals`;
const params = rest.signalParams;
const body = rest.signalChange;

export function addSignalRoutes(app: FastifyInstance, { signals }: OperatorPorts, whoIs: WhoIs): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get(
    SIGNALS,
    {
      config,
      schema: {
        summary: 'Pairs of players of whom enough was found to look at, highest first',
        querystring: rest.signalsQuery,
        response: { 200: rest.signalsReply, ...errors },
      },
    },
    async ({ query }) => signals.list(query),
  );
  routes.get(
    `${SIGNALS}/:id`,
    {
      config,
      schema: {
        summary: 'A signal with its evidence, its hands and its notes',
        params,
        response: { 200: rest.signalReply, ...errors },
      },
    },
    async (request) => deskAnswer(signals.show(request.params.id)),
  );
  routes.post(
    `${SIGNALS}/:id/dismiss`,
    {
      config,
      schema: {
        summary: 'Takes a signal from the open ones, until it comes to much more; nothing is done to anybody',
        params,
        body,
        response: { 204: noContent, ...errors },
      },
    },
    async (request, reply) => {
      await deskAnswer(signals.dismiss({ who: whoIs(request), why: request.body.why }, request.params.id));
      return reply.status(204).send(null);
    },
  );
  routes.post(
    `${SIGNALS}/:id/note`,
    {
      config,
      schema: { summary: 'Adds what was found out to a signal', params, body, response: { 204: noContent, ...errors } },
    },
    async (request, reply) => {
      await deskAnswer(signals.note({ who: whoIs(request), why: request.body.why }, request.params.id));
      return reply.status(204).send(null);
    },
  );
}
