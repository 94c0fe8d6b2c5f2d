import { err, ok } from '@aboveboard/kit';
import { type AccountId, buyIn, cashOut, escrowOf, grant, handSettlement, ISSUANCE, RAKE, walletOf } from '@aboveboard/ledger';
import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Db } from '../database/db.ts';
import { aTable } from '../testing/a-table.ts';
import { DATABASES } from '../testing/databases.ts';
import { write } from '../testing/temporary-database.ts';
import { balanceOf, escrowsOf, lastGrantAtMs, postedBalances, settledHandKeys, trialBalance } from './accounts.repository.ts';
import { postBatch } from './posting.repository.ts';

describe.each(DATABASES)('the books on $name', ({ temporaryDatabase }) => {
  const ana = { playerId: 'ana', tableId: 't1', requestId: 'r1', amount: 1_000, atMs: 1 };
  const bo = { ...ana, playerId: 'bo' };

  function post(db: Db, batch: Parameters<typeof postBatch>[1]) {
    return db.transaction((trx) => postBatch(trx, batch));
  }

  const short = (account: AccountId) => err({ status: 'insufficient_chips', account });

  /** Ana and Bo each sit with 1 000 and have nothing else. */
  async function seated(): Promise<Db> {
    const db = await temporaryDatabase();
    await aTable(db, [], 't1');
    for (const player of [ana, bo]) {
      await post(db, grant(player));
      await post(db, buyIn(player));
    }
    return db;
  }

  describe('posting', () => {
    test('moves chips and keeps the count', async () => {
      const db = await seated();
      expect(Object.fromEntries(await trialBalance(db.reader))).toEqual({
        issuance: -2_000,
        'wallet:ana': 0,
        'wallet:bo': 0,
        'escrow:t1:ana': 1_000,
        'escrow:t1:bo': 1_000,
      });
      expect(await balanceOf(db.reader, ISSUANCE)).toBe(-2_000);
      expect(await balanceOf(db.reader, RAKE)).toBe(0);
      expect(await postedBalances(db.reader)).toEqual(await trialBalance(db.reader));
    });

    test('[LEDGER-3] nothing is issued in an empty room', async () => {
      expect(await balanceOf((await temporaryDatabase()).reader, ISSUANCE)).toBe(0);
    });

    test('[LEDGER-3] what would overdraw an account is refused', async () => {
      const db = await seated();
      const before = await trialBalance(db.reader);
      expect(await post(db, cashOut({ ...ana, amount: 1_001 }))).toEqual(short(escrowOf('t1', 'ana')));
      expect(await post(db, buyIn({ ...ana, requestId: 'r2', amount: 1 }))).toEqual(short(walletOf('ana')));
      expect(await post(db, cashOut({ ...ana, playerId: 'nobody', amount: 1 }))).toEqual(short(escrowOf('t1', 'nobody')));
      expect(await trialBalance(db.reader)).toEqual(before);
      expect(await post(db, cashOut(ana))).toEqual(ok('posted'));
    });

    test('[LEDGER-3] the database itself refuses an overdrawn account', async () => {
      const db = await seated();
      const overdraw = sql`update ledger_account set balance = -1 where id = ${walletOf('ana')}`.execute(db.reader);
      await expect(overdraw).rejects.toThrow(/constraint.* failed/i);
    });

    test('[LEDGER-4] a batch of which one leg is not covered moves nothing, even when the caller commits', async () => {
      const db = await seated();
      const before = await trialBalance(db.reader);
      const deltas = [
        { playerId: 'ana', delta: -400 },
        { playerId: 'bo', delta: -1_001 },
        { playerId: 'cy', delta: 1_401 },
      ];
      const batch = handSettlement({ tableId: 't1', handNo: 1, deltas, rake: 0, atMs: 1 }, 1);
      const refused = await write(db, (trx) => postBatch(trx, batch));
      expect(refused).toEqual(short(escrowOf('t1', 'bo')));
      for (const [account, balance] of await trialBalance(db.reader)) expect(balance).toBe(before.get(account) ?? 0);
      expect(await settledHandKeys(db.reader)).toEqual([]);
    });

    test('[LEDGER-5] the same batch again is already done', async () => {
      const db = await seated();
      const before = await trialBalance(db.reader);
      expect(await post(db, buyIn(ana))).toEqual(ok('exists'));
      expect(await post(db, buyIn({ ...ana, atMs: 99 }))).toEqual(ok('exists')); // [LEDGER-6]
      expect(await trialBalance(db.reader)).toEqual(before);
    });

    test('[LEDGER-5] the same key with other content is refused', async () => {
      const db = await seated();
      const before = await trialBalance(db.reader);
      expect(await post(db, buyIn({ ...ana, amount: 999 }))).toEqual(err({ status: 'exists_with_different_amount', step: 0 }));
      expect(await trialBalance(db.reader)).toEqual(before);
    });

    test('[LEDGER-5] a hand settled with fewer, more or other legs is refused', async () => {
      const db = await seated();
      const hand = (lost: number, rake: number) => {
        const deltas = [
          { playerId: 'ana', delta: -lost },
          { playerId: 'bo', delta: lost - rake },
        ];
        return handSettlement({ tableId: 't1', handNo: 1, deltas, rake, atMs: 1 }, 1);
      };
      expect(await post(db, hand(100, 5))).toEqual(ok('posted')); // two legs: to bo and to the rake
      for (const other of [hand(95, 0), hand(0, 0), hand(100, 6), hand(-100, 0)]) {
        expect(await post(db, other)).toMatchObject(err({ status: expect.stringContaining('exists_with_different_') }));
      }
      const { steps, ...batch } = hand(100, 5);
      const longer = { ...batch, steps: [...steps, ...buyIn(ana).steps] };
      expect(await post(db, longer)).toEqual(err({ status: 'exists_with_different_step_count', step: null }));
      expect(await post(db, hand(100, 5))).toEqual(ok('exists'));
    });

    test('[LEDGER-10] an even hand is settled once as well', async () => {
      const db = await seated();
      const even = handSettlement({ tableId: 't1', handNo: 1, deltas: [{ playerId: 'ana', delta: 0 }], rake: 0, atMs: 1 }, 1);
      expect(await post(db, even)).toEqual(ok('posted'));
      expect(await post(db, even)).toEqual(ok('exists'));
      expect(await settledHandKeys(db.reader)).toEqual(['hand:t1:1']);
    });

    test('[LEDGER-12] a transfer is never changed or removed', async () => {
      const db = await seated();
      await expect(sql`update ledger_step set amount = 1`.execute(db.reader)).rejects.toThrow('ledger_step is append-only');
      await expect(sql`delete from ledger_step`.execute(db.reader)).rejects.toThrow('ledger_step is append-only');
      expect(await postedBalances(db.reader)).toEqual(await trialBalance(db.reader));
    });

    test('[LEDGER-1] amounts up to 2^53 - 1 come back exactly', async () => {
      const db = await temporaryDatabase();
      await post(db, grant({ ...ana, amount: 2 ** 53 - 1 }));
      expect(await balanceOf(db.reader, walletOf('ana'))).toBe(2 ** 53 - 1);
      expect(await balanceOf(db.reader, ISSUANCE)).toBe(1 - 2 ** 53);
    });

    test('of many who want the same chips at once, only as many get them as there are chips', async () => {
      const db = await temporaryDatabase();
      await post(db, grant(ana));
      const wishes = Array.from({ length: 20 }, (_, i) => buyIn({ ...ana, requestId: `wish-${i}`, amount: 300 }));
      const results = await Promise.all(wishes.map((wish) => post(db, wish)));
      expect(results.filter((result) => result.ok)).toHaveLength(3);
      expect(await balanceOf(db.reader, walletOf('ana'))).toBe(100);
      expect(await balanceOf(db.reader, escrowOf('t1', 'ana'))).toBe(900);
    });
  });

  describe('what a player has', () => {
    test('escrows at tables, empty ones left out', async () => {
      const db = await seated();
      await post(db, grant({ ...ana, requestId: 'r2' }));
      await post(db, buyIn({ ...ana, tableId: 't2', amount: 250 }));
      await post(db, cashOut(ana));
      expect(await escrowsOf(db.reader, 'ana')).toEqual([{ tableId: 't2', chips: 250 }]);
      expect(await escrowsOf(db.reader, 'nobody')).toEqual([]);
    });

    test('[LEDGER-13] when the last grant was, which a cash-out is not', async () => {
      const db = await seated();
      await post(db, grant({ ...ana, requestId: 'r2', atMs: 70 }));
      await post(db, cashOut({ ...ana, atMs: 90 }));
      for (const playerId of ['an', 'ana2', 'anb', 'an;']) await post(db, grant({ ...ana, playerId, atMs: 99 }));
      expect(await lastGrantAtMs(db.reader, 'ana')).toBe(70);
      expect(await lastGrantAtMs(db.reader, 'nobody')).toBeNull();
    });
  });

  /** Any run of movements by three players at two tables, many of them impossible and some of them repeated. */
  const players = ['ana', 'bo', 'cy'];
  const anyChips = fc.integer({ min: 1, max: 1_500 });
  const seatMove = {
    playerId: fc.constantFrom(...players),
    tableId: fc.constantFrom('t1', 't2'),
    amount: anyChips,
    requestId: fc.constantFrom('1', '2', '3'),
  };
  const anyMove = fc.oneof(
    fc.record(seatMove).map((move) => grant({ ...move, atMs: 0 })),
    fc.record(seatMove).map((move) => buyIn({ ...move, atMs: 0 })),
    fc.record(seatMove).map((move) => cashOut({ ...move, atMs: 0 })),
    fc
      .record({ tableId: seatMove.tableId, handNo: fc.nat(5), loser: fc.nat(2), lost: anyChips, rake: fc.nat(1) })
      .map(({ tableId, handNo, loser, lost, rake }) => {
        const deltas = players.map((playerId, i) => ({ playerId, delta: i === loser ? -lost : 0 }));
        const winner = deltas[(loser + 1) % 3];
        const won = deltas.map((d) => (d === winner ? { ...d, delta: lost - rake } : d));
        return handSettlement({ tableId, handNo, deltas: won, rake, atMs: 0 }, 1);
      }),
  );

  test('[LEDGER-2] [LEDGER-3] whatever is posted in whatever order, all balances are zero together and none is overdrawn', async () => {
    const db = await temporaryDatabase();
    for (const tableId of ['t1', 't2']) await aTable(db, [], tableId);
    const rollBack = new Error('next run');
    await fc.assert(
      fc.asyncProperty(fc.array(anyMove, { maxLength: 30 }), async (moves) => {
        const run = write(db, async (trx) => {
          for (const move of moves) await postBatch(trx, move);
          const balances = await trialBalance(trx);
          let sum = 0;
          for (const [account, balance] of balances) {
            sum += balance;
            if (account !== ('issuance' as AccountId)) expect(balance).toBeGreaterThanOrEqual(0);
          }
          expect(sum).toBe(0);
          const posted = await postedBalances(trx);
          for (const [account, balance] of balances) expect(posted.get(account) ?? 0).toBe(balance);
          throw rollBack;
        });
        await expect(run).rejects.toBe(rollBack);
      }),
      { numRuns: 150 },
    );
  });
});
