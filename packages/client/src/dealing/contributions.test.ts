import { virtualTime } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import { createClient } from '../client.ts';
import { FakeRoom, TABLE } from '../testing/fake-room.fixture.ts';
import { OWN_SEAT } from '../testing/scripted-hand.fixture.ts';

function seated(options: { contribute?: boolean } = {}) {
  const time = virtualTime();
  const room = new FakeRoom(time);
  room.sitDown(OWN_SEAT);
  const ports = room.ports();
  const client = createClient({ url: 'ws://room/ws', name: 'test', version: '1', ports });
  const table = client.openTable(TABLE, options);
  const offers = () =>
    room.carriedOut.flatMap(({ command }) =>
      command.kind === 'contribute' ? command.commits.map(({ handNo }) => handNo) : [],
    );
  return { time, room, ports, client, table, offers };
}

test('a seated player has commits for the next two hands, each offered once', async () => {
  const { time, offers } = seated();
  await time.advance(5_000);
  expect(offers()).toEqual([1, 2]);
});

test('a spectator and a seat of the room offer none', async () => {
  const { time, offers } = seated({ contribute: false });
  await time.advance(5_000);
  expect(offers()).toEqual([]);
});

test('a busy server is asked again; a hand that is too late does not cost the next one', async () => {
  const { time, room, offers } = seated();
  const answers = [{ code: 'BUSY' as const }, { code: 'COMMIT_TOO_LATE' as const }];
  room.judge = ({ command }) => (command.kind === 'contribute' ? (answers.shift() ?? null) : null);
  await time.advance(10_000);
  expect(answers).toEqual([]);
  expect(offers()).toEqual([2]);
});

test('commits live in the memory of a server: after a reconnect the same ones are offered again', async () => {
  const { time, room } = seated();
  await time.advance(100);
  const before = room.commitFor(1);
  room.cut();
  await time.advance(2_000);
  expect(room.carriedOut.filter(({ command }) => command.kind === 'contribute')).toHaveLength(2);
  expect(room.commitFor(1)).toEqual(before);
});

test('[CLUSTER-60] commits live in the memory of one owner: after a move they are offered again over the same connection', async () => {
  const { time, room } = seated();
  await time.advance(100);
  const before = room.commitFor(1);
  room.moveTable();
  await time.advance(2_000);
  expect(room.carriedOut.filter(({ command }) => command.kind === 'contribute')).toHaveLength(2);
  expect(room.commitFor(1)).toEqual(before);
});

test('another sitting has another pseudonym and other seeds', async () => {
  const { time, room } = seated();
  await time.advance(100);
  const first = room.commitFor(1);
  room.standUp(OWN_SEAT);
  await time.advance(100);
  room.sitDown(4);
  await time.advance(100);
  const second = room.commitFor(1);
  expect(second?.sid).not.toBe(first?.sid);
  expect(second?.commit).not.toBe(first?.commit);
});

test('no seed is anywhere in what is sent before its OPEN', async () => {
  const { time, room, ports } = seated();
  await time.advance(100);
  const kept = [...ports.kept.values()].join();
  const seeds = [...kept.matchAll(/"seed":"([0-9a-f]{64})"/g)].map(([, seed]) => seed ?? '');
  expect(seeds).toHaveLength(2);
  const sent = JSON.stringify(room.heard);
  expect(seeds.filter((seed) => sent.includes(seed))).toEqual([]);
});
