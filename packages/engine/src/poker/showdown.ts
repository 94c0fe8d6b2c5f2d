/**
 * The showdown: who shows first, who may muck, and who wins each pot.
 */
import { assert } from '@aboveboard/kit';
import type { Card } from '../cards/card.ts';
import { evaluate } from '../cards/evaluate.ts';
import type { SeatIndex } from '../units.ts';
import type { HoleCard, Pot } from './event.ts';
import type { Hand, HandSeat } from './hand.ts';
import { indexOfSeat, seatAt, seatNo } from './seats.ts';

/**
 * Who must show or muck next: the last aggressor of the last street first, else the first left of the button, then clockwise.
 * `null` when all have, or when one hand is left that nobody contests: it need not be shown.
 *
 * @see rules/SHOW.md SHOW-1, SHOW-2.
 */
export function nextToShow(hand: Hand): SeatIndex | null {
  if (contenders(hand).length === 1) return null;
  const start = hand.lastAggressor === null ? 0 : indexOfSeat(hand, hand.lastAggressor);
  for (let step = 0; step < hand.seats.length; step++) {
    const seat = seatNo(hand, start + step);
    if (!seat.isFolded && seat.fate === 'hidden') return seat.seat;
  }
  return null;
}

/** Seats that can still win something: neither folded nor mucked. */
function contenders(hand: Hand): HandSeat[] {
  return hand.seats.filter(isContender);
}

function isContender(seat: HandSeat): boolean {
  return !seat.isFolded && seat.fate !== 'mucked';
}

/** All of a seat's cards, when every one is known. */
export function knownHole(hole: readonly HoleCard[] | null): readonly Card[] | null {
  return hole?.every((card) => card !== null) ? (hole as readonly Card[]) : null;
}

function strengthAt(hand: Hand, seat: HandSeat): number | null {
  const hole = knownHole(seat.hole);
  return hole && evaluate([...hole, ...hand.board]);
}

/**
 * A shown hand beats this seat's in every pot it could win: it may be mucked, and then no pot is left without a winner. A seat
 * whose cards are not recorded counts as beaten wherever another hand was shown: only its owner knows better, and shows.
 */
export function isBeaten(hand: Hand, seat: HandSeat): boolean {
  const own = strengthAt(hand, seat);
  return potsOf(hand, seat).every((pot) =>
    shownIn(hand, pot).some((other) => other !== seat && (own === null || (strengthAt(hand, other) ?? -1) > own)),
  );
}

/** Without this seat every pot it is in still has somebody to win it. */
export function canMuck(hand: Hand, seat: HandSeat): boolean {
  return potsOf(hand, seat).every((pot) => pot.seats.some((other) => other !== seat.seat && isContender(seatAt(hand, other))));
}

function potsOf(hand: Hand, seat: HandSeat): Pot[] {
  return hand.pots.filter((pot) => pot.seats.includes(seat.seat));
}

function shownIn(hand: Hand, pot: Pot): HandSeat[] {
  return pot.seats.map((seat) => seatAt(hand, seat)).filter((seat) => seat.fate === 'shown');
}

/** The seats with the best hand for a pot, in deal order; an uncontested one needs no cards. */
export function winnersOf(hand: Hand, pot: Pot): SeatIndex[] {
  const left = pot.seats.map((seat) => seatAt(hand, seat)).filter(isContender);
  assert(left.length > 0, 'a pot that everybody gave up');
  if (left.length === 1) return left.map((seat) => seat.seat);
  const strengths = left.map((seat) => strengthAt(hand, seat) ?? -1);
  const best = Math.max(...strengths);
  return left.filter((_, i) => strengths[i] === best).map((seat) => seat.seat);
}
