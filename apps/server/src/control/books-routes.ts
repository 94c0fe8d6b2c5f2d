/** The routes by which the books are looked after: the same under REST, for an operator's token, and on the control socket. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Result } from '@aboveboard/kit';
import { booksRest as rest } from '@aboveboard/protocol';
import { type BooksDesk, type BooksRefusal, type BooksRun, dateOf, dayOfDate, pageText } from '@aboveboard/room';
import { closes, findClose, type StoredClose } from '@aboveboard/storage';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { HttpRefusal } from '../http/http-refusal.ts';
import type { OperatorPorts, WhoIs } from './operator-ports.ts';
import { config, errors, noContent, PREFIX } from './operator-route.ts';

const BOOKS = `${PREFIX}/books`;
/** Less than whoever asks waits for an answer. */
const ANSWER_WITHIN_MS = 10_000;

export function addBooksRoutes(app: FastifyInstance, ports: OperatorPorts, whoIs: WhoIs): void {
  addReconciling(app, ports.books, whoIs);
  addClosing(app, ports, whoIs);
}

function addReconciling(app: FastifyInstance, books: BooksDesk, whoIs: WhoIs): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get(
    BOOKS,
    {
      config,
      schema: {
        summary: 'How the books stand: the last reconciliation, whether cash-outs are blocked, the last daily close',
        response: { 200: rest.booksReply, ...errors },
      },
    },
    async () => {
      const { underWay, runs, block, lastClose } = await books.standing();
      return {
        underWay,
        lastRun: runs.last && shownRun(runs.last),
        lastCleanMs: runs.lastCleanMs,
        block: block && { ...block, codes: [...block.codes] },
        lastClose: lastClose && summaryOf(lastClose),
      };
    },
  );
  routes.post(
    `${BOOKS}/reconcile`,
    {
      config,
      schema: {
        summary: 'Reconciles the books; without an answer in time, ask again with isJoining',
        body: rest.reconcileRequest,
        response: { 200: rest.runReply, ...errors },
      },
    },
    async ({ body: { isFull, isJoining } }) => {
      const run = await inTime(books.reconcile(isFull, isJoining));
      return { run: run && shownRun(run) };
    },
  );
  routes.post(
    `${BOOKS}/release`,
    {
      config,
      schema: {
        summary: 'Lets cash-outs go on, after the books were found clean from the first entry on',
        body: rest.whyRequest,
        response: { 204: noContent, ...errors },
      },
    },
    async (request, reply) => {
      orConflict(await books.release({ who: whoIs(request), why: request.body.why }));
      return reply.status(204).send(null);
    },
  );
}

function addClosing(app: FastifyInstance, { db, books }: OperatorPorts, whoIs: WhoIs): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.post(
    `${BOOKS}/close`,
    {
      config,
      schema: {
        summary:
          'Closes the day before today, in UTC, with those before it that are not closed; without an answer in time, ask again',
        body: rest.whyRequest,
        response: { 200: rest.closeReply, ...errors },
      },
    },
    async (request) => {
      const closing = books.close({ who: whoIs(request), why: request.body.why }).catch((error: unknown) => {
        throw keyFault(error);
      });
      const closed = await inTime(closing);
      return { close: closed && summaryOf(orConflict(closed)) };
    },
  );
  routes.get(
    `${BOOKS}/closes`,
    {
      config,
      schema: {
        summary: 'Daily closes, newest first',
        querystring: rest.closesQuery,
        response: { 200: rest.closesReply, ...errors },
      },
    },
    async ({ query: { limit, before } }) => {
      const page = { limit, ...(before !== undefined && { beforeDay: dayOfDate(before) }) };
      return { closes: (await closes(db.reader, page)).map(summaryOf) };
    },
  );
  routes.get(
    `${BOOKS}/closes/:date`,
    {
      config,
      schema: {
        summary: 'A daily close with its page, as it is signed',
        params: rest.closeParams,
        response: { 200: rest.closeDetail, ...errors },
      },
    },
    async ({ params: { date } }) => {
      const close = await findClose(db.reader, dayOfDate(date));
      if (close) return { ...summaryOf(close), report: JSON.parse(close.report), page: pageText(close) };
      throw new HttpRefusal(404, 'NO_SUCH_CLOSE', `No close is of ${date}. A day without one is in the next close after it.`);
    },
  );
}

/** Null when it takes longer. What goes wrong after that is told by the books' own log. */
async function inTime<T>(work: Promise<T>): Promise<T | null> {
  work.catch(() => {});
  return Promise.race([work, pause(ANSWER_WITHIN_MS, null, { ref: false })]);
}

function orConflict<T>(result: Result<T, BooksRefusal>): T {
  if (result.ok) return result.value;
  throw new HttpRefusal(409, result.error.code, result.error.message);
}

function keyFault(error: unknown): unknown {
  return error instanceof Error && error.name === 'KeyFileError' ? new HttpRefusal(409, 'NO_BOOKS_KEY', error.message) : error;
}

function shownRun(run: BooksRun): z.infer<typeof rest.booksRun> {
  return { ...run, differences: run.differences.map((difference) => ({ ...difference })) };
}

function summaryOf(close: StoredClose): rest.CloseSummary {
  const { day, closedMs, lastEntryNo, head, hands, keyName, report } = close;
  const { differences } = JSON.parse(report) as { differences: readonly unknown[] };
  return { date: dateOf(day), closedMs, lastEntryNo, head, hands, keyName, differences: differences.length };
}
