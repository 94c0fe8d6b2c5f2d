import type { TableSettings } from '@aboveboard/protocol';
import { expect, test } from 'vitest';
import type { Policy, TestPlayer } from '../testing/test-player.ts';
import { openTestRoom } from '../testing/test-room.ts';

/** All-in as soon as that is possible, and called. */
const shove: Policy = (turn) => {
  if (turn.kind === 'draw-turn') return { kind: 'discard', cards: [] };
  const { raise, canCheck } = turn.legal;
  return raise ? { kind: 'raise-to', to: raise.largest } : { kind: canCheck ? 'check' : 'call' };
};

/** Two players all-in before the flop, hand after hand, each wishing the board run so many times. */
async function allIn(seed: number, wishes: readonly number[], settings: Partial<TableSettings> = {}) {
  const room = await openTestRoom({ seed });
  const table = await room.newTable({ ...settings, rake: { basisPoints: 0, cap: 0 } });
  const players: TestPlayer[] = [];
  for (const [seat, times] of wishes.entries()) {
    const player = await room.player(`P${seat}`, table.settings.tableId);
    player.policy = (turn, hole) => {
      player.command({ kind: 'run-it', times });
      return shove(turn, hole);
    };
    player.sit(seat, 200);
    players.push(player);
  }
  await room.time.advance(room.config.betweenHandsMs * 2);
  const [watcher] = players;
  if (!watcher) throw new Error('nobody plays');
  return { room, players, watcher };
}

test.each([2, 3])(
  '[ROOM-23] all in and agreed: the board is run %i times, each part of the pot is awarded, the deal verifies',
  async (times) => {
    const { room, players, watcher } = await allIn(230, [times, times]);
    expect(watcher.events('runs-agreed')[0]).toEqual({ kind: 'runs-agreed', times });
    const [{ handNo } = { handNo: 0 }] = watcher.events('hand-ended');
    const boards = new Map<number, number[]>();
    for (const { board, cards } of watcher.events('board-dealt').slice(0, 3 * times)) {
      boards.set(board, [...(boards.get(board) ?? []), ...cards]);
    }
    expect([...boards.values()].map((cards) => cards.length)).toEqual(Array(times).fill(5));
    expect(new Set([...boards.values()].flat()).size).toBe(5 * times);
    expect(new Set(watcher.events('pot-awarded').map(({ board }) => board)).size).toBe(times);
    expect(handNo).toBe(1);
    for (const player of players) {
      expect(player.faults).toEqual([]);
      expect(player.badges[0]).toBe('verified');
    }
    await room.checkBooks();
  },
);

test.each([
  ['two and three are no agreement', [2, 3]],
  ['one who wishes none', [2, 1]],
] as const)('[ROOM-23] %s: one board', async (_, wishes) => {
  const { watcher } = await allIn(231, wishes);
  expect(watcher.events('hand-ended').length).toBeGreaterThan(0);
  expect(watcher.events('runs-agreed')).toEqual([]);
});

test('[ROOM-23] a game with two boards, or a draw to come, is not run again', async () => {
  const twoBoards = await allIn(232, [2, 2], { game: 'NT-B2', ante: 20 });
  const draws = await allIn(233, [2, 2], { game: 'PDM' });
  for (const { watcher } of [twoBoards, draws]) {
    expect(watcher.events('hand-ended').length).toBeGreaterThan(0);
    expect(watcher.events('runs-agreed')).toEqual([]);
  }
});

test('[ROOM-23] a wish is for a seat in the hand, and for this hand alone', async () => {
  const room = await openTestRoom({ seed: 234 });
  const { settings } = await room.newTable();
  const [ana, bo] = [await room.player('Ana', settings.tableId), await room.player('Bo', settings.tableId)];
  const spectator = await room.player('Sam', settings.tableId);
  for (const [seat, player] of [ana, bo].entries()) player.sit(seat, 200);
  await room.time.settle();
  const early = ana.command({ kind: 'run-it', times: 2 });
  await room.time.settle();
  expect(ana.answers.get(early)).toEqual({ code: 'NO_HAND' });
  ana.policy = () => null;
  bo.policy = () => null;
  await room.time.advance(room.config.betweenHandsMs + 1);
  const stranger = spectator.command({ kind: 'run-it', times: 2 });
  await room.time.settle();
  expect(spectator.answers.get(stranger)).toEqual({ code: 'NOT_SEATED' });
});
