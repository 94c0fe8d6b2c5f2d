/** A statement as JSON, a page at a time, or whole as CSV. */
import type { cashierRest } from '@aboveboard/protocol';
import { type ApiPorts, type StatementLine, statementPage, wholeStatement } from '@aboveboard/room';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { fileStream } from './file-stream.ts';
import { statementHead, statementRows } from './statement-csv.ts';

type Query = z.infer<typeof cashierRest.statementQuery>;

export async function answerStatement(
  { db, clock }: Pick<ApiPorts, 'db' | 'clock'>,
  playerId: string,
  { from = 0, to = clock.nowMs() + 1, format, limit, cursor }: Query,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const period = { playerId, fromMs: from, toMs: to };
  if (format === 'csv') {
    reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename="statement-${playerId}.csv"`);
    return reply.send(fileStream(csvOf(wholeStatement(db.reader, period))));
  }
  const { lines, next } = await statementPage(db.reader, { ...period, cursor, limit });
  return reply.send({ playerId, lines, next });
}

async function* csvOf(pages: AsyncIterable<readonly StatementLine[]>): AsyncGenerator<string> {
  yield statementHead();
  for await (const lines of pages) yield statementRows(lines);
}
