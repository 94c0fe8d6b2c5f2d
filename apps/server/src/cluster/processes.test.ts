/** A room of many processes, each of which may go at any moment. */
import { rest } from '@aboveboard/protocol';
import { expect, test } from 'vitest';
import { startCluster } from '../testing/cluster-under-test.ts';
import { until } from '../testing/playing-guest.ts';

test('[CLUSTER-55] two gateways and two shards deal to players of either gateway', { timeout: 120_000 }, async () => {
  const cluster = await startCluster();
  const tableId = await cluster.openTable();
  const [ana, bo] = await Promise.all(['Ana', 'Bo'].map((nickname, seat) => cluster.seat({ tableId, seat, nickname })));
  await until(() => (ana?.acked.length ?? 0) > 5 && (bo?.acked.length ?? 0) > 5, 'some hands', 30_000);
  const lobby = rest.lobbyReply.parse(await cluster.get('/api/v1/lobby'));
  expect(lobby.tables.map(({ settings }) => settings.tableId)).toContain(tableId);
  await cluster.checkBooks();
});
