/** A MariaDB that is killed while hands are settled, and transactions that wait in a circle. */
import { setTimeout as pause } from 'node:timers/promises';
import { ok } from '@aboveboard/kit';
import { grant, handSettlement, type LinkedBatch, walletOf } from '@aboveboard/ledger';
import { expect, onTestFinished, test } from 'vitest';
import type { Db } from '../database/db.ts';
import { booksFindings } from '../database/upkeep.ts';
import { openMariaDb } from '../mariadb/open-mariadb.ts';
import { aTable } from '../testing/a-table.ts';
import { temporaryMariaDb } from '../testing/mariadb-databases.ts';
import { startMariaDb } from '../testing/mariadb-server.ts';
import { write } from '../testing/temporary-database.ts';
import { balanceOf, settledHandKeys } from './accounts.repository.ts';
import { journalAfter } from './ledger-journal.repository.ts';
import { postBatches } from './posting.repository.ts';

const LONG = { timeout: 120_000 };
const TABLES = ['t1', 't2', 't3'];
const HANDS = 60;

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

/** Asks until it is answered, as a table does; whether a lost answer was a commit is not known. @returns how often it was lost */
async function settlePatiently(db: Db, batches: readonly LinkedBatch[]): Promise<number> {
  for (let lost = 0; ; lost++) {
    const answers = await write(db, (trx) => postBatches(trx, batches)).catch(() => null);
    for (const answer of answers ?? []) expect(['posted', 'exists']).toContain(answer.ok && answer.value);
    if (answers) return lost;
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
  const settling = Promise.all(
    TABLES.map(async (tableId) => {
      const hands = handsOf(tableId, 1);
      for (let i = 0; i < HANDS; i += 4) lost += await settlePatiently(db, hands.slice(i, i + 4));
    }),
  ).finally(() => {
    isOver = true;
  });
  for (let kills = 0; kills < 4 && !isOver; kills++) {
    await pause(20 + 30 * kills);
    await server.kill();
    await server.start();
  }
  await settling;
  expect(lost).toBeGreaterThan(0);
  expect(await settledHandKeys(db.reader)).toHaveLength(TABLES.length * HANDS);
  expect(await booksFindings(db.reader)).toEqual([]);
  const numbers = (await journalAfter(db.reader, 0, 1_000)).map(({ no }) => no);
  expect(numbers).toEqual(numbers.map((_, i) => i + 1));
});

test('[LEDGER-41] what waits in a circle for rows outside the ledger is run again, and counted once', LONG, async () => {
  const db = await temporaryMariaDb();
  const players = ['ana', 'bo'];
  const given = (playerId: string, i: number) => grant({ playerId, requestId: `r${i}`, amount: 1, atMs: 1 });
  await write(db, (trx) =>
    postBatches(
      trx,
      players.map((player) => given(player, -1)),
    ),
  );
  let runs = 0;
  const both = players.map((player) =>
    db.transaction(async (trx) => {
      runs++;
      await trx.selectFrom('ledger_account').selectAll().where('id', '=', walletOf(player)).execute(); // a lock before the ledger's
      await pause(100);
      return ok(
        await postBatches(
          trx,
          players.map((other, i) => given(other, i + players.indexOf(player) * 10)),
        ),
      );
    }),
  );
  await Promise.all(both);
  expect(runs).toBeGreaterThan(2);
  for (const player of players) expect(await balanceOf(db.reader, walletOf(player))).toBe(3);
  expect(await booksFindings(db.reader)).toEqual([]);
});
