/** How often the lobby goes out, and in which order. */
import { expect, test } from 'vitest';
import { setUp, TABLE } from '../testing/gateway-alone.ts';

test('the lobby goes out at most once a second, the newest only', async () => {
  const { shard, connect, time } = await setUp();
  const player = await connect();
  await player.send({ type: 'watch-lobby' });
  for (let taken = 1; taken <= 3; taken++)
    await shard({ kind: 'lobby', tableId: TABLE, openedMs: 1, table: { taken } as never });
  await time.advance(1_000);
  expect(player.received.filter(({ type }) => type === 'lobby')).toEqual([
    { type: 'lobby', tables: [] },
    { type: 'lobby', tables: [{ taken: 3 }] },
  ]);
});

test('[CLUSTER-33] the lobby has the oldest table first, whatever was heard first', async () => {
  const { shard, connect } = await setUp();
  const player = await connect();
  const heard = [
    ['t3', 7],
    ['t2', 9],
    ['t1', 9],
    ['t0', 5],
  ] as const;
  for (const [tableId, openedMs] of heard) await shard({ kind: 'lobby', tableId, openedMs, table: { tableId } as never });
  await player.send({ type: 'watch-lobby' });
  const tables = ['t0', 't3', 't1', 't2'].map((tableId) => ({ tableId }));
  expect(player.received.filter(({ type }) => type === 'lobby')).toEqual([{ type: 'lobby', tables }]);
});
