import { err, ok } from '@aboveboard/kit';
import { escrowOf, RAKE, reconcile } from '@aboveboard/ledger';
import { describe, expect, test } from 'vitest';
import { balanceOf, postedBalances, settledHandKeys, trialBalance } from '../accounts/accounts.repository.ts';
import type { Db } from '../database/db.ts';
import { forgetReplies, repliesOf } from '../signals/reply-times.repository.ts';
import { claimTable, findTable, type TableClaim } from '../tables/tables.repository.ts';
import { aHand, anEnd, aTable, aVoidEnd, settleHand, TABLE } from '../testing/a-table.ts';
import { DATABASES } from '../testing/databases.ts';
import { must, write } from '../testing/temporary-database.ts';
import { handsWithPlayers, playersOf } from './hand-players.repository.ts';
import { endedHands, findHand } from './hands.repository.ts';
import { readyHand, type Settlement } from './ready-hand.ts';
import { markVoid, settleHands } from './settlement.repository.ts';

describe.each(DATABASES)('settling on $name', ({ temporaryDatabase }) => {
  const deltas = [
    { playerId: 'ana', delta: -100 },
    { playerId: 'bo', delta: 95 },
  ];

  async function afterTheCut(): Promise<{ db: Db; claim: TableClaim; end: Settlement }> {
    const db = await temporaryDatabase();
    const claim = await aTable(db, ['ana', 'bo']);
    await aHand(db, claim, 1);
    return { db, claim, end: anEnd(claim, 1, deltas, 5) };
  }

  /** Everything a settlement writes, to see that it wrote all or nothing. */
  async function everything(db: Db) {
    return {
      hand: await findHand(db.reader, { tableId: TABLE, handNo: 1 }),
      table: await findTable(db.reader, TABLE),
      balances: await trialBalance(db.reader),
      batches: await settledHandKeys(db.reader),
      events: await db.reader.selectFrom('outbox').selectAll().orderBy('id').execute(),
      players: await playersOf(db.reader, [{ tableId: TABLE, handNo: 1 }]),
      unfiled: await db.reader.selectFrom('unfiled_hand').selectAll().execute(),
    };
  }

  const otherwise = (detail: string) => err({ code: 'DIFFERENT_CONTENT', detail });

  function settle(db: Db, claim: TableClaim, end: Settlement) {
    return db.transaction((trx) => settleHand(trx, claim, end));
  }

  describe('[LEDGER-11] settling a hand', () => {
    test('writes the hand, its CLOSE, the chips, the table and the event', async () => {
      const { db, claim, end } = await afterTheCut();
      expect(await settle(db, claim, end)).toEqual(ok('ENDED'));
      const after = await everything(db);
      expect(after.hand).toMatchObject({
        status: 'ended',
        closeBytes: end.closeBytes,
        closeStatus: 0,
        closeIndex: null,
        endReason: 'played',
        publicHistory: { handNo: 1 },
        privateSealed: Uint8Array.of(7),
        endedMs: 9,
        box: null,
      });
      expect(after.table).toMatchObject({ state: { button: 1 }, nextHandNo: 2 });
      expect(await balanceOf(db.reader, escrowOf(TABLE, 'ana'))).toBe(900);
      expect(await balanceOf(db.reader, escrowOf(TABLE, 'bo'))).toBe(1_095);
      expect(await balanceOf(db.reader, RAKE)).toBe(5);
      expect(after.batches).toEqual(['hand:table-1:1']);
      expect(after.events).toMatchObject([{ kind: 'hand-ended', table_id: TABLE, hand_no: 1, payload: '{"handNo":1}' }]);
    });

    test('[HAND-1] [SIGNAL-5] writes who played and how long replies took, where hands of many tables are read at once', async () => {
      const { db, claim, end } = await afterTheCut();
      const other = await aTable(db, [], 'table-2');
      await aHand(db, other, 1);
      const players = [
        { seat: 4, playerId: 'ana', isBot: false, delta: -100 },
        { seat: 2, playerId: 'bo', isBot: true, delta: 95 },
      ];
      const refunded = { ...anEnd(other, 1, []), closeStatus: 3, game: 'PO', publicHistory: {} } as const;
      const hands = [
        { fence: claim, end: { ...end, players, replies: [{ seat: 4, after: 2, tookMs: 655 }] }, payouts: [] },
        { fence: other, end: refunded, payouts: [] },
      ];
      expect(await db.transaction((trx) => settleHands(trx, hands.map(readyHand)))).toEqual(ok(['ENDED', 'ENDED']));
      expect(await db.transaction((trx) => settleHands(trx, hands.map(readyHand)))).toEqual(ok(['ALREADY', 'ALREADY']));
      const keys = [TABLE, 'table-2', 'table-3'].flatMap((tableId) => [1, 2].map((handNo) => ({ tableId, handNo })));
      const times = { startedMs: 5, endedMs: 9 };
      expect(await handsWithPlayers(db.reader, keys)).toEqual(
        new Map<string, unknown>([
          [
            'table-1.1',
            {
              ...{ tableId: TABLE, handNo: 1, game: 'NT', closeStatus: 0, publicHistory: { handNo: 1 }, ...times },
              players: players.toReversed(),
            },
          ],
          [
            'table-2.1',
            { ...{ tableId: 'table-2', handNo: 1, game: 'PO', closeStatus: 3, publicHistory: {}, ...times }, players: [] },
          ],
        ]),
      );
      expect(await handsWithPlayers(db.reader, [])).toEqual(new Map());
      expect(await repliesOf(db.reader, keys)).toEqual(new Map([['table-1.1', [{ seat: 4, after: 2, tookMs: 660 }]]]));
      await write(db, (trx) => forgetReplies(trx, TABLE, [1, 2]));
      expect(await repliesOf(db.reader, keys)).toEqual(new Map());
    });

    test('writes nothing when a stack does not cover its loss', async () => {
      const { db, claim } = await afterTheCut();
      const before = await everything(db);
      const tooMuch = anEnd(claim, 1, [
        { playerId: 'ana', delta: -1_001 },
        { playerId: 'bo', delta: 1_001 },
      ]);
      expect(await settle(db, claim, tooMuch)).toEqual(
        err({ code: 'NOT_BOOKED', detail: 'insufficient_chips escrow:table-1:ana' }),
      );
      expect(await everything(db)).toEqual(before);
    });

    test('writes nothing when the hand has not been cut', async () => {
      const db = await temporaryDatabase();
      const claim = await aTable(db, ['ana', 'bo']);
      await aHand(db, claim, 1, 'opening');
      const before = await everything(db);
      expect(await settle(db, claim, anEnd(claim, 1, deltas, 5))).toEqual(err({ code: 'OUT_OF_ORDER' }));
      expect(await settle(db, claim, anEnd(claim, 2, deltas, 5))).toEqual(err({ code: 'OUT_OF_ORDER' }));
      expect(await everything(db)).toEqual(before);
    });

    test('[LEDGER-15] writes nothing for an owner that was replaced', async () => {
      const { db, claim, end } = await afterTheCut();
      const successor = must(await db.transaction((trx) => claimTable(trx, TABLE, 2)));
      const before = await everything(db);
      expect(await settle(db, claim, end)).toEqual(err({ code: 'FENCED' }));
      expect(await everything(db)).toEqual(before);
      expect(await settle(db, successor, end)).toEqual(ok('ENDED'));
    });

    test('[LEDGER-5] done again it is already done, also by a successor', async () => {
      const { db, claim, end } = await afterTheCut();
      await settle(db, claim, end);
      const before = await everything(db);
      expect(await settle(db, claim, end)).toEqual(ok('ALREADY'));
      expect(await settle(db, claim, { ...end, tableState: { button: 5 } })).toEqual(ok('ALREADY'));
      expect(await everything(db)).toEqual(before);
    });

    test('[LEDGER-5] done otherwise it is refused', async () => {
      const { db, claim, end } = await afterTheCut();
      await settle(db, claim, end);
      const before = await everything(db);
      expect(await settle(db, claim, { ...end, closeBytes: Uint8Array.of(2, 2) })).toEqual(
        otherwise('it was ended with another CLOSE'),
      );
      const otherChips = anEnd(claim, 1, [{ ...deltas[1], playerId: 'ana', delta: 0 }]);
      expect(await settle(db, claim, { ...otherChips, closeBytes: end.closeBytes })).toEqual(
        otherwise('exists_with_different_step_count '),
      );
      expect(await db.transaction((trx) => markVoid(trx, claim, aVoidEnd(1)))).toEqual(
        otherwise('it was ended with another CLOSE'),
      );
      expect(await everything(db)).toEqual(before);
    });

    test('[LEDGER-4] hands of several tables end together, or none of them does', async () => {
      const db = await temporaryDatabase();
      const claims: TableClaim[] = [];
      for (const tableId of ['a', 'b', 'c']) claims.push(await aTable(db, ['ana', 'bo'], tableId));
      for (const claim of claims) for (const handNo of [1, 2]) await aHand(db, claim, handNo);
      const [a, b, c] = claims as [TableClaim, TableClaim, TableClaim];
      const hand = (claim: TableClaim, handNo: number, lost: number) => {
        const loses = { playerId: 'ana', delta: -lost };
        const end = anEnd(claim, handNo, [loses, { playerId: 'bo', delta: lost }]);
        const told = { closeBytes: Uint8Array.of(9, handNo, lost), tableState: { after: handNo }, endedMs: lost };
        return { fence: claim, end: { ...end, ...told, endReason: `lost ${lost}`, publicHistory: { lost } }, payouts: [] };
      };
      const settleAll = (hands: ReturnType<typeof hand>[]) => db.transaction((trx) => settleHands(trx, hands.map(readyHand)));
      const replaced = { ...hand(b, 1, 20), fence: { ...b, epoch: 0 } };
      expect(await settleAll([hand(a, 1, 10), replaced, hand(c, 1, 30)])).toEqual(err({ code: 'FENCED' }));
      expect(await settleAll([hand(a, 1, 10), hand(b, 3, 20)])).toEqual(err({ code: 'OUT_OF_ORDER' }));
      expect(await endedHands(db.reader)).toEqual([]);
      expect((await findTable(db.reader, 'a'))?.state).toEqual({ button: 0 });
      expect(await settleAll([hand(a, 1, 10)])).toEqual(ok(['ENDED']));
      const ended = await settleAll([hand(a, 1, 10), hand(a, 2, 15), hand(b, 1, 20), hand(b, 2, 25), hand(c, 1, 30)]);
      expect(ended).toEqual(ok(['ALREADY', 'ENDED', 'ENDED', 'ENDED', 'ENDED']));
      for (const [tableId, handNo, lost] of [
        ['a', 2, 15],
        ['b', 1, 20],
        ['b', 2, 25],
        ['c', 1, 30],
      ] as const) {
        expect(await findHand(db.reader, { tableId, handNo })).toMatchObject({
          ...{ status: 'ended', closeBytes: Uint8Array.of(9, handNo, lost), endReason: `lost ${lost}`, endedMs: lost },
          ...{ publicHistory: { lost }, privateSealed: Uint8Array.of(7), box: null },
        });
      }
      expect((await findTable(db.reader, 'b'))?.state).toEqual({ after: 2 });
      expect((await findTable(db.reader, 'c'))?.state).toEqual({ after: 1 });
      expect(await balanceOf(db.reader, escrowOf('b', 'ana'))).toBe(1_000 - 45);
      const events = await db.reader.selectFrom('outbox').select(['table_id', 'hand_no']).orderBy('id').execute();
      expect(events.map(({ table_id, hand_no }) => `${table_id}${hand_no}`)).toEqual(['a1', 'a2', 'b1', 'b2', 'c1']);
    });

    test('[LEDGER-14] leaves books that reconcile', async () => {
      const { db, claim, end } = await afterTheCut();
      await settle(db, claim, end);
      const books = {
        balances: await trialBalance(db.reader),
        posted: await postedBalances(db.reader),
        endedHands: await endedHands(db.reader),
        handKeys: await settledHandKeys(db.reader),
        stacks: [
          { tableId: TABLE, playerId: 'ana', stack: 900 },
          { tableId: TABLE, playerId: 'bo', stack: 1_095 },
        ],
      };
      expect(reconcile(books)).toEqual([]);
    });
  });

  describe('[LEDGER-16] a void hand', () => {
    test('moves no chip and keeps what was revealed', async () => {
      const db = await temporaryDatabase();
      const claim = await aTable(db, ['ana', 'bo']);
      await aHand(db, claim, 1, 'opening');
      const { balances } = await everything(db);
      expect(await db.transaction((trx) => markVoid(trx, claim, aVoidEnd(1)))).toEqual(ok('ENDED'));
      const after = await everything(db);
      expect(after.hand).toMatchObject({
        status: 'void',
        closeStatus: 1,
        reveals: [[1, 'bb']],
        box: null,
        publicHistory: null,
      });
      expect(after.table).toMatchObject({ state: { button: 0, missed: [2] } });
      expect(after.balances).toEqual(balances);
      expect(after.batches).toEqual([]);
      expect(after.events).toMatchObject([{ kind: 'hand-void' }]);
      expect(await db.transaction((trx) => markVoid(trx, claim, aVoidEnd(1)))).toEqual(ok('ALREADY'));
    });

    test('is not possible after the cut', async () => {
      const { db, claim } = await afterTheCut();
      const before = await everything(db);
      expect(await db.transaction((trx) => markVoid(trx, claim, aVoidEnd(1)))).toEqual(err({ code: 'OUT_OF_ORDER' }));
      expect(await everything(db)).toEqual(before);
    });
  });
});
