/** What waits for a second person, adjustments and bonuses: under REST, for tokens of operators and approvers, and on the control socket. */
import { cashierRest as rest } from '@aboveboard/protocol';
import {
  type AdjustmentWish,
  type ApiPorts,
  adjust,
  type Change,
  type Decided,
  decideApproval,
  giveBonus,
  listApprovals,
  type Verdict,
} from '@aboveboard/room';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { cashierAnswer, tellWallets } from './cashier-answer.ts';
import type { WhoIs } from './operator-ports.ts';
import { config, errors, PREFIX } from './operator-route.ts';

const approver = { access: 'approver' as const };
const staff = { access: 'staff' as const };
/** A hundred moves with long names. */
const bodyLimit = 64 * 1024;

export function addApprovalRoutes(app: FastifyInstance, api: ApiPorts, whoIs: WhoIs): void {
  addDeciding(app, api, whoIs);
  addAdjusting(app, api, whoIs);
}

function addDeciding(app: FastifyInstance, api: ApiPorts, whoIs: WhoIs): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get(
    `${PREFIX}/approvals`,
    {
      config: staff,
      schema: {
        summary: 'What waits for a second person, newest first; with state=all what was decided, too',
        querystring: rest.approvalsQuery,
        response: { 200: rest.approvalsReply, ...errors },
      },
    },
    async ({ query: { state, limit, before } }) => {
      const page = { isAll: state === 'all', limit, ...(before !== undefined && { beforeNo: before }) };
      return shownPage(await listApprovals(api, page));
    },
  );
  const verdict = (path: Verdict, access: typeof approver | typeof staff, summary: string): void => {
    routes.post(
      `${PREFIX}/approvals/:no/${path}`,
      {
        config: access,
        schema: {
          summary,
          params: rest.approvalParams,
          body: rest.decisionRequest,
          response: { 200: rest.approval, ...errors },
        },
      },
      async (request) => {
        const change = changeOf(request, request.body.why, whoIs);
        const { approval, players } = await cashierAnswer(decideApproval(api, change, request.params.no, path));
        await tellWallets(api, players);
        return shown(approval);
      },
    );
  };
  verdict('approve', approver, 'Agrees, so that the chips move: not for who proposed it, nor for whose chips they are');
  verdict('reject', approver, 'Refuses; the chips go back');
  verdict('withdraw', staff, 'Takes back what one proposed oneself; the chips go back');
}

function addAdjusting(app: FastifyInstance, api: ApiPorts, whoIs: WhoIs): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.post(
    `${PREFIX}/adjustments`,
    {
      config,
      bodyLimit,
      schema: {
        summary: 'Proposes to move chips between accounts, or to take a batch back; a second person agrees or not',
        body: rest.adjustmentRequest,
        response: { 201: rest.approval, ...errors },
      },
    },
    async (request, reply) => {
      const { requestId, why, ...wanted } = request.body;
      const wish: AdjustmentWish =
        'undo' in wanted ? { kind: 'undo', batchKey: wanted.undo } : { kind: 'moves', moves: wanted.moves };
      const { approval, players } = await cashierAnswer(adjust(api, changeOf(request, why, whoIs), requestId, wish));
      await tellWallets(api, players);
      return reply.status(201).send(shown(approval));
    },
  );
  routes.post(
    `${PREFIX}/bonuses`,
    {
      config,
      schema: {
        summary: 'Gives a player chips of the room',
        body: rest.bonusRequest,
        response: { 200: rest.bonusReply, ...errors },
      },
    },
    async (request) => {
      const { why, requestId, playerId, amount } = request.body;
      const wish = { requestId, playerId, chips: amount };
      const isNew = await cashierAnswer(giveBonus(api, changeOf(request, why, whoIs), wish));
      await tellWallets(api, [playerId]);
      return { isNew };
    },
  );
}

function changeOf(request: FastifyRequest, why: string, whoIs: WhoIs): Change {
  return { who: whoIs(request), why };
}

function shown(view: Decided['approval']): rest.Approval {
  return { ...view, moves: view.moves.map((move) => ({ ...move })) };
}

function shownPage({ approvals, next }: Awaited<ReturnType<typeof listApprovals>>) {
  return { approvals: approvals.map(shown), next };
}
