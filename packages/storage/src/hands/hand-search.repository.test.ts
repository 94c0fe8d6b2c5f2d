import { CompiledQuery, createQueryId, type RootOperationNode } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Db } from '../database/db.ts';
import type { Reader } from '../database/schema.ts';
import { aTable } from '../testing/a-table.ts';
import { DATABASES } from '../testing/databases.ts';
import { must, write } from '../testing/temporary-database.ts';
import { findHands, type HandSearch } from './hand-search.repository.ts';
import { packPlayers } from './packed-players.ts';
import { addUnfiled, fileHands } from './unfiled-hands.repository.ts';

const TABLES = ['baize', 'felt'];
const HANDS = 60;
/** How many of them are filed: none, some of one table and none of the other, some of both, all. */
const FILED = [0, 37, 101, 2 * HANDS];

/** 60 hands at each of two tables, two a millisecond over both: Ana plays all, Bo every third; Ana wins the even ones, and all of 0 mod 10 are stud. */
async function manyHands(db: Db, filed = 2 * HANDS): Promise<void> {
  for (const tableId of TABLES) {
    await aTable(db, [], tableId);
    await write(db, async (trx) => {
      const numbers = Array.from({ length: HANDS }, (_, i) => i + 1);
      const player = (handNo: number, seat: number, playerId: string) => ({
        ...{ seat, playerId, isBot: false, delta: handNo % 2 === 0 ? handNo : -handNo },
      });
      const hand = (handNo: number) => ({
        ...{ tableId, handNo, endedMs: handNo, game: handNo % 10 === 0 ? 'F7S' : 'NT' },
        packedPlayers: packPlayers([player(handNo, 0, 'ana'), ...(handNo % 3 === 0 ? [player(handNo, 1, 'bo')] : [])]),
      });
      await addUnfiled(trx, numbers.map(hand));
    });
  }
  expect(filed === 0 ? 0 : await write(db, async (trx) => must(await fileHands(trx, filed)))).toBe(filed);
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
  test.each(FILED)(
    'pages are in order, without a gap and without a hand twice, whatever is asked for, with %i filed',
    async (filed) => {
      const db = await temporaryDatabase();
      await manyHands(db, filed);
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
    },
  );

  test.each(FILED)('a page reads so many entries and no more, and goes on where it stopped, with %i filed', async (filed) => {
    const db = await temporaryDatabase();
    await manyHands(db, filed);
    for (const [search, wanted] of [
      [{ playerId: 'ana', game: 'F7S' }, expected((no) => no % 10 === 0)],
      [{ playerId: 'ana', tableId: 'felt', netAtLeast: 59 }, ['felt 60']],
      [{ tableId: 'felt', game: 'F7S' }, expected((no) => no % 10 === 0, ['felt'])],
    ] as const) {
      const { found, pages } = await all(db.reader, { limit: 5, ...search }, 8);
      expect(found).toEqual(wanted);
      if (filed === 2 * HANDS) expect(pages.length).toBeGreaterThanOrEqual(HANDS / 8);
      expect(Math.max(...pages)).toBeLessThanOrEqual(5);
    }
  });

  test.each(FILED)('what is settled or filed meanwhile moves no page, with %i filed', async (filed) => {
    const db = await temporaryDatabase();
    await manyHands(db, filed);
    const first = await findHands(db.reader, { playerId: 'bo', limit: 3 });
    const bo = { seat: 0, playerId: 'bo', isBot: false, delta: 1 };
    await write(db, (trx) =>
      addUnfiled(trx, [{ tableId: 'felt', handNo: 99, endedMs: 99, game: 'NT', packedPlayers: packPlayers([bo]) }]),
    );
    await write(db, async (trx) => must(await fileHands(trx, 30)));
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
      expect(ofPlayer).toContain('PRIMARY KEY (player_id=? AND ended_ms>? AND ended_ms<?)');
      expect(ofTable).toContain('PRIMARY KEY (table_id=? AND ended_ms>? AND ended_ms<?)');
      expect(`${ofPlayer} ${ofTable}`).not.toMatch(/SCAN (player|table)_hand/);
    } else {
      expect(ofPlayer).toMatch(/"type":"(?:range|ref)".*"key":"PRIMARY".*"Extra":"Using where"/);
      expect(ofTable).toMatch(/"type":"range".*"key":"PRIMARY".*"Extra":"Using where"/);
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
