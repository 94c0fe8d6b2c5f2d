/**
 * kill -9 at each phase of a hand and at each step of the relay, on a real process with real players; then the same data is opened again.
 *
 * `npm test` has a phase of each kind of end and one step of the relay on SQLite; all of it on both databases, and games that draw and
 * show cards besides: `npm run campaign -- --only books`. The simulator stops processes anywhere.
 */
import type { OfferedGame } from '@aboveboard/protocol';
import { startMariaDb } from '@aboveboard/storage/testing/mariadb-server';
import { describe, test } from 'vitest';
import { type Crash, playThroughCrashes } from './testing/crash-chain.ts';

const IS_CAMPAIGN = process.env.ABOVEBOARD_BOOKS === 'all';

const PHASES: readonly Crash[] = [
  ['before-open', 'played'],
  ['after-open-row', 'void'],
  ['between-reveals-and-cut', 'void'],
  ['after-cut', 'run out'],
  ['mid-betting', 'run out'],
  ['at-showdown', 'run out'],
  ['before-settle-commit', 'run out'],
  ['after-settle-commit', 'played'],
];
/** One for each way in which a hand can have been left. */
const SOME_PHASES = PHASES.filter(([at]) => !['before-open', 'between-reveals-and-cut', 'at-showdown'].includes(at));
const TOLD_TWICE: Crash = ['after-publish', 'any'];
const RELAY: readonly Crash[] = [['before-publish', 'any'], TOLD_TWICE, ['after-mark', 'any']];
/** Phases that look otherwise where cards are drawn, or dealt open. */
const IN_OTHER_GAMES: readonly Crash[] = [
  ['mid-betting', 'run out'],
  ['at-showdown', 'run out'],
];

const CASES: readonly [where: string, game: OfferedGame, crashes: readonly Crash[]][] = IS_CAMPAIGN
  ? ['SQLite', 'MariaDB'].flatMap((where): typeof CASES => [
      [where, 'NT', [...PHASES, ...RELAY, ...PHASES]],
      [where, 'F2L3D', IN_OTHER_GAMES],
      [where, 'F7S', IN_OTHER_GAMES],
    ])
  : [['SQLite', 'NT', [...SOME_PHASES, TOLD_TWICE]]];

describe('[EVENT-2] [LEDGER-5] kill -9', () => {
  test.for(CASES)(
    '%s, %s: each hand ends once, as it must, the room goes on, and what follows from a hand follows once',
    { timeout: 1_200_000 },
    async ([where, game, crashes], { onTestFinished: onEnd }) => {
      const mariaDb = where === 'MariaDB' ? await startMariaDb() : null;
      if (mariaDb) onEnd(() => mariaDb.end());
      await playThroughCrashes({ crashes, game, onEnd, ...(mariaDb && { databaseUrl: await mariaDb.createDatabase() }) });
    },
  );
});
