/** Hands that are over as an operator sees them, under REST and on the control socket: every table's, and with a reason every card. */
import { handsRest } from '@aboveboard/protocol';
import {
  type ApiPorts,
  type ApiRefusal,
  describeHands,
  endRefusedHand,
  exportHand,
  exportHands,
  listTerminations,
  phhText,
  readCards,
  readHand,
  readState,
  searchHands,
} from '@aboveboard/room';
import type { Principal } from '@aboveboard/storage';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { orRefuse } from '../http/http-refusal.ts';
import { inTurns } from '../http/in-turns.ts';
import type { WhoIs } from './operator-ports.ts';
import { config, errors, PREFIX } from './operator-route.ts';

/** Whoever asks here sees every table, and is nobody who was dealt in. */
const OPERATOR: Principal = { id: '', name: 'operator', kind: 'operator', roles: ['operator'], createdMs: 0, seenMs: 0 };
const VISITOR = { principal: OPERATOR, invite: null };

export function addOperatorHandRoutes(app: FastifyInstance, api: ApiPorts, whoIs: WhoIs): void {
  addEndingRoute(app, api, whoIs);
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get(
    `${PREFIX}/hands`,
    {
      config,
      schema: {
        summary: 'Hands of a player or of a table, private ones too; newest first',
        querystring: handsRest.operatorHandsQuery,
        response: { 200: handsRest.operatorHandsReply, ...errors },
      },
    },
    async ({ query }) => {
      const { hands, next } = orRefuse(await searchHands(api, OPERATOR, query));
      const told = query.phh ? await inTurns(exportHands(api, hands, null), (one) => [one.id, phhText(one)] as const) : [];
      const texts = new Map(told);
      const described = await describeHands(api.db.reader, hands);
      return { hands: described.map((hand) => ({ ...hand, phh: texts.get(hand.id) ?? null })), next };
    },
  );
  routes.get(
    `${PREFIX}/terminations`,
    {
      config,
      schema: {
        summary: 'Hands that a fault ended in the last 24 hours, with what is known of each; newest first',
        querystring: handsRest.terminationsQuery,
        response: { 200: handsRest.terminationsReply, ...errors },
      },
    },
    async ({ query: { limit } }) => ({ terminations: await listTerminations(api.db, limit) }),
  );
  routes.get(
    `${PREFIX}/hands/:id`,
    {
      config,
      schema: {
        summary: 'A hand that is over, with its PHH',
        params: handsRest.handParams,
        response: { 200: handsRest.operatorHandReply, ...errors },
      },
    },
    async ({ params: { id } }) => {
      const hand = orRefuse(await readHand(api, id, VISITOR));
      const told = await exportHand(api, id, VISITOR);
      return { ...hand, phh: told.ok ? phhText(told.value) : orNull(told.error) };
    },
  );
  routes.get(
    `${PREFIX}/hands/:id/states/:n`,
    {
      config,
      schema: {
        summary: 'A hand after n of its actions, as a spectator saw it',
        params: handsRest.stateParams,
        response: { 200: handsRest.handStateReply, ...errors },
      },
    },
    async ({ params: { id, n } }) => orRefuse(await readState(api, id, n, VISITOR)),
  );
  routes.post(
    `${PREFIX}/hands/:id/cards`,
    {
      config,
      schema: {
        summary: 'Every card that was dealt in a hand; who looks, and why, is in the audit log before',
        params: handsRest.handParams,
        body: handsRest.readCardsRequest,
        response: { 200: handsRest.readCardsReply, ...errors },
      },
    },
    async (request) => {
      const change = { who: whoIs(request), why: request.body.why };
      return orRefuse(await readCards(api, request.params.id, change));
    },
  );
}

function addEndingRoute(app: FastifyInstance, api: ApiPorts, whoIs: WhoIs): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    `${PREFIX}/hands/:id/end`,
    {
      config,
      schema: {
        summary: 'Ends a hand that the books refused, after they were mended: settled, or with stacks as before it',
        params: handsRest.handParams,
        body: handsRest.endRefusedHandRequest,
        response: { 200: handsRest.endRefusedHandReply, ...errors },
      },
    },
    async (request) => {
      const { how, why } = request.body;
      return orRefuse(await endRefusedHand(api, request.params.id, how, { who: whoIs(request), why }));
    },
  );
}

/** A hand that was not played has no PHH; any other refusal is one. */
function orNull(refusal: ApiRefusal): null {
  return refusal.code === 'HAND_NOT_PLAYED' ? null : orRefuse({ ok: false, error: refusal });
}
