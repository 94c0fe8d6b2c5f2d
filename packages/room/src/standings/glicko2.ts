/**
 * Glicko-2: a rating with how sure it is and how much it swings, after the results of one rating period.
 *
 * Step numbers are those of M. E. Glickman, "Example of the Glicko-2 system" (Boston University, 2013). Results have weights here, because a hand is
 * one game shared among several pairs: a sum over games becomes a sum over weighted games.
 *
 * @see rules/RANK.md RANK-5 to RANK-7.
 */
import { assert } from '@aboveboard/kit';

export interface Rating {
  readonly rating: number;
  /** RD: the rating is within two of it with 95 % confidence. */
  readonly deviation: number;
  readonly volatility: number;
}

/** What was played with one opponent in the period. */
export interface Encounter {
  /** As it was when the period began. */
  readonly opponent: Rating;
  /** Weighted number of games, more than zero. */
  readonly games: number;
  /** Of these: games won, and half of those drawn. */
  readonly score: number;
}

export const UNRATED: Rating = { rating: 1500, deviation: 350, volatility: 0.06 };

const CENTRE = 1500;
const SCALE = 173.7178;
/** How fast a volatility may change; the paper has 0.3 to 1.2 as sensible. */
const TAU = 0.5;
const EPSILON = 1e-6;
const MOST_STEPS = 200;

/** The rating after `periods` in which nothing was played: as high, less sure, never less than of somebody new. */
export function afterIdle({ rating, deviation, volatility }: Rating, periods: number): Rating {
  assert(periods >= 0, 'a rating does not go back in time');
  const grown = Math.sqrt((deviation / SCALE) ** 2 + periods * volatility ** 2) * SCALE;
  return { rating, deviation: Math.min(UNRATED.deviation, grown), volatility };
}

/** The rating after a period with these encounters, taken in the order given. */
export function afterGames(own: Rating, encounters: readonly Encounter[]): Rating {
  if (encounters.length === 0) return afterIdle(own, 1);
  const mu = (own.rating - CENTRE) / SCALE;
  const phi = own.deviation / SCALE;
  const { information, surprise } = outcome(mu, encounters);
  const v = 1 / information;
  const volatility = newVolatility(own.volatility, phi, v, v * surprise);
  const phiStar = Math.sqrt(phi ** 2 + volatility ** 2); // step 6
  const phiAfter = 1 / Math.sqrt(1 / phiStar ** 2 + information); // step 7
  return {
    rating: (mu + phiAfter ** 2 * surprise) * SCALE + CENTRE,
    deviation: Math.min(UNRATED.deviation, phiAfter * SCALE),
    volatility,
  };
}

/** Steps 3 and 4: 1/v, and the sum of g (score − expected), which is delta / v. */
function outcome(mu: number, encounters: readonly Encounter[]): { information: number; surprise: number } {
  let information = 0;
  let surprise = 0;
  for (const { opponent, games, score } of encounters) {
    const g = 1 / Math.sqrt(1 + (3 * (opponent.deviation / SCALE) ** 2) / Math.PI ** 2);
    const expected = 1 / (1 + Math.exp(-g * (mu - (opponent.rating - CENTRE) / SCALE)));
    information += games * g ** 2 * expected * (1 - expected);
    surprise += g * (score - games * expected);
  }
  return { information, surprise };
}

/** Step 5: the root of f by the Illinois algorithm, between two points that the paper shows to be on both sides of it. */
function newVolatility(sigma: number, phi: number, v: number, delta: number): number {
  const a = Math.log(sigma ** 2);
  const f = (x: number): number => {
    const ex = Math.exp(x);
    return (ex * (delta ** 2 - phi ** 2 - v - ex)) / (2 * (phi ** 2 + v + ex) ** 2) - (x - a) / TAU ** 2;
  };
  let [low, high] = [a, otherSide(f, a, delta ** 2 - phi ** 2 - v)];
  let [fLow, fHigh] = [f(low), f(high)];
  for (let step = 0; Math.abs(high - low) > EPSILON; step++) {
    assert(step < MOST_STEPS, 'a volatility that does not converge');
    const next = low + ((low - high) * fLow) / (fHigh - fLow);
    const fNext = f(next);
    if (fNext * fHigh <= 0) [low, fLow] = [high, fHigh];
    else fLow /= 2;
    [high, fHigh] = [next, fNext];
  }
  return Math.exp(low / 2);
}

function otherSide(f: (x: number) => number, a: number, excess: number): number {
  if (excess > 0) return Math.log(excess);
  let k = 1;
  while (k < MOST_STEPS && f(a - k * TAU) < 0) k++;
  return a - k * TAU;
}
