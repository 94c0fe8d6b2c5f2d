/** Connections of a gateway, against a shard played by the test, on virtual time: how they come, are heard of, and go. */
import { randomUUID } from 'node:crypto';
import { CLOSE_CODES, emptySeat } from '@aboveboard/protocol';
import { expect, test } from 'vitest';
import type { GatewayResponse } from '../messages.ts';
import { frame, HELLO, setUp, snapshot, TABLE, TOKEN } from '../testing/gateway-alone.ts';

test('the shard hears of connections that go, and of the gateway itself', async () => {
  const { connect, gateway, requests } = await setUp();
  const player = await connect();
  await player.send({ type: 'subscribe', tableId: TABLE });
  player.events.onClosed();
  await gateway.stop();
  expect(requests.map(({ kind }) => kind)).toEqual(['listen', 'attach', 'detach', 'unlisten']);
});

test('[CLUSTER-68] while the database is gone newcomers are told to try later, and who is in stays and is heard', async () => {
  let areGone = false;
  const { connect, requests } = await setUp({}, undefined, undefined, {
    ...{ timersMs: 0, sessionsMs: 0 },
    areSessionsGone: () => areGone,
  });
  const early = await connect();
  areGone = true;
  expect((await connect()).closed()).toEqual({ code: 1013 });
  await early.send({ type: 'command', tableId: TABLE, commandId: randomUUID(), command: { kind: 'sit-out' } });
  expect([early.closed(), requests.filter(({ kind }) => kind === 'command').length]).toEqual([null, 1]);
  areGone = false;
  expect((await connect()).closed()).toBeNull();
});

test('who says no hello within its time is ended, whenever it came', async () => {
  const { time, connect } = await setUp();
  const first = await connect(TOKEN, true);
  await time.advance(100);
  const second = await connect(TOKEN, true);
  await time.advance(4_890);
  expect([first.closed(), second.closed()]).toEqual([null, null]);
  await time.advance(300);
  expect([first.closed(), second.closed()]).toMatchObject([{ code: CLOSE_CODES.TOO_QUIET }, { code: CLOSE_CODES.TOO_QUIET }]);
  expect(time.pending()).toBeGreaterThan(0); // its own heartbeat
});

test('a gateway that is behind waits for hello in its own time, as in a storm of connections', async () => {
  const { time, connect } = await setUp({}, undefined, undefined, { timersMs: 6_000, sessionsMs: 0 });
  const connection = await connect(TOKEN, true);
  await time.advance(20_000);
  await connection.send(HELLO);
  expect(connection.received.map(({ type }) => type)).toEqual(['welcome', 'wallet']);
});

test('who has said hello is not too quiet while its session is looked up', async () => {
  const { time, connect } = await setUp({}, undefined, undefined, { timersMs: 0, sessionsMs: 8_000 });
  const connection = await connect();
  await time.advance(8_001);
  expect(connection.received.map(({ type }) => type)).toEqual(['welcome', 'wallet']);
});

test('a shard hears the round trips of those who sit, when they change by much, and no railbird', async () => {
  const { time, requests, shard, connect } = await setUp({ heartbeatMs: 1_000 });
  const connection = await connect();
  await connection.send({ type: 'subscribe', tableId: TABLE });
  await shard(snapshot(connection.id, 10));
  const beat = async (n: number, rttMs: number): Promise<number> => {
    await time.advance(n === 1 ? 1_000 : 500);
    await time.advance(rttMs);
    await connection.send({ type: 'pong', n });
    await time.advance(500 - rttMs);
    return requests.filter(({ kind }) => kind === 'round-trip').length;
  };
  expect([await beat(1, 50), await beat(2, 65), await beat(3, 120), await beat(4, 100)]).toEqual([1, 1, 2, 2]);
  await shard({ ...frame(11), publicEvent: { kind: 'seat-changed', seat: emptySeat(0) } } as GatewayResponse);
  expect(await beat(5, 300)).toBe(2);
});
