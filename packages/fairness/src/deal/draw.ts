/** Deal positions of draw games: hands round by round, then for each drawer the next unused positions in turn. */
import { ok, type Result } from '@aboveboard/kit';
import { type Fault, refuse } from '../fault.ts';

/** One player's draw: how many cards, by the seat's place in OPEN. */
export interface DrawCount {
  readonly i: number;
  readonly count: number;
}

export interface DrawnPositions {
  readonly i: number;
  readonly positions: readonly number[];
  /** Cards that no unused position is left for: they come from the reshuffle. */
  readonly fromReshuffle: number;
}

export interface DrawDeal {
  readonly first: readonly (readonly number[])[];
  readonly draws: readonly (readonly DrawnPositions[])[];
  readonly left: number;
}

/** @param rounds draws in the order they are made. @returns TOO_MANY_CARDS where the first deal exceeds the deck. */
export function drawDeal(
  size: number,
  seats: number,
  hole: number,
  rounds: readonly (readonly DrawCount[])[],
): Result<DrawDeal, Fault> {
  if (hole * seats > size) return refuse('TOO_MANY_CARDS', `${hole * seats} cards of ${size} for the first deal`);
  let next = hole * seats;
  const take = ({ i, count }: DrawCount): DrawnPositions => {
    const taken = Math.min(count, size - next);
    const positions = Array.from({ length: taken }, (_, at) => next + at);
    next += taken;
    return { i, positions, fromReshuffle: count - taken };
  };
  const draws = rounds.map((round) => round.map(take));
  const first = Array.from({ length: seats }, (_, i) => Array.from({ length: hole }, (_, r) => r * seats + i));
  return ok({ first, draws, left: size - next });
}
