/** Ways to choose `k` of `n`; 0 when there are not that many. A whole number, exact below 2^53. */
export function choose(n: number, k: number): number {
  if (k < 0 || k > n) return 0;
  let ways = 1;
  for (let i = 1; i <= k; i++) ways = Math.round((ways * (n - k + i)) / i);
  return ways;
}

/**
 * Every choice of `count` items, in order of their places. The list is one and the same each time and only good until the next one:
 * copy what is kept.
 */
export function* choices<T>(items: readonly T[], count: number): Generator<readonly T[], void> {
  if (count > items.length) return;
  const places = Array.from({ length: count }, (_, i) => i);
  const chosen = places.map((place) => items[place] as T);
  for (;;) {
    yield chosen;
    let i = count - 1;
    while (i >= 0 && places[i] === items.length - count + i) i--;
    if (i < 0) return;
    for (let place = (places[i] as number) + 1; i < count; i++, place++) {
      places[i] = place;
      chosen[i] = items[place] as T;
    }
  }
}
