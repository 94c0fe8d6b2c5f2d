/** What order, loss and slowness do to the frames of one connection, and how they reach many. */
import { randomUUID } from 'node:crypto';
import { CLOSE_CODES } from '@aboveboard/protocol';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { GatewayResponse } from '../messages.ts';
import { batch, event, frame, mucked, OTHER, PLAYER, satDown, setUp, snapshot, TABLE } from '../testing/gateway-alone.ts';

test('frames follow the snapshot without a gap and without a double', async () => {
  const { shard, connect } = await setUp();
  const player = await connect();
  await player.send({ type: 'subscribe', tableId: TABLE });
  await shard(frame(4), frame(5), snapshot(player.id, 5), frame(6), frame(6), frame(7));
  expect(player.frames()).toEqual([6, 7]);
});

test('after an empty batch the next frame is the one after the position asked with', async () => {
  const { shard, connect } = await setUp();
  const player = await connect();
  await player.send({ type: 'subscribe', tableId: TABLE, position: { incarnation: 1, seq: 9 } });
  await shard(batch(player.id, []), frame(10));
  expect(player.frames()).toEqual([10]);
});

test('a frame that went missing, or a table that was reopened, is asked for again from the last one', async () => {
  const { shard, connect, requests } = await setUp();
  const player = await connect();
  await player.send({ type: 'subscribe', tableId: TABLE });
  await shard(snapshot(player.id, 5), frame(6), frame(8));
  expect(requests.at(-1)).toMatchObject({ kind: 'attach', position: { incarnation: 1, seq: 6 } });
  await shard(frame(9), batch(player.id, [7, 8, 9]), frame(10), frame(1, 2));
  expect(player.frames()).toEqual([6, 10]);
  expect(requests.at(-1)).toMatchObject({ kind: 'attach', position: { incarnation: 1, seq: 10 } });
});

test('whatever is lost or doubled on the way, a connection gets every number once, in order', async () => {
  const anyLoss = fc.array(fc.constantFrom('pass', 'lose', 'double'), { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(anyLoss, async (fates) => {
      const { shard, connect, requests } = await setUp();
      const player = await connect();
      await player.send({ type: 'subscribe', tableId: TABLE });
      await shard(snapshot(player.id, 0));
      const got: number[] = [];
      for (const [i, fate] of fates.entries()) {
        const asked = requests.length;
        if (fate !== 'lose') await shard(frame(i + 1), ...(fate === 'double' ? [frame(i + 1)] : []));
        const again = requests.slice(asked).find((request) => request.kind === 'attach');
        if (again?.kind === 'attach') {
          const from = again.position?.seq ?? 0;
          await shard(
            batch(
              player.id,
              Array.from({ length: i + 1 - from }, (_, k) => from + 1 + k),
            ),
          );
        }
      }
      for (const message of player.received) {
        if (message.type === 'frame') got.push(message.seq);
        if (message.type === 'batch') got.push(...message.frames.map(({ seq }) => seq));
      }
      expect(got).toEqual(Array.from({ length: got.length }, (_, k) => k + 1));
    }),
    { numRuns: 50 },
  );
});

test('a private event reaches its player, and the others see that there was one', async () => {
  const { shard, connect } = await setUp();
  const player = await connect();
  await player.send({ type: 'subscribe', tableId: TABLE });
  const event = { kind: 'mucked' as const, seat: 1 };
  const own = { ...frame(1), privateEvents: [{ playerId: PLAYER.id, event }] } as GatewayResponse;
  const others = { ...frame(2), privateEvents: [{ playerId: randomUUID(), event }] } as GatewayResponse;
  await shard(snapshot(player.id, 0), own, others);
  expect(player.received.slice(-2)).toMatchObject([
    { seq: 1, event },
    { seq: 2, event: null },
  ]);
});

test('a reader that takes nothing is cut off after 64 frames, or 256 KiB; a burst that is taken is no queue', async () => {
  const { shard, connect } = await setUp();
  const player = await connect();
  await player.send({ type: 'subscribe', tableId: TABLE });
  await shard(snapshot(player.id, 0), ...Array.from({ length: 200 }, (_, i) => frame(i + 1)));
  expect(player.closed()).toBeNull();
  player.stall(1);
  await shard(...Array.from({ length: 65 }, (_, i) => frame(i + 201)));
  expect(player.closed()).toEqual({ code: CLOSE_CODES.SLOW_READER });
  expect(player.frames()).toHaveLength(264);

  const heavy = await connect();
  await heavy.send({ type: 'subscribe', tableId: TABLE });
  heavy.stall(256 * 1024 + 1);
  await shard(snapshot(heavy.id, 300), frame(301));
  expect(heavy.closed()).toEqual({ code: CLOSE_CODES.SLOW_READER });
});

test('[CLUSTER-27] players get each frame at once, spectators several in one write, and nothing is overtaken', async () => {
  const { shard, connect, time } = await setUp();
  const player = await connect();
  await player.send({ type: 'subscribe', tableId: TABLE });
  await shard(snapshot(player.id, 0));
  const spectator = await connect(OTHER);
  await spectator.send({ type: 'subscribe', tableId: TABLE });
  await shard(snapshot(spectator.id, 0), event(1, mucked), event(2, mucked));
  expect([player.frames(), spectator.frames()]).toEqual([[1, 2], []]);
  const writes = spectator.writes();
  const atOnce = player.writes();
  await shard(event(3, mucked), event(4, mucked), event(5, mucked)); // what comes in one piece
  expect([player.frames(), player.writes()]).toEqual([[1, 2, 3, 4, 5], atOnce + 1]);
  await time.advance(100);
  expect([spectator.frames(), spectator.writes()]).toEqual([[1, 2, 3, 4, 5], writes + 1]);

  await shard(event(6, mucked), event(7, satDown(OTHER)), event(8, mucked)); // whoever sits down waits no more
  expect(spectator.frames()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  await spectator.send({ type: 'subscribe', tableId: TABLE });
  await shard(snapshot(spectator.id, 8), event(9, mucked), batch(spectator.id, []));
  expect(spectator.received.at(-1)).toMatchObject({ type: 'snapshot' });
  await time.advance(100);
  expect(spectator.frames()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('[CLUSTER-27] what is held for a spectator goes before an answer', async () => {
  const { shard, connect, requests } = await setUp();
  const spectator = await connect(OTHER);
  await spectator.send({ type: 'subscribe', tableId: TABLE });
  await shard(snapshot(spectator.id, 0));
  const commandId = randomUUID();
  await spectator.send({ type: 'command', tableId: TABLE, commandId, command: { kind: 'join-wait-list' } });
  const asked = requests.at(-1);
  const to = asked?.kind === 'command' ? asked.from : expect.fail('a command');
  await shard(event(1, mucked), { kind: 'answer', to, message: { type: 'ack', commandId } });
  expect(spectator.received.slice(-2)).toMatchObject([{ type: 'frame', seq: 1 }, { type: 'ack' }]);
});

test('[CLUSTER-28] a frame is written once for all who see the same, however many they are', async () => {
  const { shard, connect } = await setUp();
  const players = [await connect(), ...(await Promise.all(Array.from({ length: 30 }, () => connect(randomUUID()))))];
  for (const player of players) {
    await player.send({ type: 'subscribe', tableId: TABLE });
    await shard(snapshot(player.id, 0));
  }
  const stringify = vi.spyOn(JSON, 'stringify');
  const own = { ...event(1, mucked), privateEvents: [{ playerId: PLAYER.id, event: mucked }] } as GatewayResponse;
  await shard(own);
  const frames = stringify.mock.calls.filter(([value]) => (value as { type?: string }).type === 'frame');
  stringify.mockRestore();
  expect(frames).toHaveLength(2); // the public's, and that of the one who sees more
});
