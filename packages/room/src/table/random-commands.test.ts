import { DEFAULT_HOUSE_RULES, GAME_CODES, type HouseRules, type OfferedGame, type TableCommand } from '@aboveboard/protocol';
import { expect, test } from 'vitest';
import { type Policy, type TestPlayer, wild } from '../testing/test-player.ts';
import { openTestRoom, seedOr, type TestRoom } from '../testing/test-room.ts';
import { stakesFor } from './stakes.ts';

/** Commands at a table of each of these. */
const TABLES: readonly (readonly [OfferedGame, number, Partial<HouseRules>])[] = [
  ['NT', 10_000, { button: 'moving', mayBuyButton: true, bombPot: { every: 7, byVote: true, boards: 2 }, roundsOut: 2 }],
  ['F2L3D', 5_000, { kill: 'full', raiseCap: 4, button: 'forward' }],
  ['8-GAME', 5_000, { isDealersChoice: true, kill: 'half', straddleFrom: 'button' }],
];

/** Anything that passes the schema, sensible or not. */
function anyCommand(room: TestRoom, player: TestPlayer): TableCommand {
  const n = (below: number) => room.random.below(below);
  const hex = (bytes: number) => Buffer.from(room.random.bytes(bytes)).toString('hex');
  const turns = [...player.events('turn'), ...player.events('draw-turn')].map((turn) => turn.turnId);
  const turnId = n(3) > 0 ? Math.max(0, ...turns) : n(5_000);
  const code = GAME_CODES[n(GAME_CODES.length)] ?? 'NT';
  switch (n(22)) {
    case 0:
      return { kind: 'sit', seat: n(3) === 0 ? n(10) : n(4), buyIn: n(4) === 0 ? n(5_000) : 200 + n(800), post: comeIn(n(3)) };
    case 1:
      return n(4) === 0 ? { kind: 'leave' } : { kind: 'sit-in', post: 'now' };
    case 2:
      return n(3) === 0 ? { kind: 'sit-out' } : { kind: 'sit-in', post: 'wait' };
    case 3:
      return { kind: 'top-up', amount: n(1_000) };
    case 4:
      return { kind: n(2) === 0 ? 'join-wait-list' : 'leave-wait-list' };
    case 5:
      return { kind: 'contribute', sid: hex(8), commits: [{ handNo: 1 + n(50), commit: hex(32) }] };
    case 6:
      return { kind: 'reveal', handNo: 1 + n(50), seed: hex(32) };
    case 7:
      return { kind: 'act', turnId, action: { kind: 'raise-to', to: n(3_000) } };
    case 8:
      return { kind: 'show-cards', isOn: n(2) === 0 };
    case 9:
      return { kind: 'act', turnId, action: { kind: n(4) === 0 ? 'fold' : 'call' } };
    case 10:
      return n(2) === 0 ? { kind: 'run-it', times: 1 + n(3) } : { kind: 'straddle', isOn: n(2) === 0 };
    case 11:
      return { kind: 'act', turnId, action: { kind: 'bring-in' } };
    case 12:
      return { kind: 'act', turnId, action: { kind: 'discard', cards: Array.from({ length: n(7) }, () => n(52)) } };
    case 13:
      return { kind: 'act', turnId, action: { kind: 'discard', cards: player.hole.slice(0, n(6)) } };
    case 14:
      return n(3) === 0 ? { kind: 'cancel-move' } : { kind: 'move-seat', seat: n(10), post: n(2) === 0 ? 'now' : 'wait' };
    case 15:
      return { kind: 'vote-bomb-pot', isOn: n(4) > 0 };
    case 16:
      return { kind: 'choose-game', game: choicesOf(player)[n(8)] ?? code };
    case 17:
      return { kind: 'sit-in', post: comeIn(n(3)) };
    default:
      return { kind: 'act', turnId, action: { kind: n(2) === 0 ? 'check' : 'call' } };
  }
}

function comeIn(n: number): 'now' | 'wait' | 'buy-button' {
  return (['now', 'wait', 'buy-button'] as const)[n] ?? 'now';
}

function choicesOf(player: TestPlayer) {
  return player.events('up-next-changed').at(-1)?.upNext.choice?.games ?? [];
}

test.each(TABLES)(
  '[ROOM-19] %s: %i random commands, each is answered, the table goes on, the books agree',
  async (game, count, house) => {
    const seed = seedOr(4_711);
    const room = await openTestRoom({ seed, config: { betweenHandsMs: 500, choiceMs: 500 } });
    const { settings } = await room.newTable({
      ...stakesFor(game, 5, 10),
      game,
      straddles: 1,
      house: { ...DEFAULT_HOUSE_RULES, ...house },
      seats: 4,
      turnMs: 400,
      timeBankMs: 800,
      rejoinMs: 5_000,
    });
    const play = wild(room.random, 8);
    const policy: Policy = (turn, hole) => (room.random.below(3) === 0 ? null : play(turn, hole)); // hands get on, and clocks run out
    const players: TestPlayer[] = [];
    for (let i = 0; i < 6; i++) {
      players.push(await room.player(`P${i}`, settings.tableId, { isBot: i % 2 === 0, policy, verifies: false }));
    }
    const asked: { readonly player: TestPlayer; readonly id: string }[] = [];
    for (let i = 0; i < count; i++) {
      const player = players[room.random.below(players.length)];
      if (!player) continue;
      if (room.random.below(200) === 0) {
        if (player.isAttached) player.detach();
        else player.attach(player.position);
      }
      const repeated = room.random.below(50) === 0 ? asked.at(-1) : undefined;
      if (repeated?.player === player) player.command(anyCommand(room, player), repeated.id);
      else asked.push({ player, id: player.command(anyCommand(room, player)) });
      if (i % 8 === 0) await room.time.settle();
      if (i % 10 === 0) await room.time.advance(room.random.below(400));
      if (i % 1_000 === 0) await room.checkBooks();
    }
    await room.time.advance(20_000);
    expect(room.findings, `seed ${seed}`).toEqual([]);
    expect(asked.filter(({ player, id }) => !player.answers.has(id)).length, `seed ${seed}`).toBe(0);
    expect(players.every((player) => player.faults.length === 0)).toBe(true);
    const hands = Math.max(...players.map(({ nextHandNo }) => nextHandNo)) - 1; // some are away
    expect(hands, `seed ${seed}`).toBeGreaterThan(10);
    await room.checkBooks();
  },
);
