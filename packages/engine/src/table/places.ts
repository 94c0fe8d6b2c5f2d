/**
 * Where button and blinds of the next hand are. By the dead-button rule the big blind moves to the next player and never skips one,
 * the small blind follows to where the big blind was, the button to where the small blind was, whether anybody sits there or not.
 * With a moving button it is the button that moves to the next player, and the blinds adjust.
 *
 * @see rules/TABLE.md TABLE-1 to TABLE-7, TABLE-18 to TABLE-20.
 */
import { inDealOrder } from '../poker/seats.ts';
import { MAX_SEATS, type SeatIndex } from '../units.ts';
import type { Positions, Table, TableSeat } from './state.ts';

/** A seat that could be dealt in. */
export interface Candidate {
  readonly seat: SeatIndex;
  readonly at: TableSeat;
  /** Dealt in without its player, in a tournament. */
  readonly isAbsent: boolean;
}

/** Where the positions are, and who is dealt in there. */
export interface Placement {
  readonly positions: Positions;
  readonly dealtIn: readonly Candidate[];
  /** Nobody is left who has posted, or nobody has yet. */
  readonly isNewGame: boolean;
}

/** Whoever owes a blind, or waits for the big one, is no regular of the game yet. */
export function isOwing({ owesBigBlind, owesSmallBlind, status }: TableSeat): boolean {
  return owesBigBlind || owesSmallBlind || status === 'waiting-for-blind';
}

/** Nobody has posted before, or nobody who has is still there: all who are ready are dealt in and owe nothing (TABLE-1). */
export function firstPlaces(present: readonly Candidate[], firstButton: SeatIndex | undefined): Placement {
  const seats = present.map(({ seat }) => seat);
  const button = firstButton !== undefined && seats.includes(firstButton) ? firstButton : (seats[0] as SeatIndex);
  const smallBlind = seats.length === 2 ? button : following(seats, button);
  return { positions: { button, smallBlind, bigBlind: following(seats, smallBlind) }, dealtIn: present, isNewGame: true };
}

/** The positions after `last`, for a game with two blinds. */
export function nextPlaces({ rules }: Table, last: Positions, present: readonly Candidate[]): Placement {
  const { button, isTournament } = rules.tableOptions;
  const moving = button === 'dead' || isTournament ? null : movingPositions(last, present);
  const positions = moving ?? deadPositions(last, seatsOf(present));
  const dealtIn = present.filter((one) => one.seat === positions.bigBlind || mayComeIn(one, positions, isTournament));
  if (dealtIn.length < 2) return roundOneRegular(last, present);
  const seats = seatsOf(dealtIn);
  if (seats.length === 2) return { positions: headsUp(seats, positions.bigBlind), dealtIn, isNewGame: false };
  const isOut = isButtonOut(positions);
  return {
    positions: isOut ? { ...positions, button: preceding(seats, positions.smallBlind) } : positions,
    dealtIn,
    isNewGame: false,
  };
}

/** With one regular left the others need not wait for him: all are dealt in, the small blind and the button before the big one. */
function roundOneRegular(last: Positions, present: readonly Candidate[]): Placement {
  const seats = seatsOf(present);
  const bigBlind = following(seats, last.bigBlind);
  const smallBlind = preceding(seats, bigBlind);
  const button = seats.length === 2 ? smallBlind : preceding(seats, smallBlind);
  return { positions: { button, smallBlind, bigBlind }, dealtIn: present, isNewGame: false };
}

/**
 * Heads-up play has become three-handed and the big blind stands where the button would go, or has gone past it: the seat before the
 * small blind has the button.
 */
function isButtonOut({ button, smallBlind, bigBlind }: Positions): boolean {
  return button === bigBlind || isBetween(smallBlind, button, bigBlind);
}

function deadPositions(last: Positions, ready: readonly SeatIndex[]): Positions {
  return { button: last.smallBlind, smallBlind: last.bigBlind, bigBlind: following(ready, last.bigBlind) };
}

/** `null` where heads-up play begins or ends: the dead-button rule settles that (TABLE-18). */
function movingPositions(last: Positions, present: readonly Candidate[]): Positions | null {
  const regulars = seatsOf(present.filter(({ at }) => !isOwing(at)));
  if (regulars.length < 3 || last.button === last.smallBlind) return null;
  const button = following(regulars, last.button);
  const smallBlind = following(regulars, button);
  return { button, smallBlind, bigBlind: following(seatsOf(present), smallBlind) };
}

/** The other player than the big blind has the button and is small blind: so nobody is big blind twice running (TABLE-5). */
function headsUp(seats: readonly SeatIndex[], bigBlind: SeatIndex): Positions {
  const other = following(seats, bigBlind);
  return { button: other, smallBlind: other, bigBlind };
}

/**
 * Whoever owes comes in where the blinds have passed, not from the button to the big blind: the blinds would be got for nothing. And
 * between button and small blind nobody is dealt in, also who owes nothing after a move, or in a tournament.
 */
function mayComeIn({ seat, at }: Candidate, positions: Positions, isTournament: boolean): boolean {
  const { button, smallBlind, bigBlind } = positions;
  const isOut = isButtonOut(positions);
  if (isBetween(button, seat, smallBlind) && (isTournament || !isOut)) return false;
  return isTournament || !isOwing(at) || (at.status === 'playing' && !isOut && isBetween(bigBlind, seat, button));
}

/**
 * The button goes to the next player with every hand, and nobody's place depends on who posted what: a game with the button's blind
 * alone, or with none.
 */
export function turningPlaces(last: Positions, present: readonly Candidate[]): Placement {
  const ready = seatsOf(present);
  const button = following(ready, last.button);
  const comingIn = present.filter(({ seat, at }) => seat === button || at.status !== 'waiting-for-blind');
  const dealtIn = comingIn.length < 2 ? present : comingIn;
  const seats = seatsOf(dealtIn);
  const smallBlind = seats.length === 2 ? button : following(seats, button);
  return { positions: { button, smallBlind, bigBlind: following(seats, smallBlind) }, dealtIn, isNewGame: false };
}

/**
 * The seat that buys the button: between the button to be and the small blind to be, its blinds just missed. It posts both, nobody
 * else does, and the button is next.
 *
 * @see rules/TABLE.md TABLE-22.
 */
export function buyerOf(
  { rules }: Table,
  last: Positions,
  { dealtIn }: Placement,
  present: readonly Candidate[],
): Candidate | null {
  const { mayBuyButton, button, isTournament } = rules.tableOptions;
  if (!mayBuyButton || isTournament || button !== 'dead') return null;
  const isOffered = ({ seat, at }: Candidate): boolean =>
    at.buysButton &&
    isOwing(at) &&
    isBetween(last.smallBlind, seat, last.bigBlind) &&
    !dealtIn.some((one) => one.seat === seat);
  const isRegularThere = dealtIn.some(({ seat }) => seat === last.bigBlind);
  return isRegularThere ? (inDealOrder(present.filter(isOffered), last.smallBlind).at(-1) ?? null) : null;
}

/** Taken seats strictly between the last position and this one: it went past them. */
export function passedOver(table: Table, last: SeatIndex, now: SeatIndex): SeatIndex[] {
  return table.seats.flatMap((at, index) => {
    const seat = index as SeatIndex;
    const isPassed = seat !== last && seat !== now && steps(last, seat) < (steps(last, now) || MAX_SEATS);
    return at !== null && isPassed ? [seat] : [];
  });
}

/** Clockwise steps from one seat to another, 0 to itself. */
export function steps(from: SeatIndex, to: SeatIndex): number {
  return (to - from + MAX_SEATS) % MAX_SEATS;
}

/** Whether `seat` lies strictly between two others, clockwise. */
export function isBetween(from: SeatIndex, seat: SeatIndex, to: SeatIndex): boolean {
  return steps(from, seat) > 0 && steps(from, seat) < steps(from, to);
}

export function seatsOf(candidates: readonly { readonly seat: SeatIndex }[]): SeatIndex[] {
  return candidates.map(({ seat }) => seat);
}

/** The first of `seats` clockwise after `from`. */
function following(seats: readonly SeatIndex[], from: SeatIndex): SeatIndex {
  return inDealOrder(
    seats.map((seat) => ({ seat })),
    from,
  )[0]?.seat as SeatIndex;
}

/** The last of `seats` clockwise before `from`. */
function preceding(seats: readonly SeatIndex[], from: SeatIndex): SeatIndex {
  return inDealOrder(
    seats.filter((seat) => seat !== from).map((seat) => ({ seat })),
    from,
  ).at(-1)?.seat as SeatIndex;
}
