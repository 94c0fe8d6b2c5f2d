/** Counts as rows, and rows as counts. */
import type { SignalPairRow, SignalPlayerRow } from '@aboveboard/storage';
import type { HandReference, PairCounts, PlayerCounts } from './hand-counts.ts';

export function playerRow({ weekMs, player, bigLost, bigWon, ...sums }: PlayerCounts): SignalPlayerRow {
  return { week_ms: weekMs, player_id: player, big_lost: bigLost, big_won: bigWon, ...sums };
}

export function playerCountsOf({ week_ms, player_id, big_lost, big_won, ...sums }: SignalPlayerRow): PlayerCounts {
  return { weekMs: week_ms, player: player_id, bigLost: big_lost, bigWon: big_won, ...sums };
}

export function pairRow({ weekMs, a, b, bigToB, bigToA, giftsToB, giftsToA, ...sums }: PairCounts): SignalPairRow {
  return {
    ...{ week_ms: weekMs, player_a: a, player_b: b, ...sums },
    ...{ big_to_b: bigToB, big_to_a: bigToA, gifts_to_b: giftsToB, gifts_to_a: giftsToA },
  };
}

export function pairCountsOf(row: SignalPairRow): PairCounts {
  const { week_ms, player_a, player_b, big_to_b, big_to_a, gifts_to_b, gifts_to_a, largest, ...sums } = row;
  return {
    ...{ weekMs: week_ms, a: player_a, b: player_b, ...sums },
    ...{ bigToB: big_to_b, bigToA: big_to_a, giftsToB: gifts_to_b, giftsToA: gifts_to_a },
    largest: largest as readonly HandReference[],
  };
}
