/** The audit log, and the bench of the room's own queue store: under REST and on the control socket. */
import { operatorRest as rest } from '@aboveboard/protocol';
import { auditEntries } from '@aboveboard/storage';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { HttpRefusal } from '../http/http-refusal.ts';
import type { OperatorPorts, WhoIs } from './operator-ports.ts';
import { config, errors, noContent, PREFIX } from './operator-route.ts';

export function addAuditRoute(app: FastifyInstance, { db }: OperatorPorts): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    `${PREFIX}/audit`,
    {
      config,
      schema: {
        summary: 'What was changed by hand, by whom and why, newest first',
        querystring: rest.auditQuery,
        response: { 200: rest.auditReply, ...errors },
      },
    },
    async ({ query: { limit, beforeId, action } }) => {
      const page = { limit, ...(beforeId !== undefined && { beforeId }), ...(action !== undefined && { action }) };
      const entries = await auditEntries(db.reader, page);
      return { entries: entries.map((entry) => ({ ...entry, details: entry.details as z.core.util.JSONType })) };
    },
  );
}

export function addBenchRoutes(app: FastifyInstance, { bench }: OperatorPorts, whoIs: WhoIs): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const latest = (): z.infer<typeof rest.benchReply> => {
    const found = bench.report();
    if (found) return found;
    throw new HttpRefusal(404, 'NO_BENCH', 'No bench was run since the room was started.');
  };
  routes.post(
    `${PREFIX}/queue-bench`,
    {
      config,
      schema: {
        summary: 'Begins to run jobs that do nothing through the queue store; ends when nobody asks for its report for 15 s',
        body: rest.benchRequest,
        response: { 200: rest.benchReply, ...errors },
      },
    },
    async (request) => {
      const { why, ...order } = request.body;
      const begun = await bench.begin({ who: whoIs(request), why }, order);
      if (begun.ok) return latest();
      throw new HttpRefusal(
        409,
        'BENCH_UNDER_WAY',
        'A bench is under way already, and each would measure the other. Try again later.',
      );
    },
  );
  routes.get(
    `${PREFIX}/queue-bench`,
    { config, schema: { summary: 'How far the bench is', response: { 200: rest.benchReply, ...errors } } },
    async () => latest(),
  );
  routes.post(
    `${PREFIX}/queue-bench/stop`,
    { config, schema: { summary: 'Ends the bench and empties its queue', response: { 204: noContent, ...errors } } },
    async (_request, reply) => {
      await bench.stop();
      return reply.status(204).send(null);
    },
  );
}
