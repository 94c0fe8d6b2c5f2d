/** The routes by which events and their consumers are looked after: the same under REST, for an operator's token, and on the control socket. */
import { eventsRest as rest } from '@aboveboard/protocol';
import type { DeadEvent } from '@aboveboard/storage';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { deskAnswer } from './desk-refusal.ts';
import type { OperatorPorts, WhoIs } from './operator-ports.ts';
import { config, errors, noContent, PREFIX } from './operator-route.ts';

const EVENTS = `${PREFIX}/events`;
const CONSUMER = `${EVENTS}/consumers/:consumer`;
const params = rest.consumerParams;

export function addEventRoutes(app: FastifyInstance, ports: OperatorPorts, whoIs: WhoIs): void {
  addLooking(app, ports);
  addChanges(app, ports, whoIs);
}

function addLooking(app: FastifyInstance, { events }: OperatorPorts): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get(
    EVENTS,
    {
      config,
      schema: {
        summary: 'What waits to be told, and how far each consumer is',
        response: { 200: rest.statusReply, ...errors },
      },
    },
    async () => {
      const { consumers, ...outbox } = await events.status();
      return { ...outbox, consumers: consumers.map((consumer) => ({ ...consumer })) };
    },
  );
  routes.get(
    `${CONSUMER}/dead`,
    {
      config,
      schema: {
        summary: "A consumer's dead events, by id",
        params,
        querystring: rest.deadQuery,
        response: { 200: rest.deadReply, ...errors },
      },
    },
    async ({ params: { consumer }, query: { limit, from } }) => {
      const found = await deskAnswer(events.dead(consumer, { limit, after: from }));
      return { events: found.map(shown), next: found.length === limit ? (found.at(-1)?.eventId ?? null) : null };
    },
  );
  routes.get(
    `${CONSUMER}/dead/:id`,
    {
      config,
      schema: {
        summary: 'A dead event, with what each try failed with',
        params: rest.deadParams,
        response: { 200: rest.deadEvent, ...errors },
      },
    },
    async ({ params: { consumer, id } }) => shown(await deskAnswer(events.deadEvent(consumer, id))),
  );
}

function addChanges(app: FastifyInstance, { events }: OperatorPorts, whoIs: WhoIs): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.post(
    `${CONSUMER}/reprocess`,
    {
      config,
      schema: {
        summary: 'Hands dead events to their consumer once more, under their own ids',
        params,
        body: rest.eventsRequest,
        response: { 200: rest.reprocessReply, ...errors },
      },
    },
    async (request) => {
      const { why, ids } = request.body;
      const done = await deskAnswer(events.reprocess({ who: whoIs(request), why }, request.params.consumer, ids));
      return { events: done.map((one) => ({ ...one })) };
    },
  );
  routes.post(
    `${CONSUMER}/discard`,
    {
      config,
      schema: {
        summary: 'Removes dead events for good; what would have followed from them never does',
        params,
        body: rest.eventsRequest,
        response: { 200: rest.discardReply, ...errors },
      },
    },
    async (request) => {
      const { why, ids } = request.body;
      return { removed: [...(await deskAnswer(events.discard({ who: whoIs(request), why }, request.params.consumer, ids)))] };
    },
  );
  routes.post(
    `${CONSUMER}/rebuild`,
    {
      config,
      schema: {
        summary: 'Removes all that a consumer wrote; it takes every event since the first again',
        params,
        body: rest.changeRequest,
        response: { 204: noContent, ...errors },
      },
    },
    async (request, reply) => {
      await deskAnswer(events.rebuild({ who: whoIs(request), why: request.body.why }, request.params.consumer));
      return reply.status(204).send(null);
    },
  );
}

function shown({ eventId, payload, errors, firstFailedMs, deadMs }: DeadEvent): rest.DeadEvent {
  return { id: eventId, event: payload as z.core.util.JSONType, errors: [...errors], firstFailedMs, deadMs };
}
