/** A player's notices: what happened while nobody was looking. */
import { noticesRest, rest } from '@aboveboard/protocol';
import { type ApiPorts, noticesFor, readNotices } from '@aboveboard/room';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { principalOf } from './principal-of.ts';

const config = { access: 'player' as const };
const errors = { '4xx': rest.restError, 503: rest.restError };

export function addNoticeRoutes(app: FastifyInstance, api: Pick<ApiPorts, 'db' | 'clock'>): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get(
    '/api/v1/me/notices',
    {
      config,
      schema: {
        summary: 'What I was told, newest first, and how much of it I have not read',
        querystring: noticesRest.noticesQuery,
        response: { 200: noticesRest.noticesReply, ...errors },
      },
    },
    async (request) => noticesFor(api, principalOf(request).id, request.query),
  );
  routes.post(
    '/api/v1/me/notices/read',
    {
      config,
      schema: {
        summary: 'Marks notices as read: some, or all up to a time',
        body: noticesRest.readNoticesRequest,
        response: { 200: noticesRest.readNoticesReply, ...errors },
      },
    },
    async (request) => ({ unread: await readNotices(api, principalOf(request).id, request.body) }),
  );
}
