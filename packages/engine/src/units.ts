/**
 * The units of a card room. Each is a plain number or string at run time; the type keeps chips from being added to seats.
 */
import { assert, type Brand } from '@aboveboard/kit';

/** A whole number of the table's smallest chip, zero or more. Money becomes chips at the buy-in and nowhere else. */
export type Chips = Brand<number, 'Chips'>;
/** Position at the table, 0-based and clockwise; an empty seat keeps its number. */
export type SeatIndex = Brand<number, 'SeatIndex'>;
/** Who sits there. The engine compares players and knows nothing else about them. */
export type PlayerId = Brand<string, 'PlayerId'>;

/** A table has at most this many seats; it also bounds every walk round the table. */
export const MAX_SEATS = 10;

/** An amount of chips; an assertion stops what is none. */
export function chips(n: number): Chips {
  if (!(Number.isSafeInteger(n) && n >= 0)) assert(false, `not an amount of chips: ${n}`); // a message is built when it is needed
  return n as Chips;
}

/** A seat; an assertion stops what is none. */
export function seatIndex(n: number): SeatIndex {
  if (!(Number.isInteger(n) && n >= 0 && n < MAX_SEATS)) assert(false, `not a seat: ${n}`);
  return n as SeatIndex;
}

/** An id of a player; an assertion stops an empty one. */
export function playerId(id: string): PlayerId {
  assert(id.length > 0, 'a player without an id');
  return id as PlayerId;
}
