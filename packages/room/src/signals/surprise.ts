/**
 * How surprising a count is where nothing is wrong, in nats: minus the natural logarithm of a bound on its chance. 3 nats are 1 in 20,
 * 7 are 1 in 1 100, 20 are 1 in 485 million.
 *
 * @see rules/SIGNAL.md SIGNAL-1 for the sources.
 */

/** Of counting `count` or more where `expected` were to be counted, as of rare and independent things. */
export function poissonSurprise(count: number, expected: number): number {
  return count > expected ? count * Math.log(count / expected) - (count - expected) : 0;
}

/** Of `count` or more out of `of`, each of which had the chance `share`. */
export function shareSurprise(count: number, of: number, share: number): number {
  if (count <= share * of) return 0;
  const seen = count / of;
  const missed = seen < 1 ? (of - count) * Math.log((1 - seen) / (1 - share)) : 0;
  return count * Math.log(seen / share) + missed;
}

/** Of a sum as large as `sum` of numbers whose squares add up to `squares`, each as likely to be its opposite. */
export function sumSurprise(sum: number, squares: number): number {
  return sum > 0 && squares > 0 ? (sum * sum) / (2 * squares) : 0;
}

/** Of `count` where independent chances add up to `expected`, and p(1 − p) of each to `variance`. */
export function countSurprise(count: number, expected: number, variance: number): number {
  const over = count - expected;
  return over > 0 ? (over * over) / (2 * (variance + over / 3)) : 0;
}
