/** The HTTP side of the room: REST, its OpenAPI description, health, and the web pages. */
import fastifySwagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import type { Logger } from 'pino';
import type { Reasons } from '../health/readiness.ts';
import { traceRequests } from '../telemetry/trace-requests.ts';
import { type AccessPorts, guardRoutes } from './access.ts';
import { addHealth } from './health-server.ts';
import { openApp } from './open-app.ts';
import { addRoutes, type RoutePorts } from './routes.ts';
import { addSecurityHeaders } from './security-headers.ts';
import { serveWebPages } from './web-pages.ts';

export interface HttpPorts extends RoutePorts, AccessPorts {
  readonly logger: Logger;
  readonly isTrustedProxy: (address: string) => boolean;
  /** Folder of the built web pages. */
  readonly web: string;
  /** What keeps the room from working, by name; empty when all is there. */
  readonly missing: () => Promise<Reasons>;
}

const BODY_LIMIT = 16 * 1024;
const REQUEST_TIMEOUT_MS = 10_000;

export async function createHttpServer(ports: HttpPorts): Promise<FastifyInstance> {
  const app = openApp(ports.logger, {
    trustProxy: (address) => ports.isTrustedProxy(address),
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
  });
  guardRoutes(app, ports);
  logRequests(app);
  traceRequests(app, ports.operator.traces);
  await addSecurityHeaders(app, ports.isHttps);
  await describe(app);
  addRoutes(app, ports);
  addHealth(app, ports.missing);
  await serveWebPages(app, ports.web);
  await app.ready();
  return app;
}

/** Path, status and time; never a query, which may hold an invite, nor a header. */
function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const path = request.url.split('?')[0];
    request.log.debug({ method: request.method, path, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'request');
  });
}

async function describe(app: FastifyInstance): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Aboveboard',
        description: 'REST of an Aboveboard card room. Play itself goes over the WebSocket at /ws; see contracts/ws.v1.1.0.md.',
        version: '1.1.0',
      },
    },
    transform: jsonSchemaTransform,
  });
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}
