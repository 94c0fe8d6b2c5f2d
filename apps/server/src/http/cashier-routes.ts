/** What a player asks of the cashier: transfers, daily chips, statements, and everything the room knows of them. */
import { cashierRest, rest } from '@aboveboard/protocol';
import {
  type ApiPorts,
  askTransfer,
  claimFreeroll,
  exportPlayer,
  freerollFor,
  playersTransfers,
  withdrawTransfer,
} from '@aboveboard/room';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { cashierAnswer, tellWallets } from '../control/cashier-answer.ts';
import { fileStream } from './file-stream.ts';
import { principalOf } from './principal-of.ts';
import { answerStatement } from './statement-answer.ts';

const config = { access: 'player' as const };
const errors = { '4xx': rest.restError, 503: rest.restError };
/** JSON as the schema says, or a file. */
const file = z.any();

export function addCashierRoutes(app: FastifyInstance, api: ApiPorts): void {
  addTransfers(app, api);
  addFreeroll(app, api);
  addRecords(app, api);
}

function addTransfers(app: FastifyInstance, api: ApiPorts): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.post(
    '/api/v1/me/transfers',
    {
      config,
      schema: {
        summary: 'Asks to give another player chips: they are set aside until an approver agrees',
        body: cashierRest.transferRequest,
        response: { 201: cashierRest.transfer, ...errors },
      },
    },
    async (request, reply) => {
      const sender = principalOf(request);
      const transfer = await cashierAnswer(askTransfer(api, sender, request.body));
      await tellWallets(api, [sender.id]);
      return reply.status(201).send(transfer);
    },
  );
  routes.get(
    '/api/v1/me/transfers',
    {
      config,
      schema: {
        summary: 'Transfers that I asked for or that come to me, newest first',
        querystring: cashierRest.transferPage,
        response: { 200: cashierRest.transfersReply, ...errors },
      },
    },
    async (request) => {
      const { limit, before } = request.query;
      const page = { limit, ...(before !== undefined && { beforeNo: before }) };
      const { transfers, next } = await playersTransfers(api, principalOf(request).id, page);
      return { transfers: [...transfers], next };
    },
  );
  routes.post(
    '/api/v1/me/transfers/:no/withdraw',
    {
      config,
      schema: {
        summary: 'Takes back a transfer that nobody decided yet',
        params: cashierRest.approvalParams,
        response: { 200: rest.wallet, ...errors },
      },
    },
    async (request) => {
      const player = principalOf(request);
      await cashierAnswer(withdrawTransfer(api, player, request.params.no));
      await tellWallets(api, [player.id]);
      return api.cashier.wallet(player.id);
    },
  );
}

function addFreeroll(app: FastifyInstance, api: ApiPorts): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get(
    '/api/v1/me/freeroll',
    {
      config,
      schema: {
        summary: 'The daily chips that a claim would bring now',
        response: { 200: cashierRest.freerollReply, ...errors },
      },
    },
    async (request) => {
      const decided = await freerollFor(api, principalOf(request));
      if (decided.ok) return { chips: decided.value, refusal: null };
      const { code, message, detail } = decided.error;
      const retryAtMs = typeof detail?.retryAtMs === 'number' ? detail.retryAtMs : null;
      return { chips: 0, refusal: { code, message, retryAtMs } };
    },
  );
  routes.post(
    '/api/v1/me/freeroll',
    {
      config,
      schema: { summary: 'Claims the daily chips', response: { 200: cashierRest.freerollClaimed, ...errors } },
    },
    async (request) => {
      const player = principalOf(request);
      const chips = await cashierAnswer(claimFreeroll(api, player));
      await tellWallets(api, [player.id]);
      return { chips, wallet: await api.cashier.wallet(player.id) };
    },
  );
}

function addRecords(app: FastifyInstance, api: ApiPorts): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get(
    '/api/v1/me/statement',
    {
      config: { ...config, isFile: ({ query }) => (query as { format?: string }).format === 'csv' },
      schema: {
        summary: 'What moved my chips, oldest first: JSON a page at a time, or all of it as CSV',
        querystring: cashierRest.statementQuery,
        response: { 200: cashierRest.statementReply, ...errors },
      },
      serializerCompiler: () => JSON.stringify,
    },
    (request, reply) => answerStatement(api, principalOf(request).id, request.query, reply) as never,
  );
  routes.get(
    '/api/v1/me/data',
    {
      config: { ...config, isFile: () => true },
      schema: { summary: 'Everything the room knows of me, as one JSON file', response: { 200: file, ...errors } },
    },
    (request, reply) =>
      reply.type('application/json').send(fileStream(exportPlayer(api.db.reader, principalOf(request).id, api.clock.nowMs()))),
  );
}
