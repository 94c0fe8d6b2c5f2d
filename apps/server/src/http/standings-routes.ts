/** Leaderboards, which anybody may read, and statistics, which are each player's own. */
import { rest, standingsRest } from '@aboveboard/protocol';
import { type ApiPorts, leaderboard, ownStatistics, placesOf, statisticsFor } from '@aboveboard/room';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { orRefuse } from './http-refusal.ts';
import { principalOf } from './principal-of.ts';

const errors = { '4xx': rest.restError, 503: rest.restError };

export function addStandingsRoutes(app: FastifyInstance, api: ApiPorts): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get(
    '/api/v1/leaderboards',
    {
      config: { access: 'anybody' },
      schema: {
        summary:
          'Who stands where, by net chips, big blinds for 100 hands, hours, hands or rating; of public tables, without bots',
        querystring: standingsRest.boardQuery,
        response: { 200: standingsRest.boardReply, ...errors },
      },
    },
    async (request) => orRefuse(await leaderboard(api, request.query, request.principal)),
  );
  routes.get(
    '/api/v1/players/:id/places',
    {
      config: { access: 'anybody' },
      schema: {
        summary: "A player's places on the boards of a period",
        params: standingsRest.playerParams,
        querystring: standingsRest.placesQuery,
        response: { 200: standingsRest.placesReply, ...errors },
      },
    },
    async (request) => placesOf(api, request.params.id, request.query),
  );
  routes.get(
    '/api/v1/me/statistics',
    {
      config: { access: 'player' },
      schema: {
        summary: 'How I play: VPIP, PFR, 3-bet and more, in all and by game, stakes and position',
        querystring: standingsRest.statisticsQuery,
        response: { 200: standingsRest.statisticsReply, ...errors },
      },
    },
    async (request) => ownStatistics(api, principalOf(request).id, request.query),
  );
  routes.get(
    '/api/v1/players/:id/statistics',
    {
      config: { access: 'player' },
      schema: {
        summary: "A player's statistics, for the player alone, or for an operator who says why",
        params: standingsRest.playerParams,
        querystring: standingsRest.playerStatisticsQuery,
        response: { 200: standingsRest.statisticsReply, ...errors },
      },
    },
    async (request) => orRefuse(await statisticsFor(api, request.params.id, request.query, principalOf(request))),
  );
}
