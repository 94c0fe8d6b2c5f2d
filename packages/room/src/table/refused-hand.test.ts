/** A hand that the books refuse: it stands still, the books are mended by two people, and an operator says how it ends. */
import { assert, ok } from '@aboveboard/kit';
import { amount, escrowOf, handKey, ISSUANCE, linkedBatch, RAKE, SUSPENSE } from '@aboveboard/ledger';
import { auditEntries, findHand, postBatch, pruneTerminations, unpublishedEvents } from '@aboveboard/storage';
import { expect, test } from 'vitest';
import type { ApiPorts } from '../api/ports.ts';
import { deskOf } from '../api/table-desk.ts';
import { closeTable } from '../api/tables.ts';
import { type AdjustmentWish, adjust } from '../cashier/adjustments.ts';
import { decideApproval } from '../cashier/decide-approval.ts';
import { endRefusedHand, type HowToEnd } from '../hands/end-refused-hand.ts';
import { shardStream } from '../messages.ts';
import { CHIP_RULES } from '../testing/cashier-page.ts';
import { openCluster } from '../testing/cluster-room.ts';
import { checkOrCall } from '../testing/test-player.ts';
import { openTestRoom, type TestRoom } from '../testing/test-room.ts';

const olga = { who: { kind: 'operator' as const, name: 'Olga', principalId: 'olga' }, why: 'ticket 12' };
const pam = { who: { kind: 'operator' as const, name: 'Pam', principalId: 'pam' }, why: 'seen' };

async function twoPlayers(seed: number) {
  const room = await openTestRoom({ seed });
  const { tableId } = (await room.newTable()).settings;
  const ana = await room.player('Ana', tableId);
  const bo = await room.player('Bo', tableId, { isBot: true });
  ana.sit(0);
  bo.sit(1);
  await room.time.advance(1);
  const { db, time, shard } = room;
  const ports = { db, clock: time.clock, tables: deskOf(shard), chips: CHIP_RULES } as unknown as ApiPorts;
  const end = (how: HowToEnd) => endRefusedHand(ports, `${tableId}.1`, how, olga);
  return { room, tableId, ana, bo, ports, end };
}

/** Proposed by one operator, approved by another. */
async function adjusted(ports: ApiPorts, requestId: string, wish: AdjustmentWish): Promise<void> {
  const proposed = await adjust(ports, olga, requestId, wish);
  assert(proposed.ok, JSON.stringify(proposed));
  const approved = await decideApproval(ports, pam, proposed.value.approval.no, 'approve');
  assert(approved.ok, JSON.stringify(approved));
}

async function endsOf({ db }: TestRoom, tableId: string): Promise<number> {
  const events = await unpublishedEvents(db.reader, 1_000);
  return events.filter((event) => event.tableId === tableId && event.handNo === 1 && event.kind === 'hand-ended').length;
}

test('[CLUSTER-11] a hand whose key was used for something else ends only by an operator’s word, with stacks as before, once the wrong batch is taken back', async () => {
  const { room, tableId, ana, bo, ports, end } = await twoPlayers(611);
  const { db, time } = room;
  const step = { kind: 'transfer', debit: ISSUANCE, credit: RAKE, amount: amount(7), reason: 'rake' } as const;
  await db.transaction(async (trx) => ok(await postBatch(trx, linkedBatch({ key: handKey(tableId, 1), atMs: 1 }, [step]))));
  expect(await end('refund')).toMatchObject({ error: { code: 'HAND_NOT_REFUSED' } });
  await time.advance(120_000);
  expect(room.findings).toContainEqual(expect.objectContaining({ code: 'LEDGER_FAULT', tableId, handNo: 1 }));
  expect(ana.events('table-paused')).toMatchObject([{ reason: 'LEDGER_FAULT' }]);
  await db.transaction(async (trx) => ok(await pruneTerminations(trx, time.clock.nowMs() + 1)));
  for (const how of ['settle', 'refund'] as const) {
    expect(await end(how)).toMatchObject({
      error: { code: 'BOOKS_NOT_MENDED', message: expect.stringContaining('--undo hand:') },
    });
  }
  expect(await closeTable(ports, tableId, { roles: ['operator'] } as never)).toMatchObject({
    error: { code: 'TABLE_STANDS_STILL' },
  });

  await adjusted(ports, 'r1', { kind: 'undo', batchKey: handKey(tableId, 1) });
  expect(await end('settle')).toMatchObject({ error: { code: 'HAND_KEY_USED' } });
  for (const player of [ana, bo]) player.detach();
  expect(await end('refund')).toEqual(ok({ id: `${tableId}.1`, isOver: true, endReason: 'LEDGER_FAULT' }));
  expect(await findHand(db.reader, { tableId, handNo: 1 })).toMatchObject({ status: 'ended', closeStatus: 3 });
  expect(await endsOf(room, tableId)).toBe(1);
  expect(await auditEntries(db.reader, { limit: 10 })).toContainEqual(
    expect.objectContaining({ action: 'hand.refund', subject: `${tableId}.1`, why: 'ticket 12' }),
  );
  await room.checkBooks();
  expect(await end('refund')).toMatchObject({ error: { code: 'HAND_NOT_REFUSED' } });

  const back = await room.player('Ana', tableId, { playerId: ana.playerId });
  await room.player('Bo', tableId, { playerId: bo.playerId, isBot: true });
  expect(back.snapshot).toMatchObject({ isPaused: false, nextHandNo: 2 });
  expect(back.snapshot?.seats.map(({ stack }) => stack).slice(0, 2)).toEqual([1_000, 1_000]);
  await time.advance(10_000);
  expect(back.events('hand-ended')[0]).toMatchObject({ handNo: 2, reason: 'COMPLETED' });
  await room.checkBooks();
});

test('[CLUSTER-11] a hand that its escrow does not cover waits, also where its table is opened anew, and is settled as it was played once the chips are back', async () => {
  const { room, tableId, ana, bo, ports, end } = await twoPlayers(612);
  const { db, time } = room;
  const escrows = [ana, bo].map(({ playerId }) => escrowOf(tableId, playerId));
  const steps = escrows.map(
    (debit) => ({ kind: 'transfer', debit, credit: SUSPENSE, amount: amount(1_000), reason: 'adjustment' }) as const,
  );
  expect(await db.transaction((trx) => postBatch(trx, linkedBatch({ key: 'wrong', atMs: 1 }, steps)))).toEqual(ok('posted'));
  await time.advance(120_000);
  expect(ana.events('table-paused')).toMatchObject([{ reason: 'LEDGER_FAULT' }]);
  for (const player of [ana, bo]) player.detach();
  await room.shard.reopenTable(tableId); // as after a restart
  ana.attach(null);
  const late = ana.command({ kind: 'leave' });
  await time.advance(120_000);
  expect(ana.snapshot).toMatchObject({ isPaused: true });
  expect(ana.answers.get(late)).toEqual({ code: 'PAUSED' });
  expect(await findHand(db.reader, { tableId, handNo: 1 })).toMatchObject({ status: 'cut' });
  expect(await end('settle')).toMatchObject({
    error: { code: 'BOOKS_NOT_MENDED', message: expect.stringContaining('holds 0') },
  });

  ana.detach();
  await adjusted(ports, 'r1', { kind: 'moves', moves: escrows.map((to) => ({ from: SUSPENSE, to, amount: 1_000 })) });
  expect(await end('settle')).toEqual(ok({ id: `${tableId}.1`, isOver: true, endReason: 'LEDGER_FAULT' }));
  const hand = await findHand(db.reader, { tableId, handNo: 1 });
  expect(hand).toMatchObject({ status: 'ended', closeStatus: 2 });
  const { seats } = resultOf(hand?.publicHistory);
  expect(seats.some(({ delta }) => delta > 0)).toBe(true);
  expect(await endsOf(room, tableId)).toBe(1);
  await room.checkBooks();
});

function resultOf(history: unknown) {
  return (history as { result: { seats: { delta: number }[] } }).result;
}

test('[CLUSTER-11] in a room of many processes its viewers see the pause, and a snapshot of another incarnation when it has ended', async () => {
  const room = await openCluster({ seed: 613, gateways: 1 });
  const { db, time, streams } = room;
  const tableId = await room.newTable();
  const players = [await room.player(tableId, checkOrCall), await room.player(tableId, checkOrCall)];
  for (const [seat, player] of players.entries()) {
    player.connect(room.gateways[0] as never);
    await time.advance(50);
    player.sit(seat);
  }
  const escrows = players.map(({ playerId }) => escrowOf(tableId, playerId));
  const move = (key: string, isBack: boolean) => {
    const between = (escrow: (typeof escrows)[number]) =>
      isBack ? { debit: SUSPENSE, credit: escrow } : { debit: escrow, credit: SUSPENSE };
    const steps = escrows.map(
      (one) => ({ kind: 'transfer', ...between(one), amount: amount(1_000), reason: 'adjustment' }) as const,
    );
    return db.transaction((trx) => postBatch(trx, linkedBatch({ key, atMs: 1 }, steps)));
  };
  await time.advance(50);
  expect(await move('wrong', false)).toEqual(ok('posted'));
  await time.advance(10_000);
  const seen = (): unknown[] => [...(players[0]?.frames.values() ?? [])].filter((event) => event?.kind === 'table-paused');
  expect(seen()).toMatchObject([{ reason: 'LEDGER_FAULT' }]);
  expect(await move('back', true)).toEqual(ok('posted'));
  const owner = await room.ownerOf(tableId);
  await streams.append(shardStream(owner ?? ''), [JSON.stringify({ kind: 'reopen-table', tableId })]);
  await time.advance(2_000);
  expect(await findHand(db.reader, { tableId, handNo: 1 })).toMatchObject({ closeStatus: 2, endReason: 'LEDGER_FAULT' });
  for (const { snapshots, faults } of players) {
    expect(snapshots.at(-1)?.position.incarnation).toBe(2);
    expect(faults).toEqual([]);
  }
});
