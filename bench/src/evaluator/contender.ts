import type { WinRule } from '@aboveboard/engine';
import type { Contender } from '../measure/contest.ts';
import { type Held, orderByDefinition } from './by-definition.ts';

export interface Evaluator<Strength> {
  readonly name: string;
  /**
   * Rates the first `count` hands and returns a number made of all strengths. Each library has its own loop here: one loop shared by all
   * would cost the fastest most, since the compiler could not write any of them into it.
   */
  readonly rateAll: (count: number) => number;
  readonly rate: (index: number) => Strength;
  /** Above zero where the first is the better hand. */
  readonly order: (a: Strength, b: Strength) => number;
}

/** What its answers are checked against: neighbouring hands, by the definition. */
export interface Checked {
  readonly rule: WinRule;
  readonly held: readonly Held[];
  /** Pairs checked. */
  readonly pairs: number;
}

export function contender<Strength>({ name, rateAll, rate, order }: Evaluator<Strength>, checked: Checked): Contender {
  const { rule, held, pairs } = checked;
  return {
    name,
    run: (times) => {
      let sum = 0;
      for (let left = times; left > 0; left -= held.length) sum += rateAll(Math.min(left, held.length));
      return sum;
    },
    soundness: () => {
      let right = 0;
      for (let i = 0; i < pairs; i++) {
        const wanted = orderByDefinition(rule, held[i] as Held, held[i + 1] as Held);
        if (Math.sign(order(rate(i), rate(i + 1))) === wanted) right++;
      }
      return right / pairs;
    },
  };
}
