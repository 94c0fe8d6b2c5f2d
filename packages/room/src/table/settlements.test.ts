import { AssertionError, err, ok } from '@aboveboard/kit';
import { amount, buyIn, escrowOf, grant, handKey, ISSUANCE, linkedBatch, RAKE } from '@aboveboard/ledger';
import {
  balanceOf,
  claimTable,
  createTable,
  type Db,
  findHand,
  findTermination,
  type HandToSettle,
  insertOpening,
  markCut,
  postBatch,
  settledHandKeys,
} from '@aboveboard/storage';
import { openDatabase } from '@aboveboard/storage/sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { openTestRoom } from '../testing/test-room.ts';
import { createSettlements } from './settlements.ts';

/** A database that counts its transactions, and breaks when told to. */
async function countedDb() {
  const db = await openDatabase(':memory:');
  onTestFinished(() => db.close());
  const state = { transactions: 0, isGone: false };
  const counted: Db = {
    ...db,
    transaction: async (work) => {
      state.transactions++;
      if (state.isGone) throw new Error('the disk is gone');
      return db.transaction(work);
    },
  };
  return { db, counted, state };
}

/** A table at which Ana has lost 10 of her 100 to Bo, and which is cut and not settled. */
async function handAt(db: Db, tableId: string, lost = 10): Promise<HandToSettle> {
  const done = await db.transaction(async (trx) => {
    const [config, state] = [{}, { button: 0 }];
    await createTable(trx, { id: tableId, name: tableId, config, inviteHash: null, owner: null, state, openedMs: 1 });
    for (const playerId of [`ana-${tableId}`, `bo-${tableId}`]) {
      const request = { tableId, playerId, requestId: 'b', amount: 100, atMs: 1 };
      for (const batch of [grant(request), buyIn(request)]) if (!(await postBatch(trx, batch)).ok) return err('refused');
    }
    const claimed = await claimTable(trx, tableId, 1);
    if (!claimed.ok) return claimed;
    const fence = claimed.value;
    const opening = { handNo: 1, startState: {}, openBytes: Uint8Array.of(1), box: Uint8Array.of(2), startedMs: 1 };
    const opened = await insertOpening(trx, fence, opening);
    const cut = await markCut(trx, fence, { handNo: 1, reveals: [], cutnote: Uint8Array.of(3) });
    return opened.ok && cut.ok ? ok(fence) : err('refused');
  });
  if (!done.ok) throw new Error('the hand cannot be brought to its cut');
  const deltas = [
    { playerId: `ana-${tableId}`, delta: -lost },
    { playerId: `bo-${tableId}`, delta: lost },
  ];
  const end = {
    ...({ handNo: 1, closeStatus: 0, closeBytes: Uint8Array.of(4), endReason: 'COMPLETED', endedMs: 9 } as const),
    ...{ publicHistory: {}, privateSealed: null, tableState: { button: 1 }, event: { kind: 'hand-ended', payload: {} } },
    chips: { tableId, handNo: 1, deltas, rake: 0, atMs: 9 },
    players: deltas.map(({ playerId, delta }, seat) => ({ seat, playerId, isBot: false, delta })),
    game: 'NT',
    replies: [],
  };
  return { fence: done.value, end, payouts: [] };
}

const nothing = () => undefined;

async function hands(db: Db, count: number): Promise<HandToSettle[]> {
  const all: HandToSettle[] = [];
  for (let i = 0; i < count; i++) all.push(await handAt(db, `t${String(i).padStart(3, '0')}`));
  return all;
}

test('[LEDGER-42] the first hand waits for nobody, and those that come meanwhile share the next transaction', async () => {
  const { db, counted, state } = await countedDb();
  const settlements = createSettlements(counted, 200);
  const ended = await hands(db, 120);
  const answers = await Promise.all(ended.map((hand) => settlements.settle(hand, nothing)));
  expect(answers).toEqual(ended.map(() => ok(undefined)));
  expect(state.transactions).toBe(3); // 1, 100 and 19
  expect(await settledHandKeys(db.reader)).toHaveLength(120);
  expect(await balanceOf(db.reader, escrowOf('t077', 'bo-t077'))).toBe(110);
});

test('[LEDGER-42] one that is refused is refused alone, whatever the reason', async () => {
  const { db, counted } = await countedDb();
  const settlements = createSettlements(counted, 200);
  const [first, second, poor, replaced, last] = [
    ...(await hands(db, 2)),
    await handAt(db, 'poor', 101),
    await handAt(db, 'r'),
    await handAt(db, 'z'),
  ];
  if (!first || !second || !poor || !replaced || !last) throw new Error('five hands');
  const old = { ...replaced, fence: { ...replaced.fence, epoch: 0 } };
  const fault = () => {
    throw new AssertionError('a mistake of ours');
  };
  const asked = [settlements.settle(first, nothing), settlements.settle(second, nothing), settlements.settle(poor, nothing)];
  const faulty = settlements.settle(last, fault);
  const answers = await Promise.all([
    ...asked,
    settlements.settle(old, nothing),
    faulty.catch((error: unknown) => String(error)),
  ]);
  expect(answers).toEqual([
    ok(undefined),
    ok(undefined),
    err({ code: 'NOT_BOOKED', detail: 'insufficient_chips escrow:poor:ana-poor' }),
    err({ code: 'FENCED' }),
    'AssertionError: a mistake of ours',
  ]);
  expect(await settledHandKeys(db.reader)).toEqual(['hand:t000:1', 'hand:t001:1']);
  expect((await findHand(db.reader, { tableId: 'z', handNo: 1 }))?.status).toBe('cut');
  expect(await settlements.settle(last, nothing)).toEqual(ok(undefined));
});

test('[LEDGER-42] an outage is everybody’s, and what was asked for is settled once when it is over', async () => {
  const { db, counted, state } = await countedDb();
  const settlements = createSettlements(counted, 200);
  const ended = await hands(db, 5);
  state.isGone = true;
  const failed = await Promise.allSettled(ended.map((hand) => settlements.settle(hand, nothing)));
  expect(failed.map(({ status }) => status)).toEqual(ended.map(() => 'rejected'));
  state.isGone = false;
  for (let again = 0; again < 2; again++) {
    const answers = await Promise.all(ended.map((hand) => settlements.settle(hand, nothing)));
    expect(answers).toEqual(ended.map(() => ok(undefined)));
  }
  expect(await settledHandKeys(db.reader)).toHaveLength(5);
  expect(await balanceOf(db.reader, escrowOf('t004', 'bo-t004'))).toBe(110);
});

test.each([
  { limit: 1, deals: 0 },
  { limit: 2, deals: 1 },
])('[LEDGER-43] with $limit held hands allowed and one held, $deals new hand begins', async ({ limit, deals }) => {
  let isGone = false;
  const wrapDb = (db: Db): Db => ({
    ...db,
    transaction: (work) =>
      db.transaction(async (trx) => {
        const before = await settledHandKeys(trx);
        const done = await work(trx);
        if (isGone && (await settledHandKeys(trx)).length > before.length) throw new Error('the disk is gone');
        return done;
      }),
  });
  const room = await openTestRoom({ seed: 431, wrapDb, config: { heldHandsLimit: limit } });
  const seatedAt = async (one: string, other: string) => {
    const { tableId } = (await room.newTable()).settings;
    const [first, second] = [await room.player(one, tableId), await room.player(other, tableId, { isBot: true })];
    first.sit(0);
    second.sit(1);
    return first;
  };
  const ana = await seatedAt('Ana', 'Bo');
  isGone = true;
  await room.time.advance(30_000);
  expect(ana.events('deal-opened')).toHaveLength(1);
  expect(ana.events('table-paused')).toMatchObject([{ reason: 'STORAGE_LOST' }]);
  const cy = await seatedAt('Cy', 'Di');
  await room.time.advance(30_000);
  expect(cy.events('deal-opened')).toHaveLength(deals);
  isGone = false;
  await room.time.advance(60_000);
  for (const player of [ana, cy]) expect(player.events('hand-ended').length).toBeGreaterThan(1);
  await room.checkBooks();
});

test('[LEDGER-27] a hand that was settled otherwise stops its table, is reported with what differs, and the others play on', async () => {
  const room = await openTestRoom({ seed: 427 });
  const seatedAt = async (one: string, other: string) => {
    const { tableId } = (await room.newTable()).settings;
    const [first, second] = [await room.player(one, tableId), await room.player(other, tableId, { isBot: true })];
    first.sit(0);
    second.sit(1);
    return { tableId, first };
  };
  const [wrong, right] = [await seatedAt('Ana', 'Bo'), await seatedAt('Cy', 'Di')];
  const step = { kind: 'transfer', debit: ISSUANCE, credit: RAKE, amount: amount(7), reason: 'rake' } as const;
  const booked = linkedBatch({ key: handKey(wrong.tableId, 1), atMs: 1 }, [step]);
  expect(await room.db.transaction((trx) => postBatch(trx, booked))).toEqual(ok('posted'));
  await room.time.advance(120_000);
  expect(room.findings).toContainEqual({
    code: 'LEDGER_FAULT',
    tableId: wrong.tableId,
    handNo: 1,
    detail: expect.stringMatching(/contradicts what is booked: DIFFERENT_CONTENT: exists_with_different_\w+/),
  });
  expect(wrong.first.events('table-paused')).toMatchObject([{ reason: 'LEDGER_FAULT' }]);
  expect(wrong.first.events('hand-ended')).toEqual([]);
  expect(right.first.events('hand-ended').length).toBeGreaterThan(1);
  expect((await findHand(room.db.reader, { tableId: wrong.tableId, handNo: 1 }))?.status).toBe('cut');
  expect(await findTermination(room.db.reader, { tableId: wrong.tableId, handNo: 1 })).toMatchObject({
    reason: 'LEDGER_FAULT',
  });
});
