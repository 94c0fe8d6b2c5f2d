import { seededRandom } from '@aboveboard/testkit';
import type { Contender, Contest } from '../measure/contest.ts';
import { type Outcome, playOurs } from './aboveboard.ts';
import { playPokerTs } from './poker-ts.ts';
import type { Chance } from './random-player.ts';

const CHECKED_HANDS = 2_000;

/** Whole random no-limit hold'em hands at six seats: shuffled, dealt, bet and paid. */
export function engineContest(seed: number): Contest {
  return {
    name: 'engine: whole six-seat no-limit hands',
    unit: 'hands',
    scale: 'k',
    sound: 'hands that keep every chip',
    contenders: [contender('aboveboard', playOurs, seed), contender('poker-ts', playPokerTs, seed)],
  };
}

function contender(name: string, play: (chance: Chance) => Outcome, seed: number): Contender {
  const chance = seededRandom(seed);
  return {
    name,
    run: (times) => {
      let actions = 0;
      for (let i = 0; i < times; i++) actions += play(chance).actions;
      return actions;
    },
    soundness: () => {
      let kept = 0;
      for (let i = 0; i < CHECKED_HANDS; i++) {
        const { chipsBefore, chipsAfter } = play(chance);
        if (chipsBefore === chipsAfter) kept++;
      }
      return kept / CHECKED_HANDS;
    },
  };
}

/** Player actions in a hand, on average: the two engines should be near each other, else their hands are not the same work. */
export function actionsPerHand(seed: number): { readonly aboveboard: number; readonly 'poker-ts': number } {
  const mean = (play: (chance: Chance) => Outcome): number => {
    const chance = seededRandom(seed);
    let actions = 0;
    for (let i = 0; i < CHECKED_HANDS; i++) actions += play(chance).actions;
    return actions / CHECKED_HANDS;
  };
  return { aboveboard: mean(playOurs), 'poker-ts': mean(playPokerTs) };
}
