import { dumpingBrains, honestBrain, maniacBrain, ringHand, seededChance, stationBrain } from '@aboveboard/bots/testing/ring';
import { gameOf } from '@aboveboard/engine';
import type { HandWithPlayers } from '@aboveboard/storage';
import { expect, test } from 'vitest';
import { tableId } from '../testing/event-room.ts';
import { seedOr } from '../testing/test-room.ts';
import { addTo, bothPairs, bothPlayers, pairKey, playerKey } from './add-counts.ts';
import { type Assessment, assess, SIGNAL_FROM } from './assess.ts';
import { countsOfHand, type PairCounts, type PlayerCounts } from './hand-counts.ts';
import { togetherness } from './together.ts';

const NOW = Date.UTC(2026, 10, 21);
/** With more of them honest play is looked at longer: `npm run campaign -- --only signals`. */
const HANDS = Number(process.env.ABOVEBOARD_HONEST_HANDS ?? 300);
const NOTHING = { together: togetherness([]), traces: { addresses: 0, devices: 0 } };

type Brains = Parameters<typeof ringHand>[1];
type Chance = ReturnType<typeof seededChance>;

/** What every two of a table come to after so many hands of it, by the numbers of their seats. */
function assessed(brains: Brains, hands: number, chance: Chance): Record<string, Assessment> {
  const game = gameOf('NT') ?? expect.fail('no such game');
  const players = new Map<string, PlayerCounts>();
  const pairs = new Map<string, PairCounts>();
  for (let n = 1; n <= hands; n++) {
    const { setup, seats } = ringHand(game, brains, n, chance);
    const actions = seats.flatMap(({ seat, isFolded }) => (isFolded ? [{ kind: 'fold', seat }] : []));
    const hand: HandWithPlayers = {
      ...{ tableId: tableId(1), handNo: n, game: 'NT', closeStatus: 0, startedMs: NOW, endedMs: NOW },
      publicHistory: { start: { setup }, actions },
      players: seats.map(({ seat, delta }) => ({ seat, playerId: `p${seat}`, isBot: false, delta })),
    };
    const counts = countsOfHand(hand, []);
    addTo(players, counts.players, playerKey, bothPlayers);
    addTo(pairs, counts.pairs, pairKey, bothPairs);
  }
  const of = (name: string) => [...players.values()].filter(({ player }) => player === name);
  return Object.fromEntries(
    [...pairs.values()].map((pair) => {
      const { a, b } = pair;
      return [`${a} ${b}`, assess({ a, b, pair: [pair], ofA: of(a), ofB: of(b), ...NOTHING }, NOW)];
    }),
  );
}

const highest = (all: Record<string, Assessment>): number => Math.max(...Object.values(all).map(({ score }) => score));

test.each([
  ['six who play well', 1, (c: Chance) => Array.from({ length: 6 }, () => honestBrain(c))],
  [
    'two of six who play badly',
    2,
    (c: Chance) => [stationBrain(c), maniacBrain(c), ...Array.from({ length: 4 }, () => honestBrain(c))],
  ],
  ['two alone, one of whom calls too much', 3, (c: Chance) => [honestBrain(c), stationBrain(c)]],
  ['two alone, one of whom raises too much', 4, (c: Chance) => [maniacBrain(c), honestBrain(c)]],
] as const)(
  '[SIGNAL-3] [SIGNAL-8] honest play is no signal: %s',
  (name, own, brainsOf) => {
    const seed = seedOr(8_000 + own);
    const chance = seededChance(seed);
    const most = highest(assessed(brainsOf(chance), HANDS, chance));
    console.info(`${name}: ${HANDS} hands come to ${most} at most, ABOVEBOARD_SEED=${seed}`);
    expect(most, `ABOVEBOARD_SEED=${seed}`).toBeLessThan(SIGNAL_FROM);
  },
  1_800_000,
);

test('[SIGNAL-3] [SIGNAL-8] one who folds large pots to a friend is found, with the hands, and nobody else is', () => {
  const seed = seedOr(8_100);
  const chance = seededChance(seed);
  const [give, take] = dumpingBrains(chance, 0, 12);
  const others = Array.from({ length: 4 }, () => honestBrain(chance));
  const { 'p0 p1': found, ...rest } = assessed([give, take, ...others], 600, chance);
  expect(found?.score, `ABOVEBOARD_SEED=${seed}`).toBeGreaterThanOrEqual(SIGNAL_FROM);
  expect(found?.evidence[0], `ABOVEBOARD_SEED=${seed}`).toMatchObject({ kind: 'gifts', from: 'p0' });
  expect(found?.hands).toHaveLength(5);
  for (const { isGift, tenths } of found?.hands ?? []) {
    expect(isGift).toBe(true);
    expect(tenths).toBeGreaterThanOrEqual(200);
  }
  expect(highest(rest), `ABOVEBOARD_SEED=${seed}`).toBeLessThan(SIGNAL_FROM);
});
