import { err, ok } from '@aboveboard/kit';
import {
  amount,
  approve,
  buyIn,
  grant,
  handSettlement,
  type LinkedBatch,
  linkedBatch,
  NEVER_CLOSED,
  openClose,
  replay,
  requestTransfer,
  walletOf,
} from '@aboveboard/ledger';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Db } from '../database/db.ts';
import { aTable } from '../testing/a-table.ts';
import { DATABASES } from '../testing/databases.ts';
import { write } from '../testing/temporary-database.ts';
import { balanceOf, ledgerAccounts, postedBalances, trialBalance } from './accounts.repository.ts';
import { findBatch, journalAfter, lastEntryNo, reservationsResolvedBy } from './ledger-journal.repository.ts';
import { pendingReservations } from './ledger-rows.ts';
import { expireDue, postBatch, postBatches } from './posting.repository.ts';

describe.each(DATABASES)('posting on $name', ({ temporaryDatabase }) => {
  const given = (playerId: string, chips: number, requestId = 'g') => grant({ playerId, requestId, amount: chips, atMs: 1 });
  const asked = (requestId: string, chips: number, expiresAtMs: number) =>
    requestTransfer({ from: 'ana', to: 'bo', requestId, amount: chips, expiresAtMs, atMs: 1 });

  const post = (db: Db, ...batches: readonly LinkedBatch[]) => write(db, (trx) => postBatches(trx, batches));
  const numbers = async (db: Db) => (await journalAfter(db.reader, 0, 1_000)).map(({ no }) => no);

  test('[LEDGER-41] many at once come to what they would one after the other, and one that is refused is refused alone', async () => {
    const db = await temporaryDatabase();
    const seat = { tableId: 't', playerId: 'ana', requestId: 'b', amount: 80, atMs: 1 };
    const answers = await post(
      db,
      given('ana', 100),
      buyIn(seat),
      buyIn({ ...seat, requestId: 'c' }),
      given('bo', 5),
      given('bo', 5),
    );
    expect(answers).toEqual([
      ok('posted'),
      ok('posted'),
      err({ status: 'insufficient_chips', account: walletOf('ana') }),
      ok('posted'),
      ok('exists'),
    ]);
    expect(Object.fromEntries(await trialBalance(db.reader))).toEqual({
      'escrow:t:ana': 80,
      issuance: -105,
      'wallet:ana': 20,
      'wallet:bo': 5,
    });
  });

  test('[LEDGER-41] more accounts than one statement takes are each written once', async () => {
    const db = await temporaryDatabase();
    const players = Array.from({ length: 250 }, (_, i) => `p${i}`);
    await post(db, ...players.map((playerId) => given(playerId, 10)));
    await post(db, ...players.map((playerId) => given(playerId, 7, 'again')), asked('x', 1, 99), given('ana', 1));
    for (const playerId of ['p0', 'p99', 'p100', 'p249']) expect(await balanceOf(db.reader, walletOf(playerId))).toBe(17);
    expect(await postedBalances(db.reader)).toEqual(await trialBalance(db.reader));
  });

  test('the journal has no gap, whatever is refused, known or undone', async () => {
    const db = await temporaryDatabase();
    await post(
      db,
      given('ana', 100),
      given('ana', 100),
      buyIn({ tableId: 't', playerId: 'bo', requestId: 'x', amount: 1, atMs: 1 }),
    );
    await expect(
      write(db, async (trx) => {
        await postBatch(trx, given('bo', 100));
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    await post(db, asked('r1', 10, 20), asked('r2', 10, 10), given('cy', 1));
    expect(await write(db, (trx) => expireDue(trx, 30, 1))).toEqual(['transfer:ana:r2/0']);
    await Promise.all(['di', 'ed', 'fi', 'gil', 'hal'].map((player) => post(db, given(player, 1))));
    expect(await write(db, (trx) => expireDue(trx, 30, 9))).toEqual(['transfer:ana:r1/0']);
    expect(await write(db, (trx) => expireDue(trx, 30, 9))).toEqual([]);
    expect(await numbers(db)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(await lastEntryNo(db.reader)).toBe(11);
  });

  test('[LEDGER-39] the books can be built again from the journal, page by page, and closed', async () => {
    const db = await temporaryDatabase();
    await aTable(db, ['ana', 'bo'], 't');
    const deltas = [
      { playerId: 'ana', delta: -100 },
      { playerId: 'bo', delta: 90 },
    ];
    const transfer = asked('r1', 50, 500);
    await post(db, handSettlement({ tableId: 't', handNo: 1, deltas, rake: 10, atMs: 2 }, 1), transfer, asked('r2', 7, 30));
    await post(db, approve(transfer, { by: 'olga', atMs: 3 }), linkedBatch({ key: 'empty', atMs: 4 }, []));
    await write(db, (trx) => expireDue(trx, 40, 9));
    const entries: Awaited<ReturnType<typeof journalAfter>>[number][] = [];
    for (
      let page = await journalAfter(db.reader, 0, 3);
      page.length > 0;
      page = await journalAfter(db.reader, entries.length, 3)
    )
      entries.push(...page);
    expect(entries.map(({ event }) => event.kind)).toEqual([...Array(9).fill('posted'), 'expired']);
    const book = replay(entries.map(({ event }) => event));
    const used = [...(await ledgerAccounts(db.reader))];
    expect(used).toEqual([...book.accounts].sort(([a], [b]) => (a < b ? -1 : 1)));
    const close = openClose(0, NEVER_CLOSED);
    for (const { event } of entries) {
      const resolved = event.kind === 'posted' ? await reservationsResolvedBy(db.reader, event.batch) : new Map();
      close.take(event, (id) => resolved.get(id));
    }
    expect(close.finish(await trialBalance(db.reader), []).report).toMatchObject({ lastEntryNo: 10, differences: [] });
  });

  test('a batch is found by its key as it was posted, and what waits for an answer is listed', async () => {
    const db = await temporaryDatabase();
    const transfer = asked('r1', 50, 500);
    await post(db, given('ana', 100), transfer, asked('r2', 7, 30));
    expect(await findBatch(db.reader, transfer.key)).toEqual(transfer);
    expect(await findBatch(db.reader, 'none')).toBeNull();
    await post(db, approve(transfer, { by: 'olga', atMs: 3 }));
    expect((await pendingReservations(db.reader)).map(({ id, amount: chips }) => [id, chips])).toEqual([
      ['transfer:ana:r2/0', amount(7)],
    ]);
  });

  test('[LEDGER-12] [LEDGER-23] what is booked stands, and a reservation is resolved once, whoever writes', async () => {
    const db = await temporaryDatabase();
    await post(db, given('ana', 100), asked('r1', 50, 20));
    await write(db, (trx) => expireDue(trx, 30, 9));
    for (const table of ['ledger_batch', 'ledger_step', 'ledger_expiry']) {
      await expect(sql.raw(`delete from ${table}`).execute(db.reader)).rejects.toThrow(`${table} is append-only`);
    }
    await expect(sql`update ledger_batch set at_ms = 9`.execute(db.reader)).rejects.toThrow('ledger_batch is append-only');
    await expect(sql`update ledger_expiry set at_ms = 9`.execute(db.reader)).rejects.toThrow('ledger_expiry is append-only');
    for (const change of ["set state = 'posted'", "set state = 'pending'", 'set expires_ms = 90']) {
      await expect(sql.raw(`update ledger_reservation ${change}`).execute(db.reader)).rejects.toThrow('resolved once');
    }
    await expect(sql`delete from ledger_reservation`.execute(db.reader)).rejects.toThrow('resolved once');
  });
});
