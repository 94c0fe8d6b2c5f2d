/** What the commands for archives and imports ask beside adding jobs: on the control socket alone. */
import { workJobs } from '@aboveboard/protocol';
import { daysWanted } from '@aboveboard/room';
import { type ImportedHand, importedHands } from '@aboveboard/storage';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { osPorts } from '../ports/os-ports.ts';
import type { OperatorPorts } from './operator-ports.ts';
import { errors } from './operator-route.ts';

/** @param folder where the archives lie. */
export function addWorkRoutes(app: FastifyInstance, { db }: Pick<OperatorPorts, 'db'>, folder: string): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get(
    '/control/archive-days',
    { schema: { querystring: workJobs.archiveDaysQuery, response: { 200: workJobs.archiveDaysReply, ...errors } } },
    async ({ query: { day, table: tableId } }) => {
      const days = await daysWanted({ db, nowMs: osPorts.clock.nowMs }, { day, tableId });
      return { folder, days: days.map((of) => ({ ...of })) };
    },
  );
  routes.get(
    '/control/imported-hands',
    { schema: { querystring: workJobs.importedHandsQuery, response: { 200: workJobs.importedHandsReply, ...errors } } },
    async ({ query: { limit, from, brief } }) => {
      const hands = await importedHands(db.reader, { limit, ...(from !== undefined && { after: placeOf(from) }) });
      const last = hands.length === limit ? hands.at(-1) : undefined;
      return {
        hands: hands.map((hand) => ({ ...hand, phh: brief ? null : hand.phh })),
        next: last ? `${last.importedMs}-${last.id}` : null,
      };
    },
  );
}

function placeOf(from: string): Pick<ImportedHand, 'id' | 'importedMs'> {
  const [importedMs = '', id = ''] = from.split('-');
  return { importedMs: Number(importedMs), id };
}
