import { GAMES, type HandSetup } from '@aboveboard/engine';
import { verifyReceipt } from '@aboveboard/fairness';
import { layoutOf } from '@aboveboard/room/deal';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anySetupOf } from '../any-play.ts';
import { seededRandom } from '../seeded-chance.ts';
import { anyDecision } from './any-decision.ts';
import { playSealed } from './sealed-play.ts';

const seed = Number(process.env.ABOVEBOARD_SEED ?? Date.now() % 2 ** 31);
const hands = Number(process.env.ABOVEBOARD_SEALED ?? 25);
const offered = GAMES.filter((game) => layoutOf(game) !== null);
console.info(`${hands} sealed hands a game by seed ${seed}: ABOVEBOARD_SEED=${seed} repeats them`);

describe.each(offered.map((game) => [game.code, game] as const))('%s', (code, game) => {
  test('[DEAL-12] random hands are sealed, cut, opened and verified', { timeout: 3_600_000 }, () => {
    const setups = fc.sample(anySetupOf(game), { numRuns: hands, seed });
    for (const [n, setup] of setups.entries()) play(setup, seed + n, `${code}, hand ${n}, ABOVEBOARD_SEED=${seed}`);
  });
});

/** One player's client follows the hand; every twenty-fifth hand all do, and every receipt is checked. */
function play(setup: HandSetup, of: number, story: string): void {
  const random = seededRandom(of);
  const seats = setup.seats.map(({ seat }) => seat);
  const isWhole = of % 25 === 0;
  const watchers = isWhole ? [...seats, null] : [seats[random.below(seats.length)] ?? null];
  const { verifiers } = playSealed({ setup, watchers, random, decide: anyDecision(random.below) });
  for (const [i, verifier] of verifiers.entries()) {
    expect(verifier.fault, `${story}, seat ${watchers[i]}`).toBeNull();
    expect(verifier.badge, story).toBe(watchers[i] === null ? 'not-contributed' : 'verified');
    for (const isPublic of isWhole ? [true, false] : []) {
      const verified = verifyReceipt(verifier.receipt(isPublic) ?? new Uint8Array());
      const told = verified.ok ? verified.value.ownSeat : verified.error.code;
      expect(told, story).toBe(isPublic ? null : watchers[i]);
    }
  }
}
