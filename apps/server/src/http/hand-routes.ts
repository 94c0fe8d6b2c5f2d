/** Hands that are over: found, read, gone through action by action, and taken away as PHH or JSON. */
import { handsRest, rest } from '@aboveboard/protocol';
import {
  type ApiPorts,
  describeHands,
  exportHand,
  exportHands,
  type FoundHands,
  jsonOf,
  myHands,
  phhsText,
  phhText,
  readHand,
  readState,
  searchHands,
} from '@aboveboard/room';
import type { Principal } from '@aboveboard/storage';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { orRefuse } from './http-refusal.ts';
import { inTurns } from './in-turns.ts';
import { principalOf } from './principal-of.ts';

const errors = { '4xx': rest.restError, 503: rest.restError };
const NEXT_HEADER = 'x-next';
/** What is exported: PHH as text, or JSON in the shape of `aboveboard convert`. */
const exported = z.union([z.string(), z.looseObject({ format: z.literal('aboveboard-hand') })]);
const exportedPage = z.union([z.string(), z.array(z.looseObject({ format: z.literal('aboveboard-hand') }))]);

type Format = z.infer<typeof handsRest.handFormat>;

export function addHandRoutes(app: FastifyInstance, api: ApiPorts): void {
  addSearchRoutes(app, api);
  addReadingRoutes(app, api);
}

function addSearchRoutes(app: FastifyInstance, api: ApiPorts): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const answer = async (found: FoundHands, format: Format | undefined, principal: Principal | null, reply: FastifyReply) => {
    if (format === undefined) return { hands: await describeHands(api.db.reader, found.hands), next: found.next };
    if (found.next !== null) reply.header(NEXT_HEADER, found.next);
    const hands = exportHands(api, found.hands, principal);
    return format === 'json'
      ? inTurns(hands, jsonOf)
      : asFile(reply, 'hands.phhs', phhsText(await inTurns(hands, (hand) => hand)));
  };
  routes.get(
    '/api/v1/me/hands',
    {
      config: { access: 'player' },
      schema: {
        summary: 'Hands that I was dealt into, newest first',
        querystring: handsRest.myHandsQuery,
        response: { 200: z.union([handsRest.handsReply, exportedPage]), ...errors },
      },
    },
    async (request, reply) => {
      const me = principalOf(request);
      return answer(await myHands(api, me, request.query), request.query.format, me, reply);
    },
  );
  routes.get(
    '/api/v1/hands',
    {
      config: { access: 'anybody' },
      schema: {
        summary: 'Hands of a table, or of a player: my own, and for operators of anybody; newest first',
        querystring: handsRest.handsQuery,
        response: { 200: z.union([handsRest.handsReply, exportedPage]), ...errors },
      },
    },
    async (request, reply) => {
      const found = orRefuse(await searchHands(api, request.principal, request.query));
      return answer(found, request.query.format, request.principal, reply);
    },
  );
}

function addReadingRoutes(app: FastifyInstance, api: ApiPorts): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get(
    '/api/v1/hands/:id',
    {
      config: { access: 'anybody' },
      schema: {
        summary: 'A hand that is over: its public record, who played it, and my own cards',
        params: handsRest.handParams,
        querystring: handsRest.handQuery,
        response: { 200: z.union([handsRest.storedHandReply, exported]), ...errors },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { format, invite } = request.query;
      if (format === undefined) return orRefuse(await readHand(api, id, visitor(request, invite)));
      const hand = orRefuse(await exportHand(api, id, visitor(request, invite)));
      return format === 'phh' ? asFile(reply, `${id}.phh`, phhText(hand)) : jsonOf(hand);
    },
  );
  routes.get(
    '/api/v1/hands/:id/states/:n',
    {
      config: { access: 'anybody' },
      schema: {
        summary: 'A hand after n of its actions, as the table showed it to me',
        params: handsRest.stateParams,
        querystring: handsRest.stateQuery,
        response: { 200: handsRest.handStateReply, ...errors },
      },
    },
    async (request) => {
      const { id, n } = request.params;
      return orRefuse(await readState(api, id, n, visitor(request, request.query.invite)));
    },
  );
}

function visitor({ principal }: FastifyRequest, invite: string | undefined) {
  return { principal, invite: invite ?? null };
}

function asFile(reply: FastifyReply, name: string, text: string): string {
  reply.header('content-type', 'text/plain; charset=utf-8').header('content-disposition', `attachment; filename="${name}"`);
  return text;
}
