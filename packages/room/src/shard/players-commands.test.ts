import { expect, test } from 'vitest';
import { openCluster } from '../testing/cluster-room.ts';
import { seedOr } from '../testing/test-room.ts';

const EACH = 30;

test('[CLUSTER-67] a player at three gateways gets no three times the limit, and goes on when it is time', async () => {
  const room = await openCluster({
    ...{ seed: seedOr(67), gateways: 3 },
    gateway: { commandsPerPlayer: EACH + 1 }, // one goes to the subscription
    shard: { commandsPerPlayer: 2 * EACH },
  });
  const tableId = await room.newTable();
  const player = await room.player(tableId);
  const everywhere = [player, room.shadow(player, tableId), room.shadow(player, tableId)];
  for (const [i, one] of everywhere.entries()) one.connect(room.gateways[i] as never);
  await room.time.advance(100);
  for (const one of everywhere) for (let i = 0; i < EACH; i++) one.command({ kind: 'leave-wait-list' });
  await room.time.advance(100);
  const answers = everywhere.flatMap((one) => [...one.answers.values()].flat());
  expect(answers).toHaveLength(3 * EACH);
  const limited = answers.filter((answer) => answer === 'RATE_LIMITED').length;
  expect(limited).toBeGreaterThanOrEqual(EACH - 2); // some come back in the meantime
  expect(limited).toBeLessThanOrEqual(EACH);
  await room.time.advance(1_000);
  const again = player.command({ kind: 'leave-wait-list' });
  await room.time.advance(100);
  expect(player.answers.get(again)).not.toContain('RATE_LIMITED');
});

test('[CLUSTER-67] who comes in is counted for all gateways together', async () => {
  let left = 2;
  const room = await openCluster({ seed: 1, gateways: 2, arrivals: async () => (left-- > 0 ? 0 : 5_000) });
  const tableId = await room.newTable();
  const player = await room.player(tableId);
  const all = [player, room.shadow(player, tableId), room.shadow(player, tableId)];
  for (const [i, one] of all.entries()) one.connect(room.gateways[i % 2] as never);
  await room.time.advance(100);
  expect(all.map(({ closed }) => closed)).toEqual([[], [], [1013]]);
});
