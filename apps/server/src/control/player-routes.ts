/** A player's records for operators, and the end of them: under REST, for an operator's token, and on the control socket. */
import { ok } from '@aboveboard/kit';
import { cashierRest as rest } from '@aboveboard/protocol';
import { type ApiPorts, auditChange, type Change, erase, exportPlayer } from '@aboveboard/room';
import { findPrincipal } from '@aboveboard/storage';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { fileStream } from '../http/file-stream.ts';
import { HttpRefusal } from '../http/http-refusal.ts';
import { answerStatement } from '../http/statement-answer.ts';
import { cashierAnswer } from './cashier-answer.ts';
import type { WhoIs } from './operator-ports.ts';
import { config, errors, noContent, PREFIX } from './operator-route.ts';

const PLAYER = `${PREFIX}/players/:id`;

export function addPlayerDataRoutes(app: FastifyInstance, api: ApiPorts, whoIs: WhoIs): void {
  addStatement(app, api, whoIs);
  addPrivacy(app, api, whoIs);
}

function addStatement(app: FastifyInstance, api: ApiPorts, whoIs: WhoIs): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    `${PLAYER}/statement`,
    {
      config,
      schema: {
        summary:
          "What moved a player's chips, oldest first: JSON a page at a time, or all of it as CSV; the audit log has who looked",
        params: rest.playerParams,
        querystring: rest.statementQuery.extend({ why: z.string().max(500).default('') }),
        response: { 200: rest.statementReply, ...errors },
      },
      serializerCompiler: () => JSON.stringify,
    },
    async (request, reply) => {
      const { id } = request.params;
      const { why, ...query } = request.query;
      if (query.cursor === undefined) await noteReading(api, { who: whoIs(request), why }, 'statement.read', id);
      else await mustBePlayer(api, id);
      return (await answerStatement(api, id, query, reply)) as never;
    },
  );
}

function addPrivacy(app: FastifyInstance, api: ApiPorts, whoIs: WhoIs): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.post(
    `${PLAYER}/export`,
    {
      config,
      schema: {
        summary: 'Everything the room knows of a player, as one JSON file',
        params: rest.playerParams,
        body: rest.decisionRequest,
        response: { 200: z.any(), ...errors },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await noteReading(api, { who: whoIs(request), why: request.body.why }, 'privacy.export', id);
      return reply.type('application/json').send(fileStream(exportPlayer(api.db.reader, id, api.clock.nowMs())));
    },
  );
  routes.post(
    `${PLAYER}/erase`,
    {
      config,
      schema: {
        summary:
          'Erases a player for good: name, sessions and all that is personal; books and hands stay under an id that names nobody',
        params: rest.playerParams,
        body: rest.eraseRequest,
        response: { 204: noContent, ...errors },
      },
    },
    async (request, reply) => {
      const { why, confirm } = request.body;
      const { id } = request.params;
      if (confirm !== id)
        throw new HttpRefusal(400, 'NOT_CONFIRMED', 'This cannot be taken back: say the id of the player again as `confirm`.');
      const { tables, endConnections } = api;
      const ports = { ...api, endConnections, seatedAt: (playerId: string) => tables.seatedAt(playerId) };
      await cashierAnswer(erase(ports, { who: whoIs(request), why }, id));
      return reply.status(204).send(null);
    },
  );
}

/** Personal records are read by an operator under the audit log's eyes. */
async function noteReading({ db, clock }: ApiPorts, change: Change, action: string, playerId: string): Promise<void> {
  await mustBePlayer({ db }, playerId);
  await db.transaction(async (trx) => ok(await auditChange(trx, change, { atMs: clock.nowMs(), action, subject: playerId })));
}

async function mustBePlayer({ db }: Pick<ApiPorts, 'db'>, playerId: string): Promise<void> {
  if (await findPrincipal(db.reader, playerId)) return;
  throw new HttpRefusal(404, 'PLAYER_NOT_FOUND', 'There is no player of this id.');
}
