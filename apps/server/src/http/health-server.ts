/** What a process without REST says of itself, and the port that its sockets come to. */
import { rest } from '@aboveboard/protocol';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Logger } from 'pino';
import type { Reasons } from '../health/readiness.ts';
import { openApp } from './open-app.ts';

export async function createHealthServer(logger: Logger, missing: () => Promise<Reasons>): Promise<FastifyInstance> {
  const app = openApp(logger);
  addHealth(app, missing);
  app.setNotFoundHandler((request, reply) =>
    reply
      .status(404)
      .send({ code: 'NOT_FOUND', message: `This process has no pages and no REST: ${request.method} is asked of an api.` }),
  );
  await app.ready();
  return app;
}

/** @param missing what keeps the process from its work, by name; empty when all is there */
export function addHealth(app: FastifyInstance, missing: () => Promise<Reasons>): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const response = { 200: rest.healthReply, 503: rest.healthReply };
  routes.get('/healthz', { schema: { summary: 'The process is alive', response: { 200: rest.healthReply } } }, async () => ({
    status: 'ok' as const,
    reasons: {},
  }));
  routes.get('/readyz', { schema: { summary: 'The room can be played in', response } }, async (_request, reply) => {
    const reasons = { ...(await missing()) };
    const isReady = Object.keys(reasons).length === 0;
    return reply.status(isReady ? 200 : 503).send({ status: isReady ? 'ok' : 'not-ready', reasons });
  });
}
