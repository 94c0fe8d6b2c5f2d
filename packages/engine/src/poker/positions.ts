/**
 * Which position of the cut deck each card of a board game comes from. Fixed when the hand opens: a fold changes nothing.
 *
 * @see rules/DEAL.md; design/fairness.md, Deal positions.
 */
import { assert } from '@aboveboard/kit';

/** Position of card `round` (0-based) for the seat at `index` in deal order, of `seats` seats dealt in. */
export function holePosition(seats: number, index: number, round: number): number {
  assert(index >= 0 && index < seats, `no seat ${index} among ${seats}`);
  return round * seats + index;
}

/** Position of board card `index` (0-based) with `seats` seats dealt `holeCards` cards each. */
export function boardPosition(seats: number, holeCards: number, index: number): number {
  return holeCards * seats + index;
}
