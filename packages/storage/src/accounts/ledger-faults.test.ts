/** A MariaDB that is killed while hands are settled, and transactions that wait in a circle. */
import { setTimeout as pause } from 'node:timers/promises';
import { ok } from '@aboveboard/kit';
import { grant, handSettlement, type LinkedBatch, walletOf } from '@aboveboard/ledger';
import { expect, onTestFinished, test } from 'vitest';
import type { Db } from '../database/db.ts';
import type { Trx } from '../database/schema.ts';
import { booksFindings } from '../database/upkeep.ts';
import { openMariaDb } from '../mariadb/open-mariadb.ts';
import { aTable } from '../testing/a-table.ts';
import { startMariaDb } from '../testing/mariadb-server.ts';
import { write } from '../testing/temporary-database.ts';
import { balanceOf, settledHandKeys } from './accounts.repository.ts';
import { journalAfter } from './ledger-journal.repository.ts';
import { postBatches } from './posting.repository.ts';

const LONG = { timeout: 120_000 };
const TABLES = ['t1', 't2', 't3'];
const IS_CAMPAIGN = process.env.ABOVEBOARD_BOOKS === 'all';
const HANDS = IS_CAMPAIGN ? 900 : 60; // of the thousand chips that Ana has
const KILLS = IS_CAMPAIGN ? 20 : 2;
/** Of transactions that wait for each other. */
const ROUNDS = IS_CAMPAIGN ? 50 : 1;

/** Hand after hand, in groups as a shard settles them: Ana loses a chip to Bo at every table. */
function handsOf(tableId: string, epoch: number): LinkedBatch[] {
  return Array.from({ length: HANDS }, (_, i) => {
    const deltas = [
      { playerId: 'ana', delta: -1 },
      { playerId: 'bo', delta: 1 },
    ];
    return handSettlement({ tableId, handNo: i + 1, deltas, rake: 0, atMs: i }, epoch);
  });
}

/** Asks until it is answered, as a table does. @returns how often the answer was lost, and whether it had been that of a commit */
async function settlePatiently(db: Db, batches: readonly LinkedBatch[]): Promise<{ lost: number; wasDone: boolean }> {
  for (let lost = 0; ; lost++) {
    const answers = await write(db, (trx) => postBatches(trx, batches)).catch(() => null);
    for (const answer of answers ?? []) expect(['posted', 'exists']).toContain(answer.ok && answer.value);
    if (answers) return { lost, wasDone: answers.some((answer) => answer.ok && answer.value === 'exists') };
    await pause(20);
  }
}

test('[LEDGER-5] a MariaDB killed while hands are settled has each of them once when it is back', LONG, async () => {
  const server = await startMariaDb();
  onTestFinished(() => server.end());
  const db = await openMariaDb(await server.createDatabase(), { answerWithinMs: 2_000 });
  onTestFinished(() => db.close());
  for (const tableId of TABLES) await aTable(db, ['ana', 'bo'], tableId);
  let isOver = false;
  let lost = 0;
  let commitsUnheard = 0;
  const settling = Promise.all(
    TABLES.map(async (tableId) => {
      const hands = handsOf(tableId, 1);
      for (let i = 0; i < HANDS; i += 4) {
        const settled = await settlePatiently(db, hands.slice(i, i + 4));
        lost += settled.lost;
        if (settled.wasDone) commitsUnheard++;
      }
    }),
  ).finally(() => {
    isOver = true;
  });
  for (let kills = 0; kills < KILLS && !isOver; kills++) {
    await pause(20 + 30 * (kills % 5));
    await server.kill();
    await server.start();
  }
  await settling;
  expect(lost).toBeGreaterThan(0);
  console.info(`${lost} answers lost, ${commitsUnheard} of them those of commits`);
  expect(await settledHandKeys(db.reader)).toHaveLength(TABLES.length * HANDS);
  expect(await booksFindings(db.reader)).toEqual([]);
  const numbers = (await journalAfter(db.reader, 0, 1_000_000)).map(({ no }) => no);
  expect(numbers).toEqual(numbers.map((_, i) => i + 1));
});

test('[LEDGER-41] what waits in a circle for rows outside the ledger is run again, and counted once', LONG, async () => {
  const server = await startMariaDb();
  onTestFinished(() => server.end());
  let conflicts = 0;
  const db = await openMariaDb(await server.createDatabase(), { onConflict: () => conflicts++ });
  onTestFinished(() => db.close());
  const players = ['ana', 'bo'];
  const given = (playerId: string, i: number) => grant({ playerId, requestId: `r${i}`, amount: 1, atMs: 1 });
  const toEach = (i: number) => players.map((player) => given(player, i));
  await write(db, (trx) => postBatches(trx, toEach(-1)));
  let runs = 0;
  const hold = (trx: Trx, player: string) =>
    trx.updateTable('ledger_account').set({ currency: 'chips' }).where('id', '=', walletOf(player)).execute();
  for (let round = 0; round < ROUNDS; round++) {
    const both = players.map((player, i) =>
      db.transaction(async (trx) => {
        runs++;
        await hold(trx, player); // before the ledger's row, each another one: the other way round
        await pause(50);
        return ok(await postBatches(trx, toEach(2 * round + i)));
      }),
    );
    await Promise.all(both);
  }
  expect(conflicts).toBeGreaterThanOrEqual(ROUNDS);
  expect(runs).toBe(2 * ROUNDS + conflicts);
  for (const player of players) expect(await balanceOf(db.reader, walletOf(player))).toBe(1 + 2 * ROUNDS);
  expect(await booksFindings(db.reader)).toEqual([]);
});
