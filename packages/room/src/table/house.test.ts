/** House rules: what goes with which game, and each of them at a table that plays. */
import { DEFAULT_HOUSE_RULES, type HouseRules, type TableSettings } from '@aboveboard/protocol';
import { describe, expect, test } from 'vitest';
import type { Policy, TestPlayer } from '../testing/test-player.ts';
import { checkOrCall, checkOrFold } from '../testing/test-player.ts';
import { openTestRoom, TEST_SETTINGS } from '../testing/test-room.ts';
import { type HouseFault, houseFault } from './house.ts';
import { stakesFor } from './stakes.ts';

type Wanted = Omit<Partial<TableSettings>, 'house'> & { readonly house?: Partial<HouseRules> };

function settingsOf({ house, ...settings }: Wanted): TableSettings {
  const { smallBlind = 5, bigBlind = 10, game = 'NT' } = settings;
  const rules = { ...DEFAULT_HOUSE_RULES, ...house };
  return { ...TEST_SETTINGS, ...stakesFor(game, smallBlind, bigBlind), ...settings, house: rules, tableId: '' };
}

/** People who play a number of hands by these policies. */
async function played(hands: number, policies: readonly Policy[], wanted: Wanted, seed = 261) {
  const room = await openTestRoom({ seed });
  const { tableId: _, ...settings } = settingsOf(wanted);
  const table = await room.newTable(settings);
  const players: TestPlayer[] = [];
  for (const [seat, policy] of policies.entries()) {
    const player = await room.player(`P${seat}`, table.settings.tableId, { policy });
    player.sit(seat);
    players.push(player);
  }
  const [watcher] = players;
  if (!watcher) throw new Error('nobody plays');
  const play = async (count: number) => {
    for (let i = 0; i < 400 && watcher.events('hand-ended').length < count; i++) await room.time.advance(500);
  };
  await play(hands);
  expect(room.findings).toEqual([]);
  for (const player of players) expect(player.faults).toEqual([]);
  await room.checkBooks();
  return { room, players, watcher, play };
}

const raise: Policy = (turn, hole) => {
  const least = turn.kind === 'turn' ? turn.legal.raise : undefined;
  return least ? { kind: 'raise-to', to: least.smallest } : checkOrCall(turn, hole);
};

describe('[ROOM-26] what goes with which game', () => {
  test.each<[Wanted, HouseFault | null]>([
    [{}, null],
    [{ straddles: 2, house: { straddleFrom: 'button' } }, null],
    [{ game: 'FT', straddles: 1 }, 'straddles'],
    [{ game: 'F7S', straddles: 1 }, 'straddles'],
    [{ game: '8-GAME', straddles: 1 }, null],
    [{ house: { kill: 'full' } }, 'kill'],
    [{ game: 'FT', house: { kill: 'half' } }, null],
    [{ game: 'FT', smallBlind: 2, bigBlind: 5, house: { kill: 'half' } }, 'half-kill-uneven'],
    [{ game: 'FT', smallBlind: 2, bigBlind: 5, house: { kill: 'full' } }, null],
    [{ game: 'FR', house: { kill: 'full' } }, 'kill'],
    [{ game: 'HORSE', house: { kill: 'full', isDealersChoice: true } }, null],
    [{ house: { isDealersChoice: true } }, 'dealers-choice'],
    [{ house: { bombPot: { every: 10, byVote: false, boards: 2 } } }, null],
    [{ game: 'PO', house: { bombPot: { every: 0, byVote: true, boards: 1 } } }, null],
    [{ game: 'F2L3D', house: { bombPot: { every: 0, byVote: true, boards: 1 } } }, 'bomb-pot'],
    [{ game: '8-GAME', house: { bombPot: { every: 5, byVote: false, boards: 1 } } }, 'bomb-pot'],
    [{ game: 'F7S', house: { mayBuyButton: true } }, 'button'],
  ])('%j: %s', (wanted, fault) => {
    expect(houseFault(settingsOf(wanted))).toBe(fault);
  });
});

test('[ROOM-26] a full kill: who has won two pots running posts twice the big blind, for bets twice as big', async () => {
  const { watcher } = await played(3, [raise, checkOrFold, checkOrFold, checkOrFold], { game: 'FT', house: { kill: 'full' } });
  const stakes = watcher.events('hand-started').map(({ stakes: { smallBet, bigBet } }) => [smallBet, bigBet]);
  expect(stakes.slice(0, 3)).toEqual([
    [10, 20],
    [10, 20],
    [20, 40],
  ]);
  expect(watcher.events('posted').filter(({ what }) => what === 'kill')).toMatchObject([{ seat: 0, bet: 20 }]);
  const killers = watcher.events('up-next-changed').map(({ upNext }) => upNext.killer);
  expect(killers).toContain(0);
});

test('[ROOM-26] half a kill is one and a half times', async () => {
  const { watcher } = await played(3, [raise, checkOrFold, checkOrFold], { game: 'FT', house: { kill: 'half' } });
  expect(watcher.events('posted').filter(({ what }) => what === 'kill')).toMatchObject([{ seat: 0, bet: 15 }]);
  expect(watcher.events('hand-started')[2]?.stakes).toMatchObject({ smallBet: 15, bigBet: 30 });
});

test.each([
  [3, 3],
  [4, 4],
])('[ROOM-26] at fixed limit with a cap of %i there are %i raises over the big blind', async (raiseCap, raises) => {
  const { watcher } = await played(1, [raise, raise, raise], { game: 'FT', house: { raiseCap } });
  const all = watcher.frames.flatMap(({ event }) => event ?? []);
  const flop = all.findIndex(({ kind }) => kind === 'board-dealt');
  expect(all.slice(0, flop).filter(({ kind }) => kind === 'raised').length).toBe(raises);
});

test('[ROOM-26] every second hand is a bomb pot, on two boards', async () => {
  const bombPot = { every: 2, byVote: false, boards: 2 };
  const { watcher, players } = await played(5, [checkOrCall, checkOrCall], { game: 'PO', house: { bombPot } });
  const games = watcher.events('hand-started').map(({ game }) => game);
  expect(games.slice(0, 5)).toEqual(['PO', 'PO-B2', 'PO', 'PO-B2', 'PO']);
  for (const { badges } of players) expect(badges.slice(0, 5)).toEqual(Array(5).fill('verified'));
});

test('[ROOM-26] a Mississippi straddle comes from the button alone', async () => {
  const { room, watcher, players, play } = await played(1, Array(4).fill(checkOrCall), {
    straddles: 2,
    house: { straddleFrom: 'button' },
  });
  for (const player of players) player.command({ kind: 'straddle', isOn: true });
  await room.time.settle();
  await play(4);
  const posted = watcher.frames.flatMap(({ event }) =>
    event?.kind === 'hand-started' || (event?.kind === 'posted' && event.what === 'straddle') ? [event] : [],
  );
  const straddles = posted.flatMap((event, i) => {
    const before = posted[i - 1];
    return event.kind === 'posted' && before?.kind === 'hand-started' ? [[event.seat, before.button, event.amount]] : [];
  });
  expect(straddles.length).toBeGreaterThanOrEqual(3);
  for (const [seat, button, amount] of straddles) expect([seat, amount]).toEqual([button, 20]);
  expect(posted.filter(({ kind }) => kind === 'posted').length).toBe(straddles.length);
});

test.each([
  ['dead', true],
  ['moving', false],
] as const)('[ROOM-26] with a %s button it stands at an empty seat: %s', async (button, isDead) => {
  const { players, watcher, play } = await played(1, Array(5).fill(checkOrCall), { house: { button } });
  const small = watcher.events('hand-started')[0]?.smallBlind;
  players[small ?? -1]?.command({ kind: 'leave' });
  await play(5);
  const started = watcher.events('hand-started').slice(1);
  const isEmpty = started.some((hand) => !hand.seats.some(({ seat }) => seat === hand.button));
  expect(isEmpty).toBe(isDead);
});

test('[ROOM-26] a board is run once where the house says so', async () => {
  const { players, room } = await played(1, [checkOrCall, checkOrCall], { house: { mayRunTwice: false } });
  const [ana] = players;
  const id = ana?.command({ kind: 'run-it', times: 2 });
  await room.time.settle();
  expect(ana?.answers.get(id ?? '')).toEqual({ code: 'NOT_OFFERED' });
});

test('[ROOM-26] a seat that misses more rounds than the house allows is given up, and its chips go back', async () => {
  const { players, room, play } = await played(1, [checkOrCall, checkOrCall, checkOrCall], { house: { roundsOut: 1 } });
  const [, , cy] = players;
  cy?.command({ kind: 'sit-out' });
  await play(7);
  expect(cy?.seat).toBeNull();
  await room.checkBooks();
});
