import { checkClose, readOpen } from '@aboveboard/fairness';
import { ok } from '@aboveboard/kit';
import type { OfferedGame } from '@aboveboard/protocol';
import {
  findHand,
  findLogEntry,
  type HandRecord,
  type HandWithPlayers,
  handsWithPlayers,
  noteTermination,
  recentHands,
  unfinishedHands,
} from '@aboveboard/storage';
import { openDatabase } from '@aboveboard/storage/sqlite';
import { seededRandom } from '@aboveboard/testkit';
import { afterEach, describe, expect, test } from 'vitest';
import type { FailPointName } from '../ports.ts';
import { checkOrCall, type Policy, type TestPlayer, wild } from '../testing/test-player.ts';
import { crashFolder, ORIGIN, openTestRoom, seedOr, type TestRoom } from '../testing/test-room.ts';
import { stakesFor } from './stakes.ts';

const folders: ReturnType<typeof crashFolder>[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});

/** Plays until `name` is passed in hand `handNo` and takes a copy of the files as a killed process leaves them. */
async function crashAt(name: FailPointName, handNo: number, seed: number, game: OfferedGame = 'NT', policy = checkOrCall) {
  const folder = crashFolder();
  folders.push(folder);
  let passed = 0;
  let copy: string | null = null;
  const room = await openTestRoom({
    seed,
    path: folder.path,
    failPoints: {
      hit: (point) => {
        if (point !== name || ++passed !== handNo) return undefined;
        copy = folder.copy();
        return new Promise<void>(() => undefined); // nothing comes after this
      },
    },
  });
  const { settings } = await room.newTable({ game, ...stakesFor(game, 5, 10) });
  const players: TestPlayer[] = [];
  for (const [seat, who] of ['Ana', 'Bo', 'Cy'].entries()) {
    const player = await room.player(who, settings.tableId, { isBot: seat === 2, policy });
    player.sit(seat);
    players.push(player);
  }
  await room.time.advance(room.config.betweenHandsMs * (handNo + 1));
  if (copy === null) throw new Error(`${name} was not passed`);
  return { room, players, tableId: settings.tableId, copy: copy as string };
}

async function closeOf(room: TestRoom, hand: HandRecord) {
  const open = readOpen(ORIGIN, hand.openBytes);
  const logged = await findLogEntry(room.db.reader, { tableId: hand.tableId, handNo: hand.handNo, entryType: 2 });
  if (!open.ok || !logged || hand.openIndex === null) throw new Error(`hand ${hand.handNo} has no CLOSE in the log`);
  const checked = checkClose({ open: open.value, openIndex: BigInt(hand.openIndex), close: logged.bytes });
  if (!checked.ok) throw new Error(`${checked.error.code}: ${checked.error.detail}`);
  return checked.value.close;
}

/** Every hand that was dealt has who played it, with what was settled; one that was void has nobody. */
async function expectPlayersOf(room: TestRoom, hands: readonly HandRecord[], players: readonly TestPlayer[]): Promise<void> {
  const kept = await handsWithPlayers(room.db.reader, hands);
  const told = ({ handNo, players }: HandWithPlayers) => ({ handNo, players });
  const settled = hands
    .filter(({ status }) => status === 'ended')
    .map(({ handNo, publicHistory }) => {
      const { seats } = (publicHistory as unknown as { result: { seats: { seat: number; delta: number }[] } }).result;
      const who = (seat: number) => ({ playerId: players[seat]?.playerId, isBot: seat === 2 });
      return {
        handNo,
        players: seats.map(({ seat, delta }) => ({ seat, ...who(seat), delta })).sort((a, b) => a.seat - b.seat),
      };
    });
  expect([...kept.values()].map(told).sort((a, b) => b.handNo - a.handNo)).toEqual(settled);
}

/** What was acknowledged to these players in a hand, as the public history would say it. */
function acknowledged(players: readonly TestPlayer[], handNo: number): number {
  return players.reduce((sum, player) => {
    const turns = player
      .events('turn')
      .filter(({ turnId, seat }) => Math.floor(turnId / 1_000) === handNo && seat === player.seat);
    return sum + turns.length;
  }, 0);
}

const POINTS: readonly [FailPointName, 'none' | 'void' | 'run-out' | 'played'][] = [
  ['before-open', 'none'],
  ['after-open-row', 'void'],
  ['between-reveals-and-cut', 'void'],
  ['after-cut', 'run-out'],
  ['mid-betting', 'run-out'],
  ['at-showdown', 'run-out'],
  ['before-settle-commit', 'run-out'],
  ['after-settle-commit', 'played'],
];

describe.each(POINTS)('killed at %s', (name, ending) => {
  test(`[ROOM-14] [HAND-1] the hand ends once, by contract: ${ending}`, async () => {
    const crashed = await crashAt(name, 2, 31);
    const { keys, time } = crashed.room;
    const room = await openTestRoom({ seed: 32, path: crashed.copy, keys, time });
    expect(room.findings).toEqual([]);
    expect(await unfinishedHands(room.db.reader)).toEqual([]);
    const hands = await recentHands(room.db.reader, crashed.tableId, { limit: 10 });
    expect(hands).toHaveLength(ending === 'none' ? 1 : 2);
    for (const hand of hands) expect(hand.box === null || hand.box.length === 0).toBe(true);
    const closes = await Promise.all(hands.map((hand) => closeOf(room, hand)));
    const status = { none: 0, void: 1, 'run-out': 2, played: 0 }[ending];
    expect(closes[0]?.status).toBe(status);
    expect(hands[0]?.endReason).toBe(
      { none: 'COMPLETED', void: 'SHARD_LOST', 'run-out': 'SHARD_LOST', played: 'COMPLETED' }[ending],
    );
    if (name === 'between-reveals-and-cut') expect(closes[0]?.reveals).toHaveLength(2); // every seed received is published
    await room.checkBooks();
    await expectPlayersOf(room, hands, crashed.players);

    const history = hands[0]?.publicHistory as { actions: { kind: string }[] } | null;
    if (ending === 'run-out') {
      const told = crashed.players.flatMap((player) => [...player.answers.values()].filter((answer) => answer === 'ack'));
      expect(told.length).toBeGreaterThan(0);
      const actions = history?.actions.filter(({ kind }) => ['fold', 'check', 'call', 'raise-to'].includes(kind)) ?? [];
      const minimum = name === 'at-showdown' || name === 'before-settle-commit' ? acknowledged(crashed.players, 2) : 0;
      expect(actions.length).toBeGreaterThanOrEqual(name === 'mid-betting' ? 1 : minimum);
    }

    // The table goes on with the same seats, and what follows verifies.
    const back = await room.player('Ana', crashed.tableId, { playerId: crashed.players[0]?.playerId ?? '' });
    const other = await room.player('Bo', crashed.tableId, { playerId: crashed.players[1]?.playerId ?? '' });
    await room.player('Cy', crashed.tableId, { playerId: crashed.players[2]?.playerId ?? '', isBot: true });
    await room.time.advance(room.config.betweenHandsMs * 2);
    expect(back.events('hand-ended').length).toBeGreaterThan(0);
    expect([...back.faults, ...other.faults]).toEqual([]);
    await room.checkBooks();
  });
});

const GAMES = ['NT', 'F2L3D', 'F7S', 'PDM'] as const;
/** Changes the first two cards wherever that is allowed. */
const twoCards: Policy = (turn, hole) =>
  turn.kind === 'draw-turn' ? { kind: 'discard', cards: hole.slice(0, Math.min(2, turn.most)) } : checkOrCall(turn, hole);

test.each(GAMES)('[ROOM-14] %s: every action acknowledged before the loss is in the history, in its order', async (game) => {
  const crashed = await crashAt('at-showdown', 2, 41, game, twoCards);
  const { keys, time } = crashed.room;
  const room = await openTestRoom({ seed: 42, path: crashed.copy, keys, time });
  const [hand] = await recentHands(room.db.reader, crashed.tableId, { limit: 1 });
  const { actions } = (hand as HandRecord).publicHistory as { actions: { kind: string; seat: number; count?: number }[] };
  const seen = crashed.players[0]?.frames.flatMap(({ event }) => {
    if (event?.kind === 'checked') return [`${event.seat} check`];
    if (event?.kind === 'discarded') return [`${event.seat} discard ${event.count}`];
    if (event?.kind === 'posted' && event.what === 'bring-in') return [`${event.seat} bring-in`];
    return event?.kind === 'called' ? [`${event.seat} call`] : [];
  });
  const kept = actions.filter(({ kind }) => ['check', 'call', 'discard', 'bring-in'].includes(kind));
  const told = kept.map(({ seat, kind, count }) => (kind === 'discard' ? `${seat} discard ${count}` : `${seat} ${kind}`));
  expect(told).toEqual(seen?.slice(-kept.length));
  expect(told.some((action) => action.includes('discard 2'))).toBe(game === 'F2L3D' || game === 'PDM');
  expect(told.some((action) => action.includes('bring-in'))).toBe(game === 'F7S');
});

test.each(GAMES)('[ROOM-14] %s: killed in the first bets, all live hands go to showdown, draws stand pat', async (game) => {
  const crashed = await crashAt('mid-betting', 2, 43, game, twoCards);
  const { keys, time } = crashed.room;
  const room = await openTestRoom({ seed: 44, path: crashed.copy, keys, time });
  const [hand] = await recentHands(room.db.reader, crashed.tableId, { limit: 1 });
  expect(hand).toMatchObject({ closeStatus: 2, endReason: 'SHARD_LOST' });
  const { actions, dealt } = (hand as HandRecord).publicHistory as {
    actions: { kind: string; count?: number }[];
    dealt: { kind: string; count: number }[];
  };
  expect(actions.filter(({ kind }) => kind === 'run-out')).toHaveLength(1);
  expect(actions.filter(({ kind }) => kind === 'show').length).toBeGreaterThan(1);
  expect(actions.filter(({ kind, count }) => kind === 'discard' && count !== 0)).toEqual([]);
  const ownCards = dealt.reduce((sum, { kind, count }) => (kind === 'hole' ? sum + count : sum), 0);
  expect(ownCards % 3).toBe(0); // as many for each of three seats
  await room.checkBooks();
});

test.each([
  ['NT', 12],
  ['F2L3D', 6],
  ['F7S/8', 6],
  ['HORSE', 6],
] as const)(
  '[ROOM-14] %s: killed anywhere in wild play, %i times: the books agree, each hand has one end',
  async (game, lives) => {
    const seed = seedOr(9_001);
    const chance = seededRandom(seed);
    const folder = crashFolder();
    folders.push(folder);
    let path = folder.path;
    let before: TestRoom | null = null;
    let tableId = '';
    let ids: string[] = [];
    for (let life = 0; life < lives; life++) {
      let passes = 3 + chance.below(40);
      let copy: string | null = null;
      const room: TestRoom = await openTestRoom({
        seed: seed + life,
        path,
        ...(before ? { keys: before.keys, time: before.time } : {}),
        failPoints: {
          hit: () => {
            if (--passes > 0) return undefined;
            copy ??= folder.copy(path);
            return new Promise<void>(() => undefined);
          },
        },
      });
      tableId ||= (await room.newTable({ seats: 4, game, ...stakesFor(game, 5, 10) })).settings.tableId;
      expect(await unfinishedHands(room.db.reader)).toEqual([]);
      if (before) await room.checkBooks();
      const players: TestPlayer[] = [];
      for (let i = 0; i < 4; i++) {
        const known = ids[i];
        const options = { isBot: i > 1, verifies: i === 0, ...(known ? { playerId: known } : {}), policy: wild(room.random) };
        const player = await room.player(`P${i}`, tableId, options);
        if (player.seat === null) player.sit(i, 600);
        else player.command({ kind: 'sit-in', post: 'now' });
        player.command({ kind: 'top-up', amount: 100 });
        players.push(player);
      }
      ids = players.map(({ playerId }) => playerId);
      for (let i = 0; i < 20 && copy === null; i++) await room.time.advance(room.config.betweenHandsMs);
      expect(players[0]?.faults, `seed ${seed}, life ${life}`).toEqual([]);
      expect(room.findings, `seed ${seed}, life ${life}`).toEqual([]);
      path = copy ?? folder.copy(path);
      before = room;
    }
    const room = await openTestRoom({ seed, path, ...(before ? { keys: before.keys, time: before.time } : {}) });
    await room.checkBooks();
    const hands = await recentHands(room.db.reader, tableId, { limit: 500 });
    expect(hands.map(({ handNo }) => handNo).reverse()).toEqual(hands.map((_, i) => i + 1));
    const closes = await Promise.all(hands.map((hand) => closeOf(room, hand)));
    expect(new Set(closes.map(({ status }) => status)).size, `seed ${seed}`).toBeGreaterThan(1);
  },
);

test('[ROOM-14] a crash while recovering is recovered: the second start finds the same end', async () => {
  const crashed = await crashAt('mid-betting', 2, 51);
  const { keys, time } = crashed.room;
  const ends = [];
  for (const seed of [52, 53]) {
    const room = await openTestRoom({ seed, path: crashed.copy, keys, time });
    const [hand] = await recentHands(room.db.reader, crashed.tableId, { limit: 1 });
    ends.push(hand?.closeBytes && Buffer.from(hand.closeBytes).toString('hex'));
    await room.checkBooks();
    await room.shard.stop(0);
    await room.db.close();
  }
  expect(ends[0]).toBeTruthy();
  expect(ends[0]).toBe(ends[1]);
});

test.each(['after-open-row', 'mid-betting'] as const)(
  '[ROOM-14] killed at %s with the key lost: stacks go back, a finding, the table is closed',
  async (name) => {
    const crashed = await crashAt(name, 2, 61);
    const lost = { id: 2, key: crashed.room.random.bytes(32) };
    const keys = { ...crashed.room.keys, keyRing: { ...crashed.room.keys.keyRing, keks: () => [lost] as [typeof lost] } };
    const room = await openTestRoom({ seed: 62, path: crashed.copy, keys, time: crashed.room.time });
    expect(room.findings.map(({ code }) => code)).toEqual(['BOX_UNREADABLE']);
    expect(room.shard.tables()).toEqual([]);
    const [hand] = await recentHands(room.db.reader, crashed.tableId, { limit: 1 });
    expect(hand).toMatchObject({ status: 'ended', closeStatus: 3, endReason: 'RNG_FAULT' });
    await expectPlayersOf(room, hand ? [hand] : [], crashed.players);
    await room.checkBooks();
    const escrow = await room.db.reader.selectFrom('ledger_account').selectAll().where('kind', '=', 'escrow').execute();
    expect(escrow.every(({ balance }) => balance === 0)).toBe(true);
  },
);

test('[CLUSTER-10] a hand that the books had refused ends, once somebody has seen to them, as LEDGER_FAULT', async () => {
  const crashed = await crashAt('at-showdown', 1, 66);
  const { keys, time } = crashed.room;
  const { tableId } = crashed;
  const db = await openDatabase(crashed.copy);
  await db.transaction(async (trx) =>
    ok(await noteTermination(trx, { tableId, handNo: 1, reason: 'LEDGER_FAULT', atMs: time.clock.nowMs(), context: {} })),
  );
  await db.close();
  const room = await openTestRoom({ seed: 67, path: crashed.copy, keys, time });
  expect(await findHand(room.db.reader, { tableId, handNo: 1 })).toMatchObject({ closeStatus: 2, endReason: 'LEDGER_FAULT' });
  await room.checkBooks();
});

test('[ROOM-3] after a crash the answer to a repeated command is the recorded one', async () => {
  const crashed = await crashAt('mid-betting', 1, 71);
  const { keys, time } = crashed.room;
  const [ana] = crashed.players;
  const sit = [...(ana?.answers.entries() ?? [])].find(([, answer]) => answer === 'ack')?.[0] ?? '';
  const room = await openTestRoom({ seed: 72, path: crashed.copy, keys, time });
  const back = await room.player('Ana', crashed.tableId, { playerId: ana?.playerId ?? '', contributes: false });
  back.command({ kind: 'sit', seat: 0, buyIn: 1_000 }, sit);
  await room.time.settle();
  expect(back.answers.get(sit)).toBe('ack');
  await room.checkBooks();
});

test('[ROOM-17] a stop lets the hand finish, or runs it out; nothing is left unfinished', async () => {
  for (const [withinMs, closeStatus, endReason] of [
    [0, 2, 'DRAINED'],
    [60_000, 0, 'COMPLETED'],
  ] as const) {
    const folder = crashFolder();
    folders.push(folder);
    const room = await openTestRoom({ seed: 81, path: folder.path });
    const { settings } = await room.newTable({ turnMs: 5_000, timeBankMs: 0 });
    const [ana, bo] = [await room.player('Ana', settings.tableId), await room.player('Bo', settings.tableId)];
    ana.sit(0);
    bo.sit(1);
    ana.policy = () => null; // the clock acts for Ana
    await room.time.advance(room.config.betweenHandsMs);
    expect(ana.events('hand-started')).toHaveLength(1);
    const stopped = room.shard.stop(withinMs).then(() => 'stopped');
    await room.time.advance(1);
    const late = await room.player('Cy', settings.tableId);
    const sit = late.sit(2);
    await room.time.advance(withinMs + 60_000 * 5);
    expect(await stopped).toBe('stopped');
    expect(await unfinishedHands(room.db.reader)).toEqual([]);
    const hands = await recentHands(room.db.reader, settings.tableId, { limit: 5 });
    expect(hands).toHaveLength(1);
    expect(hands[0]).toMatchObject({ closeStatus, endReason });
    expect(ana.events('hand-ended')[0]?.reason).toBe(endReason);
    expect(late.answers.get(sit)).not.toBe('ack');
    await room.checkBooks();
    await room.db.close();
  }
});
