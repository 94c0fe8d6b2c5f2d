/** Every game that a table may offer, played through the room by players who do anything they may. */
import { GAME_CODES, type OfferedGame, ROTATION_CODES, type TableEvent } from '@aboveboard/protocol';
import { describe, expect, test } from 'vitest';
import { type TestPlayer, wild } from '../testing/test-player.ts';
import { openTestRoom, seedOr, type TestRoom } from '../testing/test-room.ts';
import { stakesFor } from './stakes.ts';

const HANDS = 4;
const PEOPLE = 2;

/** Two people and two bots at a table of this game, with chips for a good deal of betting. */
async function tableOf(room: TestRoom, game: OfferedGame) {
  const { settings } = await room.newTable({ game, ...stakesFor(game, 5, 10) });
  const players: TestPlayer[] = [];
  for (const [seat, name] of ['Ana', 'Bo', 'Cy', 'Di'].entries()) {
    const player = await room.player(name, settings.tableId, { isBot: seat >= PEOPLE, verifies: true });
    player.sit(seat);
    players.push(player);
  }
  await room.time.settle();
  return { players, spectator: await room.player('Sam', settings.tableId, { verifies: true }) };
}

async function playHands(room: TestRoom, players: readonly TestPlayer[], isEnough: () => boolean): Promise<void> {
  for (let i = 0; i < 40 && !isEnough(); i++) {
    await room.time.advance(room.config.betweenHandsMs);
    for (const player of players) {
      const at = player.seats.get(player.seat ?? -1);
      if (at?.stack === 0) player.command({ kind: 'top-up', amount: 500 });
      if (at?.status === 'sitting-out') player.command({ kind: 'sit-in', post: 'now' });
    }
  }
}

/** Own cards of another seat that lie face down: neither named nor opened in anything this viewer was sent before they were shown. */
function foreignCards(viewer: TestPlayer): TableEvent[] {
  return viewer.frames.flatMap(({ event }) => {
    if (event?.kind !== 'hole-dealt' && event?.kind !== 'discarded') return [];
    if (event.seat === viewer.seat) return [];
    const open = event.kind === 'hole-dealt' ? event.isOpen : [];
    const isNamed = event.cards.some((card, i) => card !== null && !open[i]);
    const opened = event.kind === 'hole-dealt' ? event.openings.length : 0;
    return isNamed || opened > open.filter(Boolean).length ? [event] : [];
  });
}

describe('[ROOM-24] every game is played to its end: chips are conserved, hands verify, nobody sees foreign cards', () => {
  test.each([...GAME_CODES])('%s', async (game) => {
    const seed = seedOr(24_000 + GAME_CODES.indexOf(game));
    const room = await openTestRoom({ seed });
    const { players, spectator } = await tableOf(room, game);
    for (const player of players) player.policy = wild(room.random);
    await playHands(room, players, () => spectator.events('hand-ended').length >= HANDS);
    const ends = spectator.events('hand-ended');
    expect(ends.length, `seed ${seed}`).toBeGreaterThanOrEqual(HANDS);
    expect(spectator.events('hand-started').every((started) => started.game === game)).toBe(true);
    for (const { results, rake } of ends) expect(results.reduce((sum, { delta }) => sum + delta, rake)).toBe(0);
    for (const viewer of [...players, spectator]) {
      expect(viewer.faults, `seed ${seed}`).toEqual([]);
      expect(viewer.badges).not.toContain('failed');
      expect(foreignCards(viewer)).toEqual([]);
      for (const [id, answer] of viewer.answers) expect([id, answer]).toEqual([id, 'ack']);
    }
    expect(players[0]?.badges).toContain('verified');
    expect(room.findings).toEqual([]);
    await room.checkBooks();
  });
});

describe('[ROOM-24] a rotation', () => {
  test.each([...ROTATION_CODES])('%s comes round to its second game, orbit by orbit', async (game) => {
    const room = await openTestRoom({ seed: seedOr(24_100) });
    const { players, spectator } = await tableOf(room, game);
    for (const player of players) player.policy = wild(room.random, 7);
    await playHands(room, players, () => spectator.events('hand-ended').length >= 10);
    const played = spectator.events('hand-started').map((started) => started.game);
    expect(new Set(played).size).toBeGreaterThan(1);
    for (const viewer of [...players, spectator]) expect(viewer.faults).toEqual([]);
    expect(room.findings).toEqual([]);
    await room.checkBooks();
  });
});
