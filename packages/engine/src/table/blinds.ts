/**
 * Button and blinds of the next hand, by the dead-button rule: the big blind moves to the next player and never skips one, the
 * small blind follows to where the big blind was, the button to where the small blind was, whether anybody sits there or not.
 *
 * @see rules/TABLE.md TABLE-1 to TABLE-8.
 */
import { inDealOrder } from '../poker/seats.ts';
import { type Chips, chips, MAX_SEATS, type SeatIndex } from '../units.ts';
import type { HandInPlay, Positions, Table, TableSeat } from './state.ts';

interface Candidate {
  readonly seat: SeatIndex;
  readonly at: TableSeat;
}

/** The hand that would begin now, `null` with fewer than two seats to deal in. `absent` seats count as sitting out. */
export function nextHand(table: Table, absent: readonly SeatIndex[], firstButton?: SeatIndex): HandInPlay | null {
  const present = candidates(table).filter(({ seat, at }) => isReady(at) && !absent.includes(seat));
  if (present.length < 2) return null;
  const isNewGame = table.positions === null || present.every(({ at }) => isOwing(at));
  if (isNewGame) return firstHand(table, present, firstButton);
  return followingHand(table, table.positions, present);
}

function candidates(table: Table): Candidate[] {
  return table.seats.flatMap((at, seat) => (at === null ? [] : [{ seat: seat as SeatIndex, at }]));
}

function isReady(at: TableSeat): boolean {
  return at.stack > 0 && (at.status === 'playing' || at.status === 'waiting-for-blind');
}

function isOwing(at: TableSeat): boolean {
  return at.owesBigBlind || at.owesSmallBlind || at.status === 'waiting-for-blind';
}

/** Nobody has posted before, or nobody who has is still there: all who are ready are dealt in and owe nothing. */
function firstHand(table: Table, present: readonly Candidate[], firstButton: SeatIndex | undefined): HandInPlay {
  const seats = present.map(({ seat }) => seat);
  const button = firstButton !== undefined && seats.includes(firstButton) ? firstButton : (seats[0] as SeatIndex);
  const smallBlind = seats.length === 2 ? button : following(seats, button);
  return handInPlay(table, { button, smallBlind, bigBlind: following(seats, smallBlind) }, present);
}

function followingHand(table: Table, last: Positions, present: readonly Candidate[]): HandInPlay {
  const ready = present.map(({ seat }) => seat);
  const bigBlind = following(ready, last.bigBlind);
  const moved: Positions = { button: last.smallBlind, smallBlind: last.bigBlind, bigBlind };
  const comingIn = present.filter((one) => one.seat === bigBlind || mayComeIn(one, moved));
  const dealtIn = comingIn.length < 2 ? present : comingIn; // with one regular left, the others need not wait for him
  const seats = dealtIn.map(({ seat }) => seat);
  if (seats.length === 2) return handInPlay(table, headsUp(seats, bigBlind), dealtIn);
  // Heads-up play has become three-handed and the big blind stands where the button would go: the seat before the small blind has it.
  const button = moved.button === bigBlind ? preceding(seats, moved.smallBlind) : moved.button;
  return handInPlay(table, { ...moved, button }, dealtIn);
}

/** The other player than the big blind has the button and is small blind: so nobody is big blind twice running (TABLE-5). */
function headsUp(seats: readonly SeatIndex[], bigBlind: SeatIndex): Positions {
  const other = following(seats, bigBlind);
  return { button: other, smallBlind: other, bigBlind };
}

/** Whoever owes comes in where the blinds have passed, not from the button to the big blind: the blinds would be got for nothing. */
function mayComeIn({ seat, at }: Candidate, { button, bigBlind }: Positions): boolean {
  if (!isOwing(at)) return true;
  return at.status === 'playing' && steps(button, seat) > steps(button, bigBlind) && button !== bigBlind;
}

function handInPlay(table: Table, positions: Positions, dealtIn: readonly Candidate[]): HandInPlay {
  const seats = inDealOrder(dealtIn, positions.button).map(({ seat, at }) => ({
    seat,
    ...owedBy(table, positions, seat, at, dealtIn),
  }));
  const isIn = (seat: SeatIndex): boolean => dealtIn.some((one) => one.seat === seat);
  const missed = table.positions === null ? [] : passedOver(table, table.positions.bigBlind, positions.bigBlind);
  const atSmallBlind = table.seats[positions.smallBlind];
  const isSmallBlindMissed = atSmallBlind && !isIn(positions.smallBlind) && !atSmallBlind.owesBigBlind; // a newcomer owes one only
  return {
    positions,
    isSmallBlindDead: !isIn(positions.smallBlind),
    seats,
    missedBigBlind: missed.filter((seat) => !isIn(seat)),
    missedSmallBlind: isSmallBlindMissed ? [positions.smallBlind] : [],
  };
}

/** A seat that is a blind in this hand has nothing else to post. */
function owedBy(
  table: Table,
  positions: Positions,
  seat: SeatIndex,
  at: TableSeat,
  dealtIn: readonly Candidate[],
): { owesLive: Chips; owesDead: Chips } {
  const { smallBlind, bigBlind } = table.rules.stakes;
  const isBlind = seat === positions.bigBlind || seat === positions.smallBlind;
  const isNewGame = dealtIn.every((one) => isOwing(one.at));
  const isFree = isBlind || isNewGame;
  return {
    owesLive: !isFree && at.owesBigBlind ? bigBlind : chips(0),
    owesDead: !isFree && at.owesSmallBlind ? smallBlind : chips(0),
  };
}

/** Taken seats strictly between the last big blind and this one: the blinds went past them. */
function passedOver(table: Table, last: SeatIndex, now: SeatIndex): SeatIndex[] {
  return candidates(table)
    .map(({ seat }) => seat)
    .filter((seat) => seat !== last && seat !== now && steps(last, seat) < (steps(last, now) || MAX_SEATS));
}

/** Clockwise steps from one seat to another, 0 to itself. */
function steps(from: SeatIndex, to: SeatIndex): number {
  return (to - from + MAX_SEATS) % MAX_SEATS;
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
