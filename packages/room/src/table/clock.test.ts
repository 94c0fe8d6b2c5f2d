import { expect, test } from 'vitest';
import { checkOrCall } from '../testing/test-player.ts';
import { openTestRoom } from '../testing/test-room.ts';

async function headsUp(seed: number) {
  const room = await openTestRoom({ seed });
  const { settings } = await room.newTable();
  const [ana, bo] = [await room.player('Ana', settings.tableId), await room.player('Bo', settings.tableId)];
  ana.sit(0);
  bo.sit(1);
  return { room, ana, bo, settings };
}

test('[ROOM-7] the turn has its time, then the time bank runs, then the clock acts', async () => {
  const { room, ana, bo } = await headsUp(201);
  ana.policy = () => null;
  bo.policy = () => null;
  await room.time.advance(room.config.betweenHandsMs + 1);
  const turn = ana.events('turn')[0];
  expect(turn).toMatchObject({ timeBankMs: 60_000 });
  expect((turn?.deadlineMs ?? 0) - room.time.clock.nowMs()).toBe(19_999);
  await room.time.advance(19_000);
  expect(ana.events('time-bank')).toHaveLength(0);
  await room.time.advance(1_000);
  expect(ana.events('time-bank')[0]).toMatchObject({ turnId: turn?.turnId, seat: turn?.seat });
  await room.time.advance(59_000);
  expect(ana.events('folded')).toHaveLength(0);
  await room.time.advance(1_100);
  expect(ana.events('folded')[0]).toMatchObject({ seat: turn?.seat, timedOut: true });
  const late = (turn?.seat === ana.seat ? ana : bo).command({
    kind: 'act',
    turnId: turn?.turnId ?? 0,
    action: { kind: 'call' },
  });
  await room.time.settle();
  expect([ana, bo].map(({ answers }) => answers.get(late)).find(Boolean)).toMatchObject({
    code: expect.stringMatching(/NO_HAND|STALE_TURN/),
  });
  expect(ana.seats.get(turn?.seat ?? -1)?.timeBankMs).toBe(0);
});

test('[ROOM-7] what is used of the time bank is gone, and no more', async () => {
  const { room, ana, bo } = await headsUp(202);
  for (const player of [ana, bo]) player.policy = () => null;
  await room.time.advance(room.config.betweenHandsMs + 1);
  const turn = ana.events('turn')[0];
  const actor = turn?.seat === ana.seat ? ana : bo;
  await room.time.advance(30_000); // 20 s of the turn and 10 s of the bank
  actor.command({ kind: 'act', turnId: turn?.turnId ?? 0, action: { kind: 'call' } });
  await room.time.settle();
  const left = ana.seats.get(actor.seat ?? -1)?.timeBankMs ?? 0;
  expect(left).toBeGreaterThan(49_900);
  expect(left).toBeLessThanOrEqual(50_000);
});

test('[ROOM-8] two time-outs in a row and the seat sits out; an action in time counts anew', async () => {
  const room = await openTestRoom({ seed: 203 });
  const { settings } = await room.newTable({ timeBankMs: 0, turnMs: 5_000 });
  const [ana, bo, cy] = [
    await room.player('Ana', settings.tableId),
    await room.player('Bo', settings.tableId, { isBot: true }),
    await room.player('Cy', settings.tableId, { isBot: true }),
  ];
  for (const [i, player] of [ana, bo, cy].entries()) player.sit(i);
  let turns = 0;
  ana.policy = (...turn) => (++turns % 2 === 0 ? checkOrCall(...turn) : null); // never twice in a row
  await room.time.advance(60_000);
  expect(ana.events('folded').some(({ seat, timedOut }) => seat === 0 && timedOut)).toBe(true);
  expect(ana.seats.get(0)?.status).toBe('playing');
  ana.policy = () => null;
  await room.time.advance(40_000);
  expect(ana.seats.get(0)?.status).toBe('sitting-out');
  const hands = ana.events('hand-started').length;
  await room.time.advance(15_000);
  const since = ana.events('hand-started').slice(hands + 1);
  expect(since.length).toBeGreaterThan(0);
  expect(since.every(({ seats }) => seats.every(({ seat }) => seat !== 0))).toBe(true);
});

test('[ROOM-10][ROOM-11] a lost player keeps the seat for 90 s, then sits out, then is stood up with all chips', async () => {
  const { room, ana, bo } = await headsUp(204);
  await room.time.advance(room.config.betweenHandsMs + 1);
  ana.detach();
  await room.time.advance(60_000);
  expect(bo.seats.get(0)).toMatchObject({ isConnected: false, status: 'playing' });
  ana.attach(ana.position);
  await room.time.advance(15_000);
  expect(bo.events('hand-ended').length).toBeGreaterThan(2);
  expect(bo.seats.get(0)).toMatchObject({ isConnected: true, status: 'playing' });
  ana.detach();
  await room.time.advance(91_000);
  expect(bo.seats.get(0)?.status).toBe('sitting-out');
  await room.time.advance(room.config.sitOutMs + 1_000);
  expect(bo.seats.get(0)?.player).toBe(null);
  expect(room.gateway.wallets.get(ana.playerId)?.inPlay).toBe(0);
  expect(bo.faults).toEqual([]);
  await room.checkBooks();
}, 60_000);
