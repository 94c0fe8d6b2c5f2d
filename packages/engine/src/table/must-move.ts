/**
 * Must-move: a second table of the same game feeds the first, so that the first stays full.
 *
 * @see rules/TABLE.md TABLE-38.
 */
import type { PlayerId, SeatIndex } from '../units.ts';
import { isAskedFor } from './moves.ts';
import type { Table } from './state.ts';

/** Who moves from the feeder to the main table, and where to. */
export interface MustMove {
  readonly player: PlayerId;
  /** The seat at the feeder. */
  readonly from: SeatIndex;
  /** The seat at the main table. */
  readonly to: SeatIndex;
}

/**
 * Who must move from `feeder` to `main` now: who has been longest at the feeder and has chips, to the lowest empty seat that nobody at
 * the main table asks for. `null` when no seat is open or nobody is there. The player leaves the one and sits down at the other,
 * `isMoved`, after the hand if there is one.
 */
export function mustMove(main: Table, feeder: Table): MustMove | null {
  const to = main.seats.findIndex((at, seat) => at === null && !isAskedFor(main, seat as SeatIndex)) as SeatIndex;
  const movable = feeder.seats.flatMap((at, seat) =>
    at !== null && at.stack > 0 && at.status !== 'leaving' ? [{ at, from: seat as SeatIndex }] : [],
  );
  const [first] = movable.sort((a, b) => a.at.arrival - b.at.arrival);
  return to < 0 || first === undefined ? null : { player: first.at.player, from: first.from, to };
}
