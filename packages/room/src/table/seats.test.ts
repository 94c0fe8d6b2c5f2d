import { roomEvent } from '@aboveboard/protocol';
import { unpublishedEvents } from '@aboveboard/storage';
import { expect, test } from 'vitest';
import { toldEvent } from '../events/event-stream.ts';
import { checkOrFold } from '../testing/test-player.ts';
import { openTestRoom } from '../testing/test-room.ts';

test('[ROOM-18] chips go to escrow with the seat and come back with it', async () => {
  const room = await openTestRoom({ seed: 101 });
  const { settings } = await room.newTable();
  const ana = await room.player('Ana', settings.tableId);
  ana.sit(2, 1_500);
  await room.time.settle();
  expect(room.gateway.wallets.get(ana.playerId)).toEqual({ available: 8_500, inPlay: 1_500 });
  expect(room.shard.seatedAt(ana.playerId)).toEqual([settings.tableId]);
  const many = ana.command({ kind: 'top-up', amount: 501 });
  const some = ana.command({ kind: 'top-up', amount: 500 });
  await room.time.settle();
  expect(ana.answers.get(many)).toEqual({ code: 'ABOVE_MAXIMUM', detail: { largest: 500 } });
  expect(ana.answers.get(some)).toBe('ack');
  await room.checkBooks();
  ana.command({ kind: 'leave' });
  await room.time.settle();
  expect(room.gateway.wallets.get(ana.playerId)).toEqual({ available: 10_000, inPlay: 0 });
  expect(ana.seat).toBe(null);
  await room.checkBooks();
});

test('[ROOM-18] who has not enough in the wallet is refused, and nothing has changed', async () => {
  const room = await openTestRoom({ seed: 102 });
  const rich = await room.newTable({ minBuyIn: 6_000, maxBuyIn: 9_000 });
  const other = await room.newTable({ minBuyIn: 6_000, maxBuyIn: 9_000 });
  const ana = await room.player('Ana', rich.settings.tableId);
  const elsewhere = await room.player('Ana', other.settings.tableId, { playerId: ana.playerId });
  ana.sit(0, 6_000);
  await room.time.settle();
  const sit = elsewhere.sit(0, 6_000);
  await room.time.settle();
  expect(elsewhere.answers.get(sit)).toEqual({ code: 'INSUFFICIENT_CHIPS' });
  expect(room.gateway.lobby.get(other.settings.tableId)?.taken ?? 0).toBe(0);
  await room.checkBooks();
});

test('[ROOM-18] a top-up in a hand waits beside the stack; a closed table pays everybody', async () => {
  const room = await openTestRoom({ seed: 103 });
  const { settings } = await room.newTable({ seats: 2 });
  const [ana, bo] = [await room.player('Ana', settings.tableId), await room.player('Bo', settings.tableId)];
  const cy = await room.player('Cy', settings.tableId);
  ana.sit(0, 500);
  bo.sit(1, 500);
  await room.time.settle();
  cy.command({ kind: 'join-wait-list' });
  ana.policy = () => null;
  bo.policy = () => null;
  await room.time.advance(room.config.betweenHandsMs + 10);
  ana.command({ kind: 'top-up', amount: 700 });
  await room.time.settle();
  expect(bo.seats.get(0)?.pendingTopUp).toBe(700);
  await room.checkBooks();
  const closing = room.shard.closeTable(settings.tableId);
  await room.time.advance(10);
  await closing;
  expect(bo.events('hand-ended')[0]?.reason).toBe('ADMIN_CLOSED');
  expect(bo.events('table-closed')).toHaveLength(1);
  expect(bo.faults).toEqual([]);
  const wallets = [ana, bo].map(({ playerId }) => room.gateway.wallets.get(playerId));
  expect(wallets.every((wallet) => wallet?.inPlay === 0)).toBe(true);
  expect(room.shard.tables()).toEqual([]);
  const told = (await unpublishedEvents(room.db.reader, 10)).map(toldEvent);
  const last = roomEvent.parse(told.at(-1));
  expect(last).toMatchObject({ kind: 'table-closed', handNo: 2, payload: { name: 'Test', waiting: [cy.playerId] } });
  expect(last.kind === 'table-closed' && last.payload.players).toEqual([
    { playerId: ana.playerId, amount: expect.any(Number) },
    { playerId: bo.playerId, amount: expect.any(Number) },
  ]);
  const paid = last.kind === 'table-closed' ? last.payload.players.reduce((sum, { amount }) => sum + amount, 0) : 0;
  expect(paid).toBe(1_700 - (bo.events('hand-ended')[0]?.rake ?? 0));
  await room.checkBooks();
});

test('[ROOM-9] whoever leaves in a hand folds at the next turn and has the chips back when it is settled', async () => {
  const room = await openTestRoom({ seed: 104 });
  const { settings } = await room.newTable();
  const players = [];
  for (const seat of [0, 1, 2]) {
    const player = await room.player(`P${seat}`, settings.tableId);
    player.sit(seat);
    player.policy = () => null;
    players.push(player);
  }
  await room.time.advance(room.config.betweenHandsMs + 10);
  const [ana] = players;
  const turn = ana?.events('turn').at(-1);
  const actor = players.find(({ seat }) => seat === turn?.seat);
  const waiting = players.find(({ seat }) => seat !== turn?.seat);
  waiting?.command({ kind: 'leave' });
  await room.time.settle();
  expect(ana?.seats.get(waiting?.seat ?? -1)?.status).toBe('leaving');
  expect(ana?.events('folded')).toHaveLength(0); // not its turn yet
  actor?.command({ kind: 'leave' });
  await room.time.settle();
  await room.time.advance(100);
  expect(ana?.events('folded').length).toBeGreaterThanOrEqual(2); // the second one as soon as it came to it
  expect(ana?.events('hand-ended')).toHaveLength(1);
  for (const player of [actor, waiting]) expect(room.gateway.wallets.get(player?.playerId ?? '')?.inPlay).toBe(0);
  await room.checkBooks();
});

test('[ROOM-12] a free seat is on offer to the first in the list for 30 s, then to the next', async () => {
  const room = await openTestRoom({ seed: 105 });
  const { settings } = await room.newTable({ seats: 2 });
  const [ana, bo] = [await room.player('Ana', settings.tableId), await room.player('Bo', settings.tableId)];
  const [cy, di] = [await room.player('Cy', settings.tableId), await room.player('Di', settings.tableId)];
  const early = cy.command({ kind: 'join-wait-list' });
  await room.time.settle();
  expect(cy.answers.get(early)).toEqual({ code: 'SEATS_FREE' });
  ana.sit(0);
  bo.sit(1);
  ana.policy = checkOrFold;
  cy.command({ kind: 'join-wait-list' });
  di.command({ kind: 'join-wait-list' });
  await room.time.settle();
  expect(
    ana
      .events('wait-list-changed')
      .at(-1)
      ?.waiting.map(({ name }) => name),
  ).toEqual(['Cy', 'Di']);
  ana.command({ kind: 'leave' });
  await room.time.settle();
  const pushed = di.sit(0);
  await room.time.settle();
  expect(di.answers.get(pushed)).toEqual({ code: 'SEAT_RESERVED' });
  await room.time.advance(room.config.seatOfferMs + 10);
  expect(
    bo
      .events('wait-list-changed')
      .at(-1)
      ?.waiting.map(({ name }) => name),
  ).toEqual(['Di']);
  const taken = di.sit(0);
  await room.time.settle();
  expect(di.answers.get(taken)).toBe('ack');
  expect(bo.events('wait-list-changed').at(-1)?.waiting).toEqual([]);
});

test('[ROOM-13] a private table asks for its invite to watch and to sit, and keeps a hash of it only', async () => {
  const room = await openTestRoom({ seed: 106 });
  const { settings, invite } = await room.newTable({ isPrivate: true });
  const guest = await room.player('Ana', settings.tableId);
  expect(guest.messages.at(-1)).toMatchObject({ type: 'subscription-refused', refusal: { code: 'INVITE_NEEDED' } });
  const sit = guest.sit(0);
  const wrong = guest.command({ kind: 'sit', seat: 0, buyIn: 500, invite: 'ff'.repeat(16) });
  await room.time.settle();
  expect(guest.answers.get(sit)).toEqual({ code: 'INVITE_NEEDED' });
  expect(guest.answers.get(wrong)).toEqual({ code: 'INVITE_NEEDED' });
  guest.attach(null, invite);
  const seated = guest.sit(0);
  await room.time.settle();
  expect(guest.answers.get(seated)).toBe('ack');
  const rows = await room.db.reader.selectFrom('card_table').selectAll().execute();
  expect(JSON.stringify(rows).includes(invite ?? '')).toBe(false);
});

test('[ROOM-19] a full mailbox answers BUSY and loses nothing that it took', async () => {
  const room = await openTestRoom({ seed: 107, config: { mailboxLimit: 4 } });
  const { settings } = await room.newTable();
  const ana = await room.player('Ana', settings.tableId);
  ana.sit(0, 200);
  await room.time.settle();
  const sent = Array.from({ length: 40 }, () => ana.command({ kind: 'top-up', amount: 10 }));
  await room.time.settle();
  const answers = sent.map((id) => ana.answers.get(id));
  const acked = answers.filter((answer) => answer === 'ack').length;
  expect(answers.filter((answer) => typeof answer === 'object' && answer.code === 'BUSY').length).toBeGreaterThan(0);
  expect(answers).not.toContain(undefined);
  expect(ana.seats.get(0)?.stack).toBe(200 + 10 * acked);
  await room.checkBooks();
});
