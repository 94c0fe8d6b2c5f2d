/** Deal positions of stud: street by street, one card a seat. */
import { ok, type Result } from '@aboveboard/kit';
import { type Fault, refuse } from '../fault.ts';

export interface StudDeal {
  /** Streets third-card-down to sixth, each a position per seat: s·n + i. */
  readonly streets: readonly (readonly number[])[];
  /** The last card of each live seat; empty where a community card takes their place. */
  readonly river: readonly { readonly i: number; readonly position: number }[];
  readonly community: number | null;
  /** Positions that no street uses. */
  readonly left: number;
}

const STREETS_BEFORE_RIVER = 6;
const MOST_SEATS = 8;
/** Eight seats leave four cards for the river: more live seats than that share one. */
const RIVER_CARDS_OF_EIGHT = 4;

/**
 * @param live which seats (by their place in OPEN) are live at the river, ascending.
 * @returns TOO_MANY_CARDS for more seats than the deck serves.
 */
export function studDeal(size: number, seats: number, live: readonly number[]): Result<StudDeal, Fault> {
  const beforeRiver = STREETS_BEFORE_RIVER * seats;
  const atRiver = seats === MOST_SEATS ? RIVER_CARDS_OF_EIGHT : seats;
  if (seats > MOST_SEATS || beforeRiver + atRiver > size)
    return refuse('TOO_MANY_CARDS', `stud for ${seats} seats on ${size} cards`);
  const streets = Array.from({ length: STREETS_BEFORE_RIVER }, (_, s) =>
    Array.from({ length: seats }, (_, i) => s * seats + i),
  );
  if (seats < MOST_SEATS) {
    const river = live.map((i) => ({ i, position: beforeRiver + i }));
    return ok({ streets, river, community: null, left: size - beforeRiver - seats });
  }
  if (live.length > RIVER_CARDS_OF_EIGHT)
    return ok({ streets, river: [], community: beforeRiver, left: size - beforeRiver - 1 });
  const river = live.map((i, order) => ({ i, position: beforeRiver + order }));
  return ok({ streets, river, community: null, left: size - beforeRiver - live.length });
}
