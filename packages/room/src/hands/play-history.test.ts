import { type Card, formatCard } from '@aboveboard/engine';
import type { PublicHistory } from '@aboveboard/fairness';
import { historyToPhh, readPhh, replayHand, writePhh } from '@aboveboard/notation';
import { DEFAULT_HOUSE_RULES, GAME_CODES, type HouseRules, type OfferedGame, type TableSettings } from '@aboveboard/protocol';
import { type HandRecord, recentHands } from '@aboveboard/storage';
import { describe, expect, test } from 'vitest';
import { stakesFor } from '../table/stakes.ts';
import { type Policy, type TestPlayer, wild } from '../testing/test-player.ts';
import { openTestRoom, seedOr } from '../testing/test-room.ts';
import { playHistory } from './play-history.ts';

/** Of each game; more with `ABOVEBOARD_RANDOM_HANDS`. */
const HANDS = Number(process.env.ABOVEBOARD_RANDOM_HANDS ?? 2);
const HOUSE_HANDS = 3 * HANDS;

/** A table of this game with six seats taken, who do anything they may as long as `acts` lasts, and then let the clock run. */
async function tableOf(game: OfferedGame, seed: number, acts: { left: number }, more: Partial<TableSettings> = {}) {
  const room = await openTestRoom({ seed });
  const { settings } = await room.newTable({ game, ...stakesFor(game, 5, 10), ...more });
  const players: TestPlayer[] = [];
  const play = wild(room.random);
  const policy: Policy = (turn, hole) => (acts.left-- > 0 ? play(turn, hole) : null);
  for (const [seat, name] of ['Ana', 'Bo', 'Cy', 'Di', 'Eve', 'Flo'].entries()) {
    const player = await room.player(name, settings.tableId, { isBot: true, policy });
    player.sit(seat);
    players.push(player);
  }
  await room.time.settle();
  const spectator = await room.player('Sam', settings.tableId);
  const hands = () => recentHands(room.db.reader, settings.tableId, { limit: 100 });
  return { room, players, spectator, hands };
}

async function playHands({ room, players, spectator }: Awaited<ReturnType<typeof tableOf>>, hands: number): Promise<void> {
  for (let i = 0; i < 20 + 5 * hands && spectator.events('hand-ended').length < hands; i++) {
    await room.time.advance(room.config.betweenHandsMs);
    for (const player of players) {
      const at = player.seats.get(player.seat ?? -1);
      if (at?.stack === 0) player.command({ kind: 'top-up', amount: 500 });
      if (at?.status === 'sitting-out') player.command({ kind: 'sit-in', post: 'now' });
    }
  }
}

/** Each hand that was played ends again as it ended, and its record has no card that is not open in its history. */
function expectPlayed(hands: readonly HandRecord[], seed: number): void {
  for (const hand of hands.filter(({ status }) => status === 'ended')) {
    const history = hand.publicHistory as PublicHistory;
    const events = playHistory(history);
    expect(events, `seed ${seed}, hand ${hand.handNo}`).toMatchObject({ ok: true });
    if (!events.ok) continue;
    const text = writePhh(historyToPhh(events.value));
    const again = readPhh(text)[0]?.record;
    expect(again?.ok && replayHand(again.value), text).toEqual({ kind: 'matched' });
    const open = new Set(history.openings.map(({ card }) => formatCard(card as Card)));
    const named = new Set([...text.matchAll(/[2-9TJQKA][cdhs]/g)].map(([card]) => card));
    expect([...named].filter((card) => !open.has(card))).toEqual([]);
  }
}

describe('[WORK-1] [WORK-2] a public history, played again', () => {
  test.each([...GAME_CODES])('%s', async (game) => {
    const seed = seedOr(41_000 + GAME_CODES.indexOf(game));
    const table = await tableOf(game, seed, { left: Number.POSITIVE_INFINITY });
    await playHands(table, HANDS);
    const hands = await table.hands();
    expect(hands.length, `seed ${seed}`).toBeGreaterThanOrEqual(HANDS);
    expectPlayed(hands, seed);
  });

  test.each([...GAME_CODES])('%s: hands that the clock played, and one that was run out', async (game) => {
    const seed = seedOr(41_500 + GAME_CODES.indexOf(game));
    const acts = { left: 3 + (seed % 17) };
    const table = await tableOf(game, seed, acts);
    const { room, spectator } = table;
    await room.time.advance(10_000); // stuck where nobody acts any more
    while (spectator.events('hand-ended').length < 1) await room.time.advance(30_000); // the clock plays on
    acts.left = 5 + (seed % 7);
    await playHands(table, spectator.events('hand-ended').length + 1);
    acts.left = 2 + (seed % 5);
    for (let i = 0; i < 10 && spectator.events('hand-started').length === spectator.events('hand-ended').length; i++) {
      await room.time.advance(1_000);
    }
    let isStopped = false;
    void room.shard.stop(0).then(() => (isStopped = true));
    while (!isStopped) await room.time.advance(50);
    const hands = await table.hands();
    expectPlayed(hands, seed);
    const actions = hands.flatMap(({ publicHistory }) => (publicHistory as PublicHistory | null)?.actions ?? []);
    const kinds = actions as readonly unknown[] as readonly { kind: string; timedOut?: boolean }[];
    expect([kinds.some(({ timedOut }) => timedOut), kinds.some(({ kind }) => kind === 'run-out')]).toContain(true);
  });

  const house = (rules: Partial<HouseRules>): Partial<TableSettings> => ({ house: { ...DEFAULT_HOUSE_RULES, ...rules } });
  test.each<[string, OfferedGame, Partial<TableSettings>]>([
    ['straddles', 'NT', { straddles: 2 }],
    ['straddles of the button', 'PO', { straddles: 1, ...house({ straddleFrom: 'button' }) }],
    ['a moving button and antes', 'NT', { ante: 1, ...house({ button: 'moving', mayBuyButton: true }) }],
    ['a button that skips, and an ante of the big blind', 'NT', { bigBlindAnte: 10, ...house({ button: 'forward' }) }],
    ['kills', 'FT', house({ kill: 'full' })],
    ['half kills', 'FO/8', house({ kill: 'half' })],
    ['bomb pots on two boards', 'NT', house({ bombPot: { every: 2, byVote: false, boards: 2 } })],
    ['bomb pots', 'PO', house({ bombPot: { every: 2, byVote: false, boards: 1 } })],
    ['a rotation', 'HORSE', {}],
  ])('under the rules of a house: %s, in %s, with people who come and go, show, and run it twice', async (_, game, more) => {
    const seed = seedOr(41_900);
    const table = await tableOf(game, seed, { left: Number.POSITIVE_INFINITY }, more);
    const { room, players, spectator } = table;
    const below = (n: number): number => room.random.below(n);
    for (let hands = 2; hands <= HOUSE_HANDS; hands += 2) {
      for (const player of players) {
        if (below(3) === 0) player.command({ kind: 'straddle', isOn: below(2) === 0 });
        player.command({ kind: 'run-it', times: 1 + below(3) });
        player.command({ kind: 'show-cards', isOn: below(3) === 0 });
        if (below(6) === 0) player.command({ kind: 'sit-out' });
        else player.command({ kind: 'sit-in', post: below(2) === 0 ? 'now' : 'wait' });
      }
      await playHands(table, hands);
    }
    expect(spectator.events('hand-ended').length, `seed ${seed}`).toBeGreaterThanOrEqual(HOUSE_HANDS);
    expectPlayed(await table.hands(), seed);
  });
});
