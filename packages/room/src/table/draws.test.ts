import type { OfferedGame } from '@aboveboard/protocol';
import { expect, test } from 'vitest';
import { checkOrCall, type Policy, type TestPlayer } from '../testing/test-player.ts';
import { openTestRoom } from '../testing/test-room.ts';
import { stakesFor } from './stakes.ts';

async function tableOf(game: OfferedGame, seed: number, count = 3) {
  const room = await openTestRoom({ seed });
  const { settings } = await room.newTable({ game, ...stakesFor(game, 5, 10), turnMs: 5_000, timeBankMs: 0 });
  const players: TestPlayer[] = [];
  for (let seat = 0; seat < count; seat++) {
    const player = await room.player(`P${seat}`, settings.tableId);
    player.sit(seat);
    players.push(player);
  }
  await room.time.settle();
  return { room, players: players as [TestPlayer, TestPlayer, TestPlayer, ...TestPlayer[]] };
}

/** Changes the first two cards at each draw. */
const twoCards: Policy = (turn, hole) =>
  turn.kind === 'draw-turn' ? { kind: 'discard', cards: hole.slice(0, 2) } : checkOrCall(turn, hole);

test('[ROOM-25] a draw that is timed out stands pat, and the hand goes on', async () => {
  const { room, players } = await tableOf('F2L3D', 250);
  const [ana, bo, cy] = players;
  for (const player of [bo, cy]) player.policy = twoCards;
  let slept = false;
  ana.policy = (turn, hole) => {
    if (turn.kind === 'turn' || slept) return checkOrCall(turn, hole);
    slept = true;
    return null;
  };
  await room.time.advance(room.config.betweenHandsMs + 30_000);
  const first = ana.events('discarded').find(({ seat }) => seat === ana.seat);
  expect(first).toMatchObject({ count: 0, cards: [], timedOut: true });
  expect(ana.events('shown').length + ana.events('pot-awarded').length).toBeGreaterThan(0);
  for (const player of players) expect(player.faults).toEqual([]);
  await room.checkBooks();
});

test('[ROOM-25] the clock gives up the lowest card where one must go', async () => {
  const { room, players } = await tableOf('NCP', 251);
  const [ana, bo] = players;
  bo.policy = (turn, hole) => (turn.kind === 'draw-turn' ? null : checkOrCall(turn, hole));
  await room.time.advance(room.config.betweenHandsMs + 30_000);
  const timedOut = bo.events('discarded').find(({ seat }) => seat === bo.seat);
  const dealt = bo.events('hole-dealt').find(({ seat }) => seat === bo.seat);
  expect(timedOut).toMatchObject({ count: 1, timedOut: true });
  expect(timedOut?.cards[0]).toBe(Math.min(...(dealt?.cards ?? []).map(Number)));
  expect(ana.events('discarded').find(({ seat }) => seat === bo.seat)?.cards).toEqual([null]);
});

test('[ROOM-25] the clock brings in', async () => {
  const { room, players } = await tableOf('F7S', 252);
  for (const player of players) player.policy = () => null;
  await room.time.advance(room.config.betweenHandsMs + 60_000);
  const [first] = players[0].events('turn');
  expect(first?.legal.bringIn).toBe(3);
  expect(players[0].events('posted').find(({ what }) => what === 'bring-in')).toMatchObject({ seat: first?.seat, amount: 3 });
  await room.checkBooks();
});

test('[ROOM-25] [ROOM-9] whoever leaves before a draw stands pat and folds at the next bet', async () => {
  const { room, players } = await tableOf('F2L3D', 253);
  const [ana, bo, cy] = players;
  bo.policy = twoCards;
  cy.policy = (turn, hole) => {
    const isBet = turn.kind === 'turn' && turn.street === 'first-draw' && turn.legal.raise?.isBet;
    return isBet ? { kind: 'raise-to', to: turn.legal.raise?.smallest ?? 0 } : twoCards(turn, hole);
  };
  ana.policy = (turn, hole) => {
    if (turn.kind === 'turn') return checkOrCall(turn, hole);
    ana.command({ kind: 'leave' });
    return null;
  };
  await room.time.advance(room.config.betweenHandsMs + 2_000);
  expect(bo.events('discarded').find(({ seat }) => seat === 0)).toMatchObject({ count: 0 });
  expect(bo.events('folded').map(({ seat }) => seat)).toContain(0);
  expect(bo.seats.get(0)?.player).toBeNull();
  for (const player of players) expect(player.faults).toEqual([]);
  await room.checkBooks();
});

test('[ROOM-25] a discard is refused with what is wrong, and its turn goes on', async () => {
  const { room, players } = await tableOf('N2L1D', 254);
  const refused: string[] = [];
  const [ana, bo, cy] = players;
  for (const player of [bo, cy]) player.policy = twoCards;
  ana.policy = (turn, hole) => {
    if (turn.kind === 'turn') return checkOrCall(turn, hole);
    const act = (cards: number[]) => ana.command({ kind: 'act', turnId: turn.turnId, action: { kind: 'discard', cards } });
    const foreign = [...Array(52).keys()].find((card) => !hole.includes(card)) as number;
    const [first = 0] = hole;
    refused.push(act([foreign]), act([first, first]), act([...hole, first]));
    return twoCards(turn, hole);
  };
  await room.time.advance(room.config.betweenHandsMs + 1_000);
  const codes = refused.slice(0, 3).map((id) => ana.answers.get(id));
  expect(codes).toEqual([
    { code: 'NOT_YOUR_CARDS' },
    { code: 'NOT_YOUR_CARDS' },
    { code: 'WRONG_DISCARD_COUNT', detail: { least: 0, most: 5 } },
  ]);
  expect(ana.events('discarded').find(({ seat }) => seat === 0)).toMatchObject({ count: 2, timedOut: false });
});

test('[ROOM-2] [ROOM-25] nothing at rest names a discarded card, and nobody else is sent it', async () => {
  const { room, players } = await tableOf('F2L3D', 255);
  for (const player of players) player.policy = twoCards;
  await room.time.advance(12_000);
  const [ana, bo] = players;
  expect(ana.events('discarded').filter(({ seat, count }) => seat === 0 && count === 2).length).toBeGreaterThan(2);
  const journal = await room.db.reader.selectFrom('journal').selectAll().execute();
  const discards = journal.flatMap(({ payload }) => {
    const action = (typeof payload === 'string' ? JSON.parse(payload) : payload) as Record<string, unknown>;
    return action.kind === 'discard' ? [action] : [];
  });
  for (const discard of discards) expect(Object.keys(discard).sort()).toEqual(['kind', 'places', 'seat']);
  for (const { seat, cards } of bo.events('discarded')) if (seat === 0) expect(cards).toEqual(cards.map(() => null));
});

test('[ROOM-24] a deck that is used up is dealt on from its sealed reshuffle, and everybody can check it', async () => {
  const { room, players } = await tableOf('F2L3D', 256, 6);
  const everything: Policy = (turn, hole) =>
    turn.kind === 'draw-turn' ? { kind: 'discard', cards: [...hole] } : checkOrCall(turn, hole);
  for (const player of players) player.policy = everything;
  const spectator = await room.player('Sam', players[0].snapshot?.tableId ?? '', { verifies: true });
  await room.time.advance(12_000);
  const walked = spectator.events('hole-dealt').filter(({ walk }) => walk);
  expect(walked.length).toBeGreaterThan(5);
  expect(spectator.events('discarded').some(({ isShort }) => isShort)).toBe(true);
  for (const { walk } of walked) for (const { dealt, entry } of walk ?? []) expect(entry === null).toBe(dealt);
  const own = players[0].events('hole-dealt').filter(({ seat, walk }) => seat === 0 && walk);
  for (const { walk } of own) for (const { entry } of walk ?? []) expect(entry).not.toBeNull();
  expect(spectator.events('hand-ended').length).toBeGreaterThan(1);
  for (const player of [...players, spectator]) {
    expect(player.faults).toEqual([]);
    expect(player.badges).not.toContain('failed');
  }
  expect(players[0].badges).toContain('verified');
  expect(room.findings).toEqual([]);
  await room.checkBooks();
});
