/** What players ask for between hands: the game, a bomb pot, another seat, the button. */
import { DEFAULT_HOUSE_RULES, type HouseRules, type TableSettings } from '@aboveboard/protocol';
import { expect, test } from 'vitest';
import type { TestPlayer } from '../testing/test-player.ts';
import { openTestRoom, type TestRoom } from '../testing/test-room.ts';
import { stakesFor } from './stakes.ts';

type Wanted = Omit<Partial<TableSettings>, 'house'> & { readonly house?: Partial<HouseRules> };

/** So many people in the first seats; the first hand is due after `betweenHandsMs`. */
async function seated(count: number, { house, ...settings }: Wanted, seed = 260) {
  const room = await openTestRoom({ seed });
  const table = await room.newTable({ ...settings, house: { ...DEFAULT_HOUSE_RULES, ...house } });
  const players: TestPlayer[] = [];
  for (let seat = 0; seat < count; seat++) {
    const player = await room.player(`P${seat}`, table.settings.tableId);
    player.sit(seat);
    players.push(player);
  }
  await room.time.settle();
  const [watcher] = players;
  if (!watcher) throw new Error('nobody plays');
  return { room, players, watcher, tableId: table.settings.tableId };
}

/** The answer to a command. */
async function asked(room: TestRoom, player: TestPlayer, command: Parameters<TestPlayer['command']>[0]) {
  const id = player.command(command);
  await room.time.settle();
  return player.answers.get(id);
}

async function untilHand(room: TestRoom, watcher: TestPlayer, count: number): Promise<void> {
  for (let i = 0; i < 400 && watcher.events('hand-ended').length < count; i++) await room.time.advance(500);
  expect(watcher.events('hand-ended').length).toBeGreaterThanOrEqual(count);
}

const upNextOf = (player: TestPlayer) => player.events('up-next-changed').at(-1)?.upNext ?? player.snapshot?.upNext;
const lastStarted = (player: TestPlayer) => player.events('hand-started').at(-1);

async function allWell(room: TestRoom, players: readonly TestPlayer[]): Promise<void> {
  for (const player of players) {
    expect(player.faults).toEqual([]);
    expect(player.badges).not.toContain('failed');
  }
  expect(room.findings).toEqual([]);
  await room.checkBooks();
}

const HORSE = { game: 'HORSE', ...stakesFor('HORSE', 5, 10), house: { isDealersChoice: true } } as const;

test("[ROOM-27] dealer's choice: who has the button next chooses, others may not, and the deal comes once it is done", async () => {
  const { room, players, watcher } = await seated(3, HORSE);
  const choice = upNextOf(watcher)?.choice;
  expect(choice).toMatchObject({ games: ['FT', 'FO/8', 'FR', 'F7S', 'F7S/8'], isMade: false });
  const chooser = players[choice?.seat ?? -1];
  const other = players.find((player) => player !== chooser);
  if (!chooser || !other) throw new Error('nobody chooses');
  await room.time.advance(room.config.betweenHandsMs + 1_000);
  expect(watcher.events('deal-opened')).toEqual([]);
  expect(await asked(room, other, { kind: 'choose-game', game: 'FR' })).toEqual({ code: 'NOT_YOUR_CHOICE' });
  expect(await asked(room, chooser, { kind: 'choose-game', game: 'NT' })).toEqual({ code: 'NOT_OFFERED' });
  expect(await asked(room, chooser, { kind: 'choose-game', game: 'FR' })).toBe('ack');
  expect(upNextOf(other)).toMatchObject({ game: 'FR', choice: { isMade: true } });
  await room.time.advance(room.config.betweenHandsMs - 1_000);
  expect(await asked(room, chooser, { kind: 'choose-game', game: 'F7S' })).toBe('ack');
  await room.time.advance(1_000);
  expect(lastStarted(watcher)?.game).toBe('F7S');
  expect(await asked(room, chooser, { kind: 'choose-game', game: 'FT' })).toEqual({ code: 'NOT_YOUR_CHOICE' });
  await allWell(room, players);
});

test('[ROOM-27] a choice that is not made holds nobody up for ever', async () => {
  const { room, players, watcher } = await seated(3, HORSE);
  await room.time.advance(room.config.betweenHandsMs + room.config.choiceMs - 1);
  expect(watcher.events('deal-opened')).toEqual([]);
  await room.time.advance(1);
  expect(lastStarted(watcher)?.game).toBe('FT');
  await untilHand(room, watcher, 3);
  const dueInMs = watcher.events('hand-ended').map(({ nextHandInMs }) => nextHandInMs);
  const { betweenHandsMs, choiceMs } = room.config;
  expect(dueInMs.slice(0, 3)).toEqual([betweenHandsMs, betweenHandsMs, betweenHandsMs + choiceMs]);
  await allWell(room, players);
});

test('[ROOM-27] a bomb pot when all have voted for it: antes, a flop first, and the votes are spent', async () => {
  const { room, players, watcher } = await seated(3, { house: { bombPot: { every: 0, byVote: true, boards: 2 } } });
  for (const player of players) expect(await asked(room, player, { kind: 'vote-bomb-pot', isOn: true })).toBe('ack');
  const [ana] = players;
  expect(ana && (await asked(room, ana, { kind: 'vote-bomb-pot', isOn: true }))).toEqual({ code: 'NOT_POSSIBLE_NOW' });
  expect(upNextOf(watcher)).toMatchObject({ isBombPot: true, bombPotVotes: [0, 1, 2] });
  await untilHand(room, watcher, 2);
  expect(watcher.events('hand-started').map(({ game }) => game)).toEqual(['NT-B2', 'NT']);
  expect(watcher.events('posted').slice(0, 3)).toMatchObject(Array(3).fill({ what: 'ante', amount: 20 }));
  expect(upNextOf(watcher)?.bombPotVotes).toEqual([]);
  await allWell(room, players);
});

test('[ROOM-27] one vote taken back, and no bomb pot', async () => {
  const { room, players, watcher } = await seated(3, { house: { bombPot: { every: 0, byVote: true, boards: 1 } } });
  for (const player of players) await asked(room, player, { kind: 'vote-bomb-pot', isOn: true });
  expect(await asked(room, watcher, { kind: 'vote-bomb-pot', isOn: false })).toBe('ack');
  expect(upNextOf(watcher)).toMatchObject({ isBombPot: false, bombPotVotes: [1, 2] });
  await untilHand(room, watcher, 1);
  expect(lastStarted(watcher)?.game).toBe('NT');
});

test('[ROOM-27] another seat: at once between hands, else after the hand; its next deal verifies there', async () => {
  const { room, players, watcher } = await seated(3, {});
  const [ana, bo, cy] = players;
  if (!ana || !bo || !cy) throw new Error('three players');
  expect(await asked(room, ana, { kind: 'move-seat', seat: 4, post: 'now' })).toBe('ack');
  expect(ana.seat).toBe(4);
  expect(await asked(room, ana, { kind: 'move-seat', seat: 6, post: 'now' })).toEqual({ code: 'NO_SUCH_SEAT' });
  cy.policy = () => null;
  await room.time.advance(room.config.betweenHandsMs + 1);
  expect(await asked(room, ana, { kind: 'move-seat', seat: 5, post: 'now' })).toBe('ack');
  expect(await asked(room, bo, { kind: 'move-seat', seat: 3, post: 'now' })).toBe('ack');
  expect(await asked(room, bo, { kind: 'cancel-move' })).toBe('ack');
  expect(await asked(room, bo, { kind: 'cancel-move' })).toEqual({ code: 'NOT_POSSIBLE_NOW' });
  expect(upNextOf(watcher)?.moves).toEqual([{ seat: 4, to: 5 }]);
  expect(ana.seat).toBe(4);
  await untilHand(room, watcher, 3);
  expect([ana.seat, bo.seat]).toEqual([5, 1]);
  expect(upNextOf(watcher)?.moves).toEqual([]);
  expect(lastStarted(watcher)?.seats.map(({ seat }) => seat)).toContain(5);
  expect(ana.badges.at(-1)).toBe('verified');
  await allWell(room, players);
});

test('[ROOM-27] the button is bought on coming in, where the table sells it', async () => {
  const { room, players, watcher, tableId } = await seated(3, { house: { mayBuyButton: true } });
  const late = await room.player('Late', tableId);
  for (let hand = 1; lastStarted(watcher)?.button !== 1; hand++) await untilHand(room, watcher, hand);
  const before = watcher.events('hand-ended').length;
  expect(await asked(room, late, { kind: 'sit', seat: 5, buyIn: 1_000, post: 'buy-button' })).toBe('ack');
  await untilHand(room, watcher, before + 2);
  const [bought, after] = watcher.events('hand-started').slice(before);
  expect(bought).toMatchObject({ smallBlind: null, bigBlind: 5 });
  expect(after?.button).toBe(5);
  await allWell(room, [...players, late]);
});

test('[ROOM-27] nothing of it where the table does not play with it', async () => {
  const { room, watcher } = await seated(2, {});
  for (const command of [
    { kind: 'vote-bomb-pot', isOn: true },
    { kind: 'choose-game', game: 'NT' },
  ] as const) {
    expect(await asked(room, watcher, command)).toEqual({ code: 'NOT_OFFERED' });
  }
  const stranger = await room.player('Stranger', watcher.frames[0]?.tableId ?? '');
  expect(await asked(room, stranger, { kind: 'move-seat', seat: 4, post: 'now' })).toEqual({ code: 'NOT_SEATED' });
});
