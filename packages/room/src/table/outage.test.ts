import type { Db } from '@aboveboard/storage';
import { expect, test } from 'vitest';
import { checkOrCall } from '../testing/test-player.ts';
import { openTestRoom, seedOr } from '../testing/test-room.ts';

/**
 * A database whose transactions fail while told to: before the work, or after the commit. One that is `away` cannot be read either;
 * one that is `stuck` lets everybody wait until it fails.
 */
function breakable() {
  const state = {
    mode: 'works' as 'works' | 'fails' | 'commits-and-fails' | 'away' | 'stuck',
    giveUp: () => {},
  };
  const wrapDb = (db: Db): Db => ({
    ...db,
    get reader() {
      if (state.mode === 'away') throw new Error('the server is gone');
      return db.reader;
    },
    transaction: async (work) => {
      if (state.mode === 'stuck') await new Promise<void>((resolve) => (state.giveUp = resolve));
      if (state.mode !== 'works' && state.mode !== 'commits-and-fails') throw new Error('the disk is gone');
      const result = await db.transaction(work);
      if (state.mode === 'commits-and-fails') throw new Error('the connection is gone');
      return result;
    },
  });
  return { state, wrapDb };
}

test('[ROOM-15] while storage is gone the table stands still; then play goes on and nothing is lost', async () => {
  const { state, wrapDb } = breakable();
  const room = await openTestRoom({ seed: 301, wrapDb });
  const { settings } = await room.newTable();
  const [ana, bo] = [await room.player('Ana', settings.tableId), await room.player('Bo', settings.tableId)];
  ana.sit(0);
  bo.sit(1);
  for (const player of [ana, bo]) player.policy = () => null;
  await room.time.advance(room.config.betweenHandsMs + 1);
  const turn = ana.events('turn')[0];
  const actor = turn?.seat === ana.seat ? ana : bo;
  state.mode = 'fails';
  const lost = actor.command({ kind: 'act', turnId: turn?.turnId ?? 0, action: { kind: 'call' } });
  await room.time.advance(100);
  expect(actor.answers.get(lost)).toEqual({ code: 'BUSY' });
  expect(ana.events('table-paused')).toMatchObject([{ reason: 'STORAGE_LOST' }]);
  const paused = actor.command({ kind: 'act', turnId: turn?.turnId ?? 0, action: { kind: 'call' } });
  await room.time.advance(30_000); // longer than the turn: its clock stands still
  expect(actor.answers.get(paused)).toEqual({ code: 'PAUSED' });
  expect(ana.events('time-bank')).toHaveLength(0);
  expect(room.shard.isHealthy()).toBe(false);
  state.mode = 'works';
  await room.time.advance(room.config.retryMaxMs + 100);
  expect(ana.events('table-resumed')[0]?.pausedMs).toBeGreaterThan(29_000);
  expect(ana.events('called')).toHaveLength(0); // it was not written, so it did not happen
  const again = actor.command({ kind: 'act', turnId: turn?.turnId ?? 0, action: { kind: 'call' } }, lost);
  await room.time.settle();
  expect(actor.answers.get(again)).toBe('ack');
  expect(ana.events('called')).toHaveLength(1);
  expect(room.shard.isHealthy()).toBe(true);
  await room.checkBooks();
});

/** Two at a table whose clock is all they have, one of them with the turn, and neither does anything by itself. */
async function atTurn(seed: number) {
  const { state, wrapDb } = breakable();
  const room = await openTestRoom({ seed, wrapDb });
  const { settings } = await room.newTable({ turnMs: 5_000, timeBankMs: 0 });
  const [ana, bo] = [await room.player('Ana', settings.tableId), await room.player('Bo', settings.tableId)];
  ana.sit(0);
  bo.sit(1);
  for (const player of [ana, bo]) player.policy = () => null;
  await room.time.advance(room.config.betweenHandsMs + 1);
  const turn = ana.events('turn')[0];
  const actor = turn?.seat === ana.seat ? ana : bo;
  const call = () => actor.command({ kind: 'act', turnId: turn?.turnId ?? 0, action: { kind: 'call' } });
  const answerTo = async (command: string) => {
    await room.time.settle();
    return actor.answers.get(command);
  };
  /** Storage is back: as soon as play goes on. */
  const resumed = async (times: number) => {
    state.mode = 'works';
    for (let i = 0; ana.events('table-resumed').length < times && i < 100; i++) await room.time.advance(100);
    expect(ana.events('table-resumed')).toHaveLength(times);
  };
  return { state, room, ana, call, answerTo, resumed };
}

test('[ROOM-15] a database that cannot even be read stops the clock of whoever asks', async () => {
  const { state, room, ana, call, answerTo, resumed } = await atTurn(304);
  state.mode = 'away';
  expect(await answerTo(call())).toEqual({ code: 'BUSY' });
  await room.time.advance(30_000);
  expect(await answerTo(call())).toEqual({ code: 'PAUSED' });
  await resumed(1);
  expect(await answerTo(call())).toBe('ack');
  expect(ana.events('folded')).toHaveLength(0);
});

test('[ROOM-15] a clock that ran out while a write was stuck, or with nobody writing, has not run out', async () => {
  const { state, room, ana, call, answerTo, resumed } = await atTurn(305);
  state.mode = 'stuck';
  const stuck = call();
  await room.time.advance(7_000); // longer than the turn
  state.mode = 'fails';
  state.giveUp();
  expect(await answerTo(stuck)).toEqual({ code: 'BUSY' });
  await resumed(1);
  state.mode = 'fails';
  await room.time.advance(20_000); // the clock is the first to find the database gone
  await resumed(2);
  await room.time.advance(4_000); // of the 5 s that it had when storage last worked
  expect(await answerTo(call())).toBe('ack');
  expect(ana.events('folded')).toHaveLength(0);
  await room.checkBooks();
});

test('[ROOM-15] the clock acts when time is over, also where it is only known afterwards that it had', async () => {
  for (const mode of ['fails', 'commits-and-fails'] as const) {
    const { state, room, ana } = await atTurn(306);
    state.mode = mode;
    await room.time.advance(4_990);
    await room.time.advance(20);
    state.mode = 'works';
    await room.time.advance(1_000);
    expect(ana.events('folded')).toHaveLength(mode === 'fails' ? 0 : 1);
    await room.time.advance(6_000);
    expect(ana.events('folded').filter(({ timedOut }) => timedOut).length).toBeGreaterThan(0);
    await room.checkBooks();
  }
});

test('[ROOM-15] a write that worked although it seemed to fail counts', async () => {
  const { state, wrapDb } = breakable();
  const room = await openTestRoom({ seed: 302, wrapDb });
  const { settings } = await room.newTable();
  const ana = await room.player('Ana', settings.tableId);
  state.mode = 'commits-and-fails';
  const sit = ana.sit(0, 700);
  await room.time.advance(50);
  expect(ana.answers.get(sit)).toEqual({ code: 'BUSY' });
  expect(ana.seat).toBe(null);
  state.mode = 'works';
  await room.time.advance(1_000);
  expect(ana.seats.get(0)).toMatchObject({ stack: 700 });
  ana.command({ kind: 'sit', seat: 0, buyIn: 700 }, sit);
  await room.time.settle();
  expect(ana.answers.get(sit)).toBe('ack');
  await room.checkBooks();
});

test('[ROOM-15] every step of a hand outlives a short outage of storage or log, also one that committed', async () => {
  for (const mode of ['fails', 'commits-and-fails'] as const) {
    const { state, wrapDb } = breakable();
    let logFails = false;
    const room = await openTestRoom({
      seed: seedOr(303),
      wrapDb,
      wrapLog: (log) => ({
        ...log,
        append: async (key, bytes) => {
          if (logFails) throw new Error('the log is gone');
          return log.append(key, bytes);
        },
      }),
    });
    const { settings } = await room.newTable();
    const [ana, bo] = [await room.player('Ana', settings.tableId), await room.player('Bo', settings.tableId, { isBot: true })];
    ana.sit(0);
    bo.sit(1);
    await room.time.settle();
    for (let i = 0; i < 40; i++) {
      if (room.random.below(3) === 0) state.mode = mode;
      logFails = room.random.below(5) === 0;
      await room.time.advance(180);
      state.mode = 'works';
      logFails = false;
      await room.time.advance(700 + room.random.below(900));
    }
    for (const player of [ana, bo]) player.policy = checkOrCall;
    await room.time.advance(30_000);
    expect(ana.faults).toEqual([]);
    expect(ana.events('hand-ended').length).toBeGreaterThan(3);
    expect(room.findings.filter(({ code }) => code !== 'STORAGE_LOST' && code !== 'LOG_LOST')).toEqual([]);
    await room.checkBooks();
  }
});

test('[ROOM-15] a table that stood still while seeds were due waits for them anew, as long as it ever does', async () => {
  const { state, wrapDb } = breakable();
  const room = await openTestRoom({ seed: 307, wrapDb });
  const { settings } = await room.newTable();
  const [ana, bo] = [await room.player('Ana', settings.tableId), await room.player('Bo', settings.tableId)];
  ana.reveals = false;
  ana.sit(0);
  bo.sit(1);
  const { betweenHandsMs, revealMs, revealMaxMs } = room.config;
  await room.time.advance(betweenHandsMs + revealMs - 100);
  expect(ana.events('deal-opened')).toHaveLength(1);
  state.mode = 'fails';
  ana.command({ kind: 'sit-out' });
  await room.time.advance(1_000);
  state.mode = 'works';
  for (let i = 0; i < 100 && ana.events('table-resumed').length === 0; i++) await room.time.advance(20);
  await room.time.advance(revealMaxMs - 100);
  expect(ana.events('deal-voided')).toHaveLength(0);
  await room.time.advance(200);
  expect(ana.events('deal-voided')).toHaveLength(1);
});
