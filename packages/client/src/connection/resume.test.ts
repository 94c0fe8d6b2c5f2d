/** A connection that is lost and found: nothing missed, nothing seen twice, nothing carried out twice. */
import { CLOSE_CODES, emptySeat, type TableEvent } from '@aboveboard/protocol';
import { virtualTime } from '@aboveboard/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createClient } from '../client.ts';
import { viewFromSnapshot } from '../table-view/from-snapshot.ts';
import { FakeRoom, PLAYER, TABLE } from '../testing/fake-room.fixture.ts';
import { backoffMs } from './backoff.ts';

async function connected(url: string | readonly string[] = 'ws://room/ws') {
  const time = virtualTime();
  const room = new FakeRoom(time);
  const client = createClient({ url, name: 'test', version: '1', ports: room.ports() });
  const table = client.openTable(TABLE);
  const happened: number[] = [];
  table.onEvent(({ event }) => event.kind === 'seat-changed' && happened.push(event.seat.stack));
  await time.advance(100);
  const view = () => {
    const state = table.state.get();
    return state.kind === 'open' ? state.view : expect.fail(`the table is ${state.kind}`);
  };
  return { time, room, client, table, happened, view };
}

/** An event with a number on it. */
function numbered(stack: number): TableEvent {
  return { kind: 'seat-changed', seat: { ...emptySeat(stack % 6), stack } };
}

describe('resuming', () => {
  type Step = 'event' | 'hidden' | 'cut' | 'lost frame' | 'wait' | 'down';
  const steps = fc.array(fc.constantFrom<Step>('event', 'event', 'hidden', 'cut', 'lost frame', 'wait', 'down'), {
    maxLength: 40,
  });

  test('after drops at any moment every event was seen once, in order, and the view is the one a newcomer gets', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 0, max: 12 }), async (script, beforeMs) => {
        const { time, room, happened, view } = await connected();
        let published = 0;
        for (const step of script) {
          room.isUp = step !== 'down';
          if (step === 'event') room.publish(numbered(++published));
          if (step === 'hidden') room.publish(null);
          if (step === 'lost frame') room.publishUnheard(numbered(++published));
          if (step === 'cut' || step === 'down') room.cut();
          await time.advance(step === 'wait' ? 700 : beforeMs);
        }
        room.isUp = true;
        room.publish(numbered(++published)); // shows a gap that nothing else has shown
        await time.advance(40_000);
        expect(happened).toEqual(Array.from({ length: published }, (_, i) => i + 1));
        expect(view()).toEqual({ ...viewFromSnapshot(room.snapshot(), PLAYER), lastResult: null });
      }),
      { numRuns: 60 },
    );
  });

  test('older than what the table keeps: a snapshot takes its place', async () => {
    const { time, room, view } = await connected();
    room.historyLimit = 2;
    room.cut();
    for (let n = 1; n <= 5; n++) room.publish(numbered(n));
    await time.advance(5_000);
    expect(view().position.seq).toBe(5);
    expect(view().seats[5]?.stack).toBe(5);
  });

  test('a table opened anew has numbers of its own: the old position is not mixed with them', async () => {
    const { time, room, view } = await connected();
    room.publish(numbered(1));
    room.publish(numbered(2));
    await time.advance(50);
    room.cut();
    room.incarnation = 2;
    room.frames.length = 0;
    room.publish(numbered(3));
    await time.advance(5_000);
    expect(view().position).toEqual({ incarnation: 2, seq: 1 });
    expect(view().seats[3]?.stack).toBe(3);
  });
});

describe('commands', () => {
  test('an answer lost with the connection is asked for again under the same id, and carried out once', async () => {
    const { time, room, table } = await connected();
    const sitting = table.sit(2, 100);
    await time.advance(6); // heard and carried out; the ack is on the wire
    room.cut();
    await time.advance(5_000);
    expect((await sitting).ok).toBe(true);
    const sent = room.heard.filter((message) => message.type === 'command');
    expect(sent).toHaveLength(2);
    expect(sent[1]).toEqual(sent[0]);
    expect(room.carriedOut).toHaveLength(1);
  });

  test('given while away, a command goes out with the next welcome; after its deadline it has no answer', async () => {
    const { time, room, table } = await connected();
    room.isUp = false;
    room.cut();
    await time.advance(100);
    const soon = table.joinWaitList();
    room.isUp = true;
    await time.advance(9_000);
    expect((await soon).ok).toBe(true);
    room.isUp = false;
    room.cut();
    const never = table.leaveWaitList();
    await time.advance(31_000);
    expect(await never).toMatchObject({ error: { code: 'NO_ANSWER' } });
  });

  test('a refusal reaches who asked, with its numbers', async () => {
    const { time, room, table } = await connected();
    room.judge = () => ({ code: 'NOT_YOUR_TURN' });
    const acting = table.act({ kind: 'fold' }, 7);
    await time.advance(50);
    expect(await acting).toEqual({ ok: false, error: { code: 'NOT_YOUR_TURN' } });
  });

  test('what waits is bounded, and closing answers all of it', async () => {
    const { time, room, client, table } = await connected();
    room.isUp = false;
    room.cut();
    await time.advance(100);
    const waiting = Array.from({ length: 70 }, () => table.sitOut());
    client.close();
    const answers = await Promise.all(waiting);
    const codes = answers.map((answer) => (answer.ok ? 'OK' : answer.error.code));
    expect(codes.filter((code) => code === 'CLIENT_CLOSED')).toHaveLength(64);
    expect(codes.filter((code) => code === 'TOO_MANY_WAITING')).toHaveLength(6);
  });
});

describe('reconnecting', () => {
  test('waits grow from a quarter of a second to eight, each anywhere below its cap', async () => {
    const { time, room, client } = await connected();
    room.isUp = false;
    room.cut();
    await time.advance(60_000);
    const attempts = room.attemptsAtMs.slice(1);
    const waits = attempts.slice(1).map((atMs, i) => atMs - (attempts[i] ?? 0) - 10); // 10 ms of wire there and back
    for (const [i, waitMs] of waits.entries()) expect(waitMs).toBeLessThanOrEqual(Math.min(8_000, 250 * 2 ** (i + 1)) + 1);
    expect(attempts.length).toBeGreaterThan(7);
    const state = client.connection.get();
    expect(state.kind).toBe('reconnecting');
    room.isUp = true;
    await time.advance(10_000);
    expect(client.connection.get()).toEqual({ kind: 'live' });
  });

  test('full jitter: the whole range up to the cap is used', () => {
    const at = (byte: number) => ({ bytes: (length: number) => new Uint8Array(length).fill(byte) });
    expect([0, 1, 5, 50].map((attempt) => backoffMs(attempt, at(0)))).toEqual([0, 0, 0, 0]);
    expect([0, 1, 5, 50].map((attempt) => backoffMs(attempt, at(255)))).toEqual([249, 499, 7_999, 7_999]);
  });

  test('trying now does not wait', async () => {
    const { time, room, client } = await connected();
    room.isUp = false;
    room.cut();
    await time.advance(30_000);
    room.isUp = true;
    while (client.connection.get().kind === 'reconnecting') {
      const state = client.connection.get();
      if (state.kind === 'reconnecting' && state.nextTryAtMs !== null) client.reconnectNow();
      await time.advance(20);
    }
    expect(client.connection.get().kind).toBe('live');
  });

  test.each([
    [CLOSE_CODES.UNAUTHENTICATED, 'UNAUTHENTICATED'],
    [CLOSE_CODES.WRONG_VERSION, 'WRONG_VERSION'],
  ])('close code %i ends it: trying again cannot help', async (code, reason) => {
    const { time, room, client } = await connected();
    room.closesHelloWith = code;
    room.cut();
    await time.advance(60_000);
    expect(client.connection.get()).toEqual({ kind: 'closed', reason });
    expect(room.attemptsAtMs).toHaveLength(2);
  });

  test('a second without an answer is slow, and silence for three heartbeats is a loss', async () => {
    const { time, room, client, table } = await connected();
    room.isAnswering = false;
    void table.sitOut();
    await time.advance(900);
    expect(client.connection.get().kind).toBe('live');
    await time.advance(200);
    expect(client.connection.get().kind).toBe('slow');
    room.isAnswering = true;
    await time.advance(31_000); // the command's deadline ends the wait
    expect(client.connection.get().kind).toBe('live');
  });

  test('the clock of the server is known from its pings', async () => {
    const { time, client } = await connected();
    await time.advance(30_000);
    expect(Math.abs(client.serverNowMs() - (time.clock.nowMs() + 5_000))).toBeLessThan(10);
  });

  test('a frame that is none of this contract is a loss, and is tried again ever later', async () => {
    const { time, room, client } = await connected();
    room.publish({ kind: 'table-closed' });
    await time.advance(50);
    expect(client.connection.get().kind).toBe('live');
    const attempts = room.attemptsAtMs.length;
    room.sayRaw('{"type":"gossip"}');
    await time.advance(5);
    expect(client.connection.get().kind).toBe('reconnecting');
    await time.advance(9_000);
    expect(room.attemptsAtMs.length).toBe(attempts + 1);
  });
});

describe('a room of several gateways', () => {
  const [A, B] = ['ws://a/ws', 'ws://b/ws'];

  test('[CLUSTER-35] each attempt goes to the next address, and what was missed is caught up there', async () => {
    const { time, room, happened } = await connected([A, B]);
    room.dead.add(A);
    room.cut();
    for (let n = 1; n <= 3; n++) room.publish(numbered(n));
    await time.advance(2_000);
    expect(room.attemptsTo.slice(0, 2)).toEqual([A, B]);
    expect(happened).toEqual([1, 2, 3]);
    room.dead.delete(A);
    room.dead.add(B);
    room.cut();
    await time.advance(100);
    room.publish(numbered(4));
    await time.advance(2_000);
    expect([room.attemptsTo.at(-1), happened]).toEqual([A, [1, 2, 3, 4]]);
  });

  test('[CLUSTER-35] a second drop before the resume is answered, and one just after connecting, lose and double nothing', async () => {
    for (const laterMs of [0, 3, 8, 14, 21, 60]) {
      const { time, room, happened } = await connected([A, B]);
      room.publish(numbered(1));
      room.cut();
      room.publish(numbered(2));
      while (room.attemptsTo.length < 2) await time.advance(1);
      await time.advance(laterMs); // greeting, subscribing, or with the answer on the wire
      room.cut();
      room.publish(numbered(3));
      await time.advance(10_000);
      expect(happened, `cut ${laterMs} ms after connecting`).toEqual([1, 2, 3]);
    }
  });

  test('[CLUSTER-35] told to move, the client comes back at once when it is let go; another 1012 keeps to the waits', async () => {
    const { time, room } = await connected([A, B]);
    room.notice({ code: 'MOVE', afterMs: 500 });
    await time.advance(500);
    room.cut(CLOSE_CODES.RESTARTING);
    const cutAtMs = time.clock.nowMs();
    await time.advance(3_000);
    expect(room.attemptsTo).toEqual([A, B]);
    expect((room.attemptsAtMs[1] ?? 0) - cutAtMs).toBeLessThan(10); // the wire's own time
    room.cut(CLOSE_CODES.RESTARTING);
    await time.advance(3_000);
    expect(room.attemptsTo).toEqual([A, B, A]);
  });

  test('[CLUSTER-36] a table that nobody has is shown so, no answer is waited for, and any word of it says that it is back', async () => {
    const { time, room, client, view } = await connected();
    room.publish(numbered(1));
    room.notice({ code: 'TABLE_AWAY', tableId: TABLE });
    await time.advance(20_000);
    expect([view().isAway, client.connection.get().kind]).toEqual([true, 'live']);
    room.sayAgain(view().position); // the same owner
    await time.advance(20);
    expect(view().isAway).toBe(false);
    room.notice({ code: 'TABLE_AWAY', tableId: TABLE });
    room.incarnation = 2;
    room.frames.length = 0;
    room.publish(numbered(2));
    room.sayAgain(view().position); // another one
    await time.advance(20);
    expect(view()).toMatchObject({ isAway: false, position: { incarnation: 2, seq: 1 } });
    expect(room.attemptsTo).toHaveLength(1);
  });

  test('[CLUSTER-36] while a subscription waits for a table that is away, the connection is kept', async () => {
    const time = virtualTime();
    const room = new FakeRoom(time);
    room.isServing = false;
    const client = createClient({ url: A, name: 'test', version: '1', ports: room.ports() });
    const table = client.openTable(TABLE);
    await time.advance(2_000);
    room.notice({ code: 'TABLE_AWAY', tableId: TABLE });
    await time.advance(20_000);
    expect([client.connection.get().kind, room.attemptsTo.length]).toEqual(['live', 1]);
    room.sayAgain(undefined);
    await time.advance(20);
    expect(table.state.get().kind).toBe('open');
  });

  test('[CLUSTER-36] a command that is given back goes out again under its own id, until its deadline', async () => {
    const { time, room, table } = await connected();
    room.isAnswering = false;
    const sitting = table.sit(2, 100);
    await time.advance(10);
    const [sent] = room.heard.filter((message) => message.type === 'command');
    room.notice({ code: 'RETRY', commandId: sent?.type === 'command' ? sent.commandId : '', afterMs: 1_000 });
    await time.advance(900);
    room.isAnswering = true;
    expect(room.heard.filter(({ type }) => type === 'command')).toHaveLength(1);
    await time.advance(200);
    expect((await sitting).ok).toBe(true);
    expect(room.heard.filter(({ type }) => type === 'command')).toEqual([sent, sent]);
    expect(room.carriedOut).toHaveLength(1);
  });
});
