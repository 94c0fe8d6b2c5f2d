import { type HandRecord, recentHands, unfinishedHands } from '@aboveboard/storage';
import { memoryStreams, type Streams } from '@aboveboard/streams';
import { seededRandom } from '@aboveboard/testkit';
import { afterEach, expect, test } from 'vitest';
import type { FailPointName, FailPoints } from '../ports.ts';
import { checkOrCall, type TestPlayer, wild } from '../testing/test-player.ts';
import { crashFolder, openTestRoom, seedOr, type TestRoom } from '../testing/test-room.ts';
import { streamJournals } from './stream-journals.ts';

const folders: ReturnType<typeof crashFolder>[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});

function newFolder(): ReturnType<typeof crashFolder> {
  const folder = crashFolder();
  folders.push(folder);
  return folder;
}

/** Plays until `name` is passed in hand 2, where the process is killed: its files are copied, its streams live on. */
async function crashAt(name: FailPointName, seed: number) {
  const folder = newFolder();
  const streams = memoryStreams();
  let passed = 0;
  let copy = '';
  const hit: FailPoints['hit'] = (point) => {
    if (point !== name || ++passed !== 2) return undefined;
    copy = folder.copy();
    return new Promise<void>(() => undefined); // nothing comes after this
  };
  const room = await openTestRoom({
    seed,
    path: folder.path,
    failPoints: { hit },
    journals: (db) => streamJournals(streams, db),
  });
  const { tableId } = (await room.newTable()).settings;
  const players: TestPlayer[] = [];
  for (const [seat, who] of ['Ana', 'Bo', 'Cy'].entries()) {
    const player = await room.player(who, tableId, { isBot: seat === 2, policy: checkOrCall });
    player.sit(seat);
    players.push(player);
  }
  await room.time.advance(room.config.betweenHandsMs * 3);
  expect(copy, `${name} was passed`).not.toBe('');
  return { room, players, tableId, copy, streams };
}

/** The room of a successor, over what the killed one left. */
function successor({ room, copy }: { room: TestRoom; copy: string }, seed: number, streams: Streams): Promise<TestRoom> {
  const { keys, time } = room;
  return openTestRoom({ seed, path: copy, keys, time, journals: (db) => streamJournals(streams, db) });
}

async function lastHand(room: TestRoom, tableId: string): Promise<HandRecord> {
  const [hand] = await recentHands(room.db.reader, tableId, { limit: 1 });
  if (!hand) throw new Error('no hand was played');
  return hand;
}

/** Betting, as the public history has it. */
function actionsOf(hand: HandRecord): string[] {
  const { actions } = hand.publicHistory as { actions: { kind: string; seat: number }[] };
  return actions.filter(({ kind }) => kind === 'check' || kind === 'call').map(({ seat, kind }) => `${seat} ${kind}`);
}

/** Betting, as a viewer saw it. */
function seenBy(player: TestPlayer | undefined): string[] {
  return (player?.frames ?? []).flatMap(({ event }) => {
    if (event?.kind === 'checked') return [`${event.seat} check`];
    return event?.kind === 'called' ? [`${event.seat} call`] : [];
  });
}

test('[CLUSTER-40] every action acknowledged before a shard was killed is in the history that its successor ends', async () => {
  for (const point of ['mid-betting', 'at-showdown'] as const) {
    const crashed = await crashAt(point, 401);
    const journalled = await crashed.room.db.reader.selectFrom('journal').selectAll().execute();
    expect(journalled).toEqual([]); // nothing of it is in the database
    const room = await successor(crashed, 402, crashed.streams);
    const hand = await lastHand(room, crashed.tableId);
    expect(hand).toMatchObject({ handNo: 2, closeStatus: 2, endReason: 'SHARD_LOST' });
    const kept = actionsOf(hand);
    expect(kept.length).toBeGreaterThan(point === 'at-showdown' ? 6 : 0);
    expect(seenBy(crashed.players[0]).join()).toContain(kept.slice(0, -1).join()); // the last may have been written and not yet shown
    expect(room.findings).toEqual([]);
    await room.checkBooks();
  }
});

test('[CLUSTER-41] after a kill a repeated action is answered as before and not played again', async () => {
  const crashed = await crashAt('at-showdown', 403);
  const room = await successor(crashed, 404, crashed.streams);
  const before = await lastHand(room, crashed.tableId);
  const [ana] = crashed.players;
  const { answers, playerId } = ana as TestPlayer;
  const repeated = [...answers].filter(([, answer]) => answer === 'ack').map(([command]) => command);
  const back = await room.player('Ana', crashed.tableId, { playerId, contributes: false, policy: () => null });
  const turnId = 2_001;
  for (const command of repeated.slice(1)) back.command({ kind: 'act', turnId, action: { kind: 'call' } }, command);
  const fresh = back.command({ kind: 'act', turnId, action: { kind: 'call' } });
  await room.time.settle();
  const acts = repeated.filter((command) => back.answers.get(command) === 'ack');
  expect(acts.length).toBeGreaterThan(4); // in two hands; commits and the seat were other commands
  expect(back.answers.get(fresh)).toEqual({ code: 'NO_HAND' });
  expect(await lastHand(room, crashed.tableId)).toEqual(before);
});

test('[CLUSTER-45] Redis emptied under a hand whose shard is gone: stacks go back, a finding, the table goes on', async () => {
  const crashed = await crashAt('at-showdown', 405);
  const streams = memoryStreams();
  const room = await successor(crashed, 406, streams);
  expect(room.findings).toMatchObject([{ code: 'JOURNAL_LOST', tableId: crashed.tableId, handNo: 2 }]);
  const hand = await lastHand(room, crashed.tableId);
  expect(hand).toMatchObject({ handNo: 2, closeStatus: 3, endReason: 'ABANDONED' });
  const { result } = hand.publicHistory as unknown as { result: { seats: { delta: number }[] } };
  expect(result.seats.map(({ delta }) => delta)).toEqual([0, 0, 0]);
  await room.checkBooks();
  const back = [];
  for (const [i, { playerId, isBot }] of crashed.players.entries())
    back.push(await room.player(`P${i}`, crashed.tableId, { playerId, isBot }));
  await room.time.advance(room.config.betweenHandsMs * 2);
  expect(back[0]?.events('hand-ended').length).toBeGreaterThan(0);
  expect(back.flatMap(({ faults }) => faults)).toEqual([]);
  await room.checkBooks();
});

test('[CLUSTER-45] Redis emptied before the cut: the hand is void as without that, and nothing is found', async () => {
  const crashed = await crashAt('between-reveals-and-cut', 407);
  const room = await successor(crashed, 408, memoryStreams());
  expect(await lastHand(room, crashed.tableId)).toMatchObject({ handNo: 2, closeStatus: 1, status: 'void' });
  expect(room.findings).toEqual([]);
  await room.checkBooks();
});

test('[CLUSTER-42] a shard that does not know of its successor is fenced by the journal: nothing of it is acknowledged', async () => {
  const folder = newFolder();
  const streams = memoryStreams();
  const journals: Parameters<typeof openTestRoom>[0]['journals'] = (db) => streamJournals(streams, db);
  const zombie = await openTestRoom({ seed: 411, path: folder.path, journals });
  const { tableId } = (await zombie.newTable()).settings;
  const [ana, bo] = [await zombie.player('Ana', tableId), await zombie.player('Bo', tableId)];
  ana.sit(0);
  bo.sit(1);
  for (const player of [ana, bo]) player.policy = () => null;
  await zombie.time.advance(zombie.config.betweenHandsMs + 1);
  const turn = ana.events('turn')[0];
  const room = await openTestRoom({ seed: 412, path: folder.path, keys: zombie.keys, time: zombie.time, journals });
  const ended = await lastHand(room, tableId);
  expect(ended).toMatchObject({ closeStatus: 2, endReason: 'SHARD_LOST' });
  const actor = turn?.seat === 0 ? ana : bo;
  const late = actor.command({ kind: 'act', turnId: turn?.turnId ?? 0, action: { kind: 'call' } });
  await zombie.time.settle();
  expect(actor.answers.get(late)).toEqual({ code: 'PAUSED' });
  expect(ana.events('called')).toEqual([]);
  await zombie.time.advance(60_000);
  expect(await lastHand(room, tableId)).toEqual(ended);
  await room.checkBooks();
});

test('[CLUSTER-40] [CLUSTER-43] killed anywhere in wild play, with writes in doubt: the books agree, each hand has one end', async () => {
  const seed = seedOr(421);
  const chance = seededRandom(seed);
  const folder = newFolder();
  const streams = memoryStreams();
  const doubts = { isOn: false, below: chance.below };
  let [path, tableId] = [folder.path, ''];
  let before: TestRoom | null = null;
  let ids: (string | undefined)[] = [];
  for (let life = 0; life < 5; life++) {
    let passes = 3 + chance.below(40);
    let copy: string | null = null;
    const hit: FailPoints['hit'] = () => {
      if (--passes > 0) return undefined;
      copy ??= folder.copy(path);
      return new Promise<void>(() => undefined);
    };
    const room: TestRoom = await openTestRoom({
      seed: seed + life,
      path,
      failPoints: { hit },
      journals: (db) => streamJournals(doubtful(streams, doubts), db),
      ...(before ? { keys: before.keys, time: before.time } : {}),
    });
    tableId ||= (await room.newTable({ seats: 4, turnMs: 2_000, timeBankMs: 0 })).settings.tableId;
    expect(await unfinishedHands(room.db.reader)).toEqual([]);
    if (before) await room.checkBooks();
    doubts.isOn = true;
    const players: TestPlayer[] = [];
    for (let i = 0; i < 4; i++) {
      const known = ids[i] === undefined ? {} : { playerId: ids[i] as string };
      const player = await room.player(`P${i}`, tableId, { isBot: i > 1, ...known, policy: wild(room.random, 8) });
      if (player.seat === null) player.sit(i, 600);
      else player.command({ kind: 'sit-in', post: 'now' });
      player.command({ kind: 'top-up', amount: 100 });
      players.push(player);
    }
    ids = players.map(({ playerId }) => playerId);
    for (let i = 0; i < 200 && copy === null; i++) {
      await room.time.advance(room.config.betweenHandsMs);
      for (const player of players) player.command({ kind: 'sit-in', post: 'now' }); // whoever was BUSY and timed out
    }
    expect(players[0]?.faults, `seed ${seed}, life ${life}`).toEqual([]);
    const wrong = room.findings.filter(({ code }) => code !== 'STORAGE_LOST');
    expect(wrong, `seed ${seed}, life ${life}`).toEqual([]);
    if (copy === null) throw new Error(`seed ${seed}, life ${life}: nothing killed it`);
    path = copy;
    doubts.isOn = false;
    before = room;
  }
  const { keys, time } = before as TestRoom;
  const room = await openTestRoom({ seed, path, keys, time, journals: (db) => streamJournals(streams, db) });
  await room.checkBooks();
  const hands = await recentHands(room.db.reader, tableId, { limit: 500 });
  expect(hands.map(({ handNo }) => handNo).reverse()).toEqual(hands.map((_, i) => i + 1));
  expect(new Set(hands.map(({ closeStatus }) => closeStatus)), `seed ${seed}`).toContain(2);
});

/** Streams of which one append in eight fails while it is on: half of those were taken. */
function doubtful(streams: Streams, doubts: { readonly isOn: boolean; below(n: number): number }): Streams {
  return {
    ...streams,
    append: async (...args) => {
      if (!doubts.isOn || doubts.below(8) > 0) return streams.append(...args);
      if (doubts.below(2) === 0) await streams.append(...args);
      throw new Error('Redis does not answer');
    },
  };
}
