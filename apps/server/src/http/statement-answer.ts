/** A statement as JSON, a page at a time, or whole as CSV. */
import { Readable } from 'node:stream';
import type { cashierRest } from '@aboveboard/protocol';
import { type ApiPorts, type StatementLine, statementPage, wholeStatement } from '@aboveboard/room';
import { stringify } from 'csv-stringify/sync';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';

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
    return reply.send(Readable.from(csvOf(wholeStatement(db.reader, period))));
  }
  const { lines, next } = await statementPage(db.reader, { ...period, cursor, limit });
  return reply.send({ playerId, lines, next });
}

const COLUMNS = ['date', 'entry', 'what', 'account', 'hand', 'with', 'debit', 'credit', 'balance', 'key'];

async function* csvOf(pages: AsyncIterable<readonly StatementLine[]>): AsyncGenerator<string> {
  yield csvText([COLUMNS]);
  for await (const lines of pages) yield csvText(lines.map(cellsOf));
}

/** No cell is taken for a formula by what opens the file: one that begins like one gets an apostrophe before it. */
export function csvText(rows: readonly (readonly (string | number)[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    { escape_formulas: true, record_delimiter: 'windows' },
  );
}

function cellsOf(line: StatementLine): readonly (string | number)[] {
  const { atMs, entry, what, tableId, handNo, withPlayerId, debit, credit, balance, key } = line;
  const account = tableId === null ? 'wallet' : `table ${tableId}`;
  return [new Date(atMs).toISOString(), entry, what, account, handNo ?? '', withPlayerId ?? '', debit, credit, balance, key];
}
