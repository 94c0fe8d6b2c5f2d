/** The people who run the room: under REST, for an operator's token, and on the control socket. */
import { cashierRest as rest } from '@aboveboard/protocol';
import { type ApiPorts, addStaff, endStaffSessions, listStaff, type StaffMember } from '@aboveboard/room';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { HttpRefusal } from '../http/http-refusal.ts';
import type { WhoIs } from './operator-ports.ts';
import { config, errors, noContent, PREFIX } from './operator-route.ts';

export function addStaffRoutes(app: FastifyInstance, api: ApiPorts, whoIs: WhoIs): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get(
    `${PREFIX}/principals`,
    { config, schema: { summary: 'Operators and approvers', response: { 200: rest.staffReply, ...errors } } },
    async () => ({ staff: (await listStaff(api)).map(shown) }),
  );
  routes.post(
    `${PREFIX}/principals`,
    {
      config,
      schema: {
        summary: 'Makes another operator or approver; the token is given once',
        body: rest.newStaffRequest,
        response: { 201: rest.newStaffReply, ...errors },
      },
    },
    async (request, reply) => {
      const { why, name, roles } = request.body;
      const { member, token } = await addStaff(api, { who: whoIs(request), why }, { name, roles: [...new Set(roles)] });
      return reply.status(201).send({ member: shown(member), token });
    },
  );
  routes.post(
    `${PREFIX}/principals/:id/end-sessions`,
    {
      config,
      schema: {
        summary: 'Ends all sessions of an operator or approver, whose token is worth nothing from now on',
        params: rest.staffParams,
        body: rest.decisionRequest,
        response: { 204: noContent, ...errors },
      },
    },
    async (request, reply) => {
      const ended = await endStaffSessions(api, { who: whoIs(request), why: request.body.why }, request.params.id);
      if (!ended.ok) throw new HttpRefusal(404, ended.error, 'No operator or approver has this id: GET the list of them.');
      api.endConnections(request.params.id);
      return reply.status(204).send(null);
    },
  );
}

function shown({ roles, ...member }: StaffMember) {
  return { ...member, roles: [...roles] };
}
