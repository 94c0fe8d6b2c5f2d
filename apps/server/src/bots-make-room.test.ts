/** Bots at a real table: they play by themselves, and get up for a person who waits. */
import { nodePorts, runBots } from '@aboveboard/bots';
import { createClient, type TableHandle, type TableView } from '@aboveboard/client';
import type { LobbyTable } from '@aboveboard/protocol';
import { expect, onTestFinished, test } from 'vitest';
import { guest, openRoom } from './testing/open-room.ts';

test('two bots play heads-up; when a person waits, one of them makes room', async () => {
  const room = await openRoom();
  const { tables } = (await (await room.get('/api/v1/lobby')).json()) as { tables: LobbyTable[] };
  const tableId = tables.find(({ settings }) => settings.seats === 2)?.settings.tableId ?? expect.fail('no heads-up table');
  const sessions = await Promise.all(
    ['Ada', 'Bert'].map(async (name) => {
      const answer = await room.post('/api/v1/operator/bots', { name }, room.operatorToken ?? '');
      return { token: ((await answer.json()) as { token: string }).token, name, tableId };
    }),
  );
  const url = `ws://127.0.0.1:${room.port}/ws`;
  const pace = { thinkMs: [1, 5], settleMs: 50, restMs: 200 } as const;
  const bots = runBots({ url, sessions, ports: nodePorts(), pace });
  onTestFinished(() => bots.stop());

  const { token } = await guest(room, 'Ana');
  const client = createClient({ url, token, name: 'test', version: '1', ports: nodePorts() });
  onTestFinished(() => client.close());
  const table = client.openTable(tableId);
  await seen(table, (view) => view.seats.every(({ player }) => player?.isBot) && view.lastResult !== null);

  expect(await table.joinWaitList()).toMatchObject({ ok: true });
  const freed = await seen(table, (view) => view.seats.some(({ player }) => player === null));
  const seat = freed.seats.find(({ player }) => player === null)?.seat ?? expect.fail('no seat came free');
  expect(await table.sit(seat, freed.settings.minBuyIn)).toMatchObject({ ok: true });
  const playing = await seen(table, (view) => view.seats[seat]?.isInHand === true && view.deal.phase === 'playing');
  expect(playing.ownSeat).toBe(seat);
  expect(playing.seats.filter(({ player }) => player?.isBot)).toHaveLength(1);
}, 60_000);

/** The first view that is as wished; the test's own time limit ends the wait. */
function seen(table: TableHandle, isWished: (view: TableView) => boolean): Promise<TableView> {
  return new Promise((resolve) => {
    const look = () => {
      const state = table.state.get();
      if (state.kind !== 'open' || !isWished(state.view)) return;
      stop();
      resolve(state.view);
    };
    const stop = table.state.subscribe(look);
    look();
  });
}
