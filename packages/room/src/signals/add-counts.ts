/** Counts of signals added up, in whatever order. */
import { type HandReference, type PairCounts, type PlayerCounts, REFERENCES } from './hand-counts.ts';

export function playerKey({ weekMs, player }: Pick<PlayerCounts, 'weekMs' | 'player'>): string {
  return JSON.stringify([weekMs, player]);
}

export function pairKey({ weekMs, a, b }: Pick<PairCounts, 'weekMs' | 'a' | 'b'>): string {
  return JSON.stringify([weekMs, a, b]);
}

/** Adds to what is there under the same key. */
export function addTo<Line>(
  lines: Map<string, Line>,
  more: Iterable<Line>,
  keyOf: (line: Line) => string,
  both: (a: Line, b: Line) => Line,
): void {
  for (const line of more) {
    const key = keyOf(line);
    const before = lines.get(key);
    lines.set(key, before === undefined ? line : both(before, line));
  }
}

export function bothPlayers(one: PlayerCounts, other: PlayerCounts): PlayerCounts {
  return {
    weekMs: one.weekMs,
    player: one.player,
    met: one.met + other.met,
    lost: one.lost + other.lost,
    bigLost: one.bigLost + other.bigLost,
    bigWon: one.bigWon + other.bigWon,
    gifts: one.gifts + other.gifts,
    replies: one.replies + other.replies,
    instant: one.instant + other.instant,
  };
}

export function bothPairs(one: PairCounts, other: PairCounts): PairCounts {
  return {
    ...{ weekMs: one.weekMs, a: one.a, b: one.b },
    hands: one.hands + other.hands,
    net: one.net + other.net,
    squares: one.squares + other.squares,
    bigToB: one.bigToB + other.bigToB,
    bigToA: one.bigToA + other.bigToA,
    giftsToB: one.giftsToB + other.giftsToB,
    giftsToA: one.giftsToA + other.giftsToA,
    replies: one.replies + other.replies,
    instant: one.instant + other.instant,
    largest: largestOf([...one.largest, ...other.largest]),
  };
}

/** Gifts first, then the largest; of the same size by table and number: the same ones whatever came first. */
export function largestOf(hands: readonly HandReference[]): readonly HandReference[] {
  return [...hands].sort(bySize).slice(0, REFERENCES);
}

function bySize(a: HandReference, b: HandReference): number {
  const byName = a.tableId === b.tableId ? a.handNo - b.handNo : a.tableId < b.tableId ? -1 : 1;
  return Number(b.isGift) - Number(a.isGift) || Math.abs(b.tenths) - Math.abs(a.tenths) || byName;
}
