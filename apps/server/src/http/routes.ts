/** The routes of /api/v1: each says who may call it and what goes in and out; what it does is the api's. */
import { rest } from '@aboveboard/protocol';
import {
  type ApiPorts,
  type BooksDesk,
  claimGrant,
  closeTable,
  createPlayer,
  createTable,
  handFor,
  lobby,
  logPage,
  operatorTables,
  profileOf,
  tableFor,
  type Who,
} from '@aboveboard/room';
import type { Principal } from '@aboveboard/storage';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { addApprovalRoutes } from '../control/approval-routes.ts';
import { addAuditRoute, addBenchRoutes } from '../control/audit-and-bench-routes.ts';
import { addBooksRoutes } from '../control/books-routes.ts';
import { addEventRoutes } from '../control/event-routes.ts';
import { addOperatorHandRoutes } from '../control/hand-routes.ts';
import type { OperatorPorts } from '../control/operator-ports.ts';
import { addPlayerDataRoutes } from '../control/player-routes.ts';
import { addQueueRoutes } from '../control/queue-routes.ts';
import { addSignalRoutes } from '../control/signal-routes.ts';
import { addStaffRoutes } from '../control/staff-routes.ts';
import { addCashierRoutes } from './cashier-routes.ts';
import { addHandRoutes } from './hand-routes.ts';
import { orRefuse } from './http-refusal.ts';
import { addNoticeRoutes } from './notice-routes.ts';
import { principalOf } from './principal-of.ts';
import { endedSessionCookie, sessionCookie, tokenInCookie } from './session-cookie.ts';
import { addStandingsRoutes } from './standings-routes.ts';

export interface RoutePorts {
  readonly api: ApiPorts;
  readonly operator: OperatorPorts;
  /** The room is reached by https, whatever the last hop to this process was. */
  readonly isHttps: boolean;
  /** A session was revoked: its sockets go too. */
  readonly sessionEnded: (token: string) => void;
}

const tableParams = z.strictObject({ id: z.uuid() });
const invite = z.string().max(64).optional();
const errors = { '4xx': rest.restError, 503: rest.restError };
const noContent = z.null().describe('Done.');

export function addRoutes(app: FastifyInstance, ports: RoutePorts): void {
  addPlayerRoutes(app, ports);
  addNoticeRoutes(app, ports.api);
  addCashierRoutes(app, ports.api);
  addTableRoutes(app, ports.api);
  addHandRoutes(app, ports.api);
  addOperatorHandRoutes(app, ports.api, operatorOf);
  addStandingsRoutes(app, ports.api);
  addLogRoutes(app, ports.api);
  addOperatorRoutes(app, ports.api, ports.operator.books);
  addQueueRoutes(app, ports.operator, operatorOf);
  addEventRoutes(app, ports.operator, operatorOf);
  addBooksRoutes(app, ports.operator, operatorOf);
  addApprovalRoutes(app, ports.api, operatorOf);
  addStaffRoutes(app, ports.api, operatorOf);
  addPlayerDataRoutes(app, ports.api, operatorOf);
  addSignalRoutes(app, ports.operator, operatorOf);
  addBenchRoutes(app, ports.operator, operatorOf);
  addAuditRoute(app, ports.operator);
}

function addPlayerRoutes(app: FastifyInstance, { api, isHttps, sessionEnded }: RoutePorts): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const setCookie = (request: FastifyRequest, reply: FastifyReply, token: string): void =>
    void reply.header('set-cookie', sessionCookie(token, isHttps || request.protocol === 'https'));

  routes.post(
    '/api/v1/guests',
    {
      config: { access: 'anybody', isLogin: true },
      schema: {
        summary: 'Comes in as a guest: a session and play chips, no e-mail',
        body: rest.guestRequest,
        response: { 201: rest.guestReply, ...errors },
      },
    },
    async (request, reply) => {
      const guest = await createPlayer(api, request.body.nickname, 'guest');
      setCookie(request, reply, guest.token);
      return reply.status(201).send(guest);
    },
  );
  routes.get(
    '/api/v1/me',
    { config: { access: 'player' }, schema: { summary: 'Who I am, what I have', response: { 200: rest.profile, ...errors } } },
    async (request, reply) => {
      const token = tokenInCookie(request.headers.cookie);
      if (token !== null && token === request.token) setCookie(request, reply, token); // lives a year from its last use
      return profileOf(api, principalOf(request));
    },
  );
  routes.post(
    '/api/v1/me/grant',
    {
      config: { access: 'player' },
      schema: { summary: 'New play chips for a player without any', response: { 200: rest.profile, ...errors } },
    },
    async (request) => orRefuse(await claimGrant(api, principalOf(request))),
  );
  routes.delete(
    '/api/v1/session',
    {
      config: { access: 'player' },
      schema: { summary: 'Ends this session everywhere', response: { 204: noContent, ...errors } },
    },
    async (request, reply) => {
      if (request.token) {
        await api.sessions.revoke(request.token);
        sessionEnded(request.token);
      }
      reply.header('set-cookie', endedSessionCookie(isHttps || request.protocol === 'https'));
      return reply.status(204).send(null);
    },
  );
}

function addTableRoutes(app: FastifyInstance, api: ApiPorts): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get(
    '/api/v1/lobby',
    { config: { access: 'anybody' }, schema: { summary: 'Public tables', response: { 200: rest.lobbyReply, ...errors } } },
    async () => ({ tables: [...lobby(api)] }),
  );
  routes.post(
    '/api/v1/tables',
    {
      config: { access: 'player' },
      schema: {
        summary: 'Opens a table of my own',
        body: rest.newTableRequest,
        response: { 201: rest.newTableReply, ...errors },
      },
    },
    async (request, reply) => reply.status(201).send(orRefuse(await createTable(api, principalOf(request), request.body))),
  );
  routes.get(
    '/api/v1/tables/:id',
    {
      config: { access: 'anybody' },
      schema: {
        summary: "A table's settings",
        params: tableParams,
        querystring: z.strictObject({ invite }),
        response: { 200: rest.tableReply, ...errors },
      },
    },
    async (request) => ({ settings: orRefuse(await tableFor(api, request.params.id, visitor(request, request.query.invite))) }),
  );
  routes.get(
    '/api/v1/tables/:id/hands/:no',
    {
      config: { access: 'anybody' },
      schema: {
        summary: 'The public record of a hand that is over',
        params: tableParams.extend({ no: z.coerce.number<string>().int().min(1) }),
        querystring: z.strictObject({ invite }),
        response: { 200: rest.handReply, ...errors },
      },
    },
    async (request) => {
      const { id, no } = request.params;
      return orRefuse(await handFor(api, id, no, visitor(request, request.query.invite)));
    },
  );
}

function addLogRoutes(app: FastifyInstance, api: ApiPorts): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get(
    '/api/v1/log/entries',
    {
      config: { access: 'anybody' },
      schema: {
        summary: 'The public log of sealed and closed hands, in order',
        querystring: z.strictObject({
          from: z.coerce.number<string>().int().min(0).default(0),
          limit: z.coerce.number<string>().int().min(1).max(500).default(100),
        }),
        response: { 200: rest.logEntriesReply, ...errors },
      },
    },
    async (request) => logPage(api, request.query.from, request.query.limit),
  );
  routes.get(
    '/api/v1/log/key',
    {
      config: { access: 'anybody' },
      schema: { summary: 'What hands are verified against', response: { 200: rest.logKeyReply, ...errors } },
    },
    async () => ({ ...api.fairness }),
  );
}

function addOperatorRoutes(app: FastifyInstance, api: ApiPorts, books: BooksDesk): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const config = { access: 'operator' as const };
  routes.get(
    '/api/v1/operator/reconcile',
    { config, schema: { summary: 'Do the books hold?', response: { 200: rest.reconcileReply, ...errors } } },
    async () => {
      const { issued, held, accounts, hands, differences } = await books.reconcile(false);
      return { issued, held, accounts, hands, differences: differences.map((difference) => ({ ...difference })) };
    },
  );
  routes.get(
    '/api/v1/operator/tables',
    { config, schema: { summary: 'Every open table', response: { 200: rest.operatorTablesReply, ...errors } } },
    async () => ({ tables: await operatorTables(api) }),
  );
  routes.post(
    '/api/v1/operator/tables/:id/close',
    {
      config,
      schema: { summary: 'Closes a table when its hand is over', params: tableParams, response: { 204: noContent, ...errors } },
    },
    async (request, reply) => {
      orRefuse(await closeTable(api, request.params.id, principalOf(request)));
      return reply.status(204).send(null);
    },
  );
  routes.post(
    '/api/v1/operator/bots',
    { config, schema: { summary: 'A session for a bot', body: rest.botRequest, response: { 201: rest.botReply, ...errors } } },
    async (request, reply) => reply.status(201).send(await createPlayer(api, request.body.name, 'bot')),
  );
}

function visitor(
  { principal }: FastifyRequest,
  invite: string | undefined,
): { principal: Principal | null; invite: string | null } {
  return { principal, invite: invite ?? null };
}

function operatorOf(request: FastifyRequest): Who {
  const { id, name } = principalOf(request);
  return { kind: 'operator', name, principalId: id };
}
