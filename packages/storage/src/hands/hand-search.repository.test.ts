import { CompiledQuery, createQueryId, type RootOperationNode } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Db } from '../database/db.ts';
import type { Reader } from '../database/schema.ts';
import { aTable } from '../testing/a-table.ts';
import { DATABASES } from '../testing/databases.ts';
import { write } from '../testing/temporary-database.ts';
import { findHands, type HandSearch } from './hand-search.repository.ts';

const TABLES = ['baize', 'felt'];
const HANDS = 60;

/** 60 hands at each of two tables, two a millisecond over both: Ana plays all, Bo every third; Ana wins the even ones, and all of 0 mod 10 are stud. */
async function manyHands(db: Db): Promise<void> {
  for (const tableId of TABLES) {
    await aTable(db, [], tableId);
    await write(db, async (trx) => {
      const numbers = Array.from({ length: HANDS }, (_, i) => i + 1);
      const hand = (handNo: number) => ({
        ...{ table_id: tableId, hand_no: handNo, status: 'ended' as const, start_state: '{}', open_bytes: Uint8Array.of(1) },
        ...{ started_ms: 1, ended_ms: handNo, close_index: handNo },
      });
      const player = (handNo: number, seat: number, player_id: string) => ({
        ...{ table_id: tableId, hand_no: handNo, seat, player_id, is_bot: 0, ended_ms: handNo },
        ...{ game: handNo % 10 === 0 ? 'F7S' : 'NT', delta: handNo % 2 === 0 ? handNo : -handNo },
      });
      await trx.insertInto('hand').values(numbers.map(hand)).execute();
      await trx
        .insertInto('hand_player')
        .values(numbers.flatMap((no) => [player(no, 0, 'ana'), ...(no % 3 === 0 ? [player(no, 1, 'bo')] : [])]))
        .execute();
    });
  }
}

/** Every page, one after the other; `pages` are their lengths. */
async function all(reader: Reader, search: Omit<HandSearch, 'before'>, mostRead?: number) {
  const [found, pages]: [string[], number[]] = [[], []];
  let before: HandSearch['before'];
  do {
    const { hands, next } = await findHands(reader, { ...search, before }, mostRead);
    found.push(...hands.map(({ tableId, handNo }) => `${tableId} ${handNo}`));
    pages.push(hands.length);
    before = next ?? undefined;
  } while (before);
  return { found, pages };
}

/** Newest first; of one millisecond the table that is later in the alphabet. */
const expected = (isWanted: (no: number) => boolean, tables = ['felt', 'baize']) =>
  Array.from({ length: HANDS }, (_, i) => HANDS - i)
    .filter(isWanted)
    .flatMap((no) => tables.map((table) => `${table} ${no}`));

describe.each(DATABASES)('[HAND-4] finding hands on $name', ({ name, temporaryDatabase }) => {
  test('pages are in order, without a gap and without a hand twice, whatever is asked for', async () => {
    const db = await temporaryDatabase();
    await manyHands(db);
    const ask = (search: Omit<HandSearch, 'before' | 'limit'>, mostRead?: number) =>
      all(db.reader, { limit: 7, ...search }, mostRead);
    expect((await ask({ playerId: 'ana' })).found).toEqual(expected(() => true));
    expect((await ask({ playerId: 'bo' })).found).toEqual(expected((no) => no % 3 === 0));
    expect((await ask({ playerId: 'nobody' })).found).toEqual([]);
    expect((await ask({ playerId: 'ana', tableId: 'baize' })).found).toEqual(expected(() => true, ['baize']));
    expect((await ask({ tableId: 'felt' })).found).toEqual(expected(() => true, ['felt']));
    const times = { fromMs: 10, toMs: 20 };
    const isThen = (no: number) => no >= 10 && no < 20;
    expect((await ask({ playerId: 'ana', ...times })).found).toEqual(expected(isThen));
    expect((await ask({ tableId: 'felt', ...times })).found).toEqual(expected(isThen, ['felt']));
    expect((await ask({ playerId: 'ana', netAtLeast: 1 })).found).toEqual(expected((no) => no % 2 === 0));
    expect((await ask({ playerId: 'ana', netAtMost: -51 })).found).toEqual(expected((no) => no % 2 === 1 && no > 50));
    const both = { netAtLeast: -20, netAtMost: 9 };
    expect((await ask({ playerId: 'ana', ...both })).found).toEqual(expected((no) => (no % 2 === 0 ? no <= 9 : no <= 20)));
    expect((await ask({ playerId: 'bo', game: 'F7S' })).found).toEqual(expected((no) => no % 30 === 0));
    expect((await ask({ tableId: 'felt', game: 'F7S' })).found).toEqual(expected((no) => no % 10 === 0, ['felt']));
  });

  test('a page reads so many entries and no more, and goes on where it stopped', async () => {
    const db = await temporaryDatabase();
    await manyHands(db);
    for (const [search, wanted] of [
      [{ playerId: 'ana', game: 'F7S' }, expected((no) => no % 10 === 0)],
      [{ playerId: 'ana', tableId: 'felt', netAtLeast: 59 }, ['felt 60']],
      [{ tableId: 'felt', game: 'F7S' }, expected((no) => no % 10 === 0, ['felt'])],
    ] as const) {
      const { found, pages } = await all(db.reader, { limit: 5, ...search }, 8);
      expect(found).toEqual(wanted);
      expect(pages.length).toBeGreaterThanOrEqual(HANDS / 8);
      expect(Math.max(...pages)).toBeLessThanOrEqual(5);
    }
  });

  test('what is added meanwhile moves no page', async () => {
    const db = await temporaryDatabase();
    await manyHands(db);
    const first = await findHands(db.reader, { playerId: 'bo', limit: 3 });
    await write(db, (trx) =>
      trx
        .insertInto('hand_player')
        .values({ table_id: 'felt', hand_no: 99, seat: 0, player_id: 'bo', is_bot: 0, delta: 1, game: 'NT', ended_ms: 99 })
        .execute(),
    );
    const second = await findHands(db.reader, { playerId: 'bo', limit: 3, before: first.next ?? undefined });
    const found = [...first.hands, ...second.hands].map(({ tableId, handNo }) => `${tableId} ${handNo}`);
    expect(found).toEqual(expected((no) => no % 3 === 0).slice(0, 6));
  });

  test('is a range of one index, in its order', async () => {
    const db = await temporaryDatabase();
    await manyHands(db);
    const before = { tableId: 'felt', handNo: 40, endedMs: 40 };
    const limit = 5;
    const player = await plans(name, db, { playerId: 'ana', fromMs: 10, before, netAtLeast: 1, tableId: 'felt', limit });
    const table = await plans(name, db, { tableId: 'felt', fromMs: 10, before, limit });
    const [ofPlayer, ofTable] = [player, table].map((plan) => plan.join('\n'));
    if (name === 'SQLite') {
      expect(ofPlayer).toContain('COVERING INDEX hand_player_by_player (player_id=? AND ended_ms>? AND ended_ms<?)');
      expect(ofTable).toContain('COVERING INDEX hand_by_end (table_id=? AND ended_ms>? AND ended_ms<?)');
      expect(`${ofPlayer} ${ofTable}`).not.toMatch(/SCAN hand|TEMP B-TREE FOR ORDER BY.*hand_player/);
    } else {
      expect(ofPlayer).toMatch(/"type":"(?:range|ref)".*"key":"hand_player_by_player".*"Extra":"Using where; Using index"/);
      expect(ofTable).toMatch(/"type":"range".*"key":"hand_by_end".*"Extra":"Using where; Using index"/);
    }
  });
});

/** How the database reads what is asked for. */
async function plans(name: string, db: Db, search: HandSearch): Promise<string[]> {
  const nodes: RootOperationNode[] = [];
  const listening = db.reader.withPlugin({
    transformQuery: ({ node }) => {
      nodes.push(node);
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  await findHands(listening, search);
  const executor = db.reader.getExecutor();
  const told: string[] = [];
  for (const node of nodes) {
    const query = executor.compileQuery(node, createQueryId());
    const explained = CompiledQuery.raw(`${name === 'SQLite' ? 'explain query plan' : 'explain'} ${query.sql}`, [
      ...query.parameters,
    ]);
    const { rows } = await db.reader.executeQuery(explained);
    told.push(JSON.stringify(rows));
  }
  return told;
}
