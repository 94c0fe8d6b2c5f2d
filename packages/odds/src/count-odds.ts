/**
 * The odds of hands against each other: counted deal by deal where that is possible in reasonable time, else sampled.
 *
 * Counting goes in steps: each step of the generator says how far it has come, so a caller can show it, pause or stop asking.
 */
import { err, ok, type Result } from '@aboveboard/kit';
import { planCount } from './exact/count.ts';
import { type Odds, oddsOf } from './odds.ts';
import type { Progress } from './progress.ts';
import { prepare } from './question/prepare.ts';
import type { OddsRefusal, Question } from './question/question.ts';
import { sample } from './sample/sample.ts';
import { emptyTally, outcomes } from './tally.ts';

export interface OddsSettings {
  /** Most work for an exact answer, in hands to rank or compare; a second does some ten million. 0 always samples. */
  readonly mostWork: number;
  /** Deals to sample when there is more work than that. */
  readonly samples: number;
  /** Seed of the sample, a whole number: the same one deals the same cards. */
  readonly seed: number;
}

export const DEFAULT_SETTINGS: OddsSettings = { mostWork: 50_000_000, samples: 1_000_000, seed: 1 };

/**
 * Answers a question, step by step.
 *
 * @returns the odds, or a refusal for a question without an answer: cards twice, too many cards, ranges that leave each other none.
 * @see rules/ODDS.md
 */
export function* countOdds(question: Question, settings: OddsSettings): Generator<Progress, Result<Odds, OddsRefusal>> {
  const prepared = prepare(question);
  if (!prepared.ok) return prepared;
  const tally = emptyTally();
  const plan = planCount(prepared.value, settings.mostWork);
  if (plan.ok) yield* plan.value(tally);
  else {
    const sampled = yield* sample(prepared.value, settings.samples, settings.seed, tally);
    if (!sampled.ok) return sampled;
  }
  return outcomes(tally).length === 0 ? err({ code: 'RANGES_CLASH' }) : ok(oddsOf(prepared.value, tally, plan.ok));
}
