/**
 * The showdown: who shows first, who may muck, and who wins each pot.
 */
import { assert } from '@aboveboard/kit';
import type { Card } from '../cards/card.ts';
import { evaluateWith } from '../cards/evaluate.ts';
import type { SeatIndex } from '../units.ts';
import type { HoleCard, Pot } from './event.ts';
import type { Hand, HandSeat } from './hand.ts';
import { indexOfSeat, seatAt, seatNo } from './seats.ts';

/** The strength of cards that nobody recorded: less than that of any hand. */
const UNKNOWN = -1;

/**
 * Who must show or muck next: the last aggressor of the last street first, else the first left of the button, then clockwise.
 * `null` when all have, or when one hand is left that nobody contests: it need not be shown.
 *
 * @see rules/SHOW.md SHOW-1, SHOW-2.
 */
export function nextToShow(hand: Hand): SeatIndex | null {
  const { seats } = hand;
  if (contenderCount(seats) === 1) return null;
  const start = hand.lastAggressor === null ? 0 : indexOfSeat(hand, hand.lastAggressor);
  for (let step = 0; step < seats.length; step++) {
    const { seat, isFolded, fate } = seatNo(seats, start + step);
    if (!isFolded && fate === 'hidden') return seat;
  }
  return null;
}

function contenderCount(seats: readonly HandSeat[]): number {
  let count = 0;
  for (const seat of seats) if (isContender(seat)) count++;
  return count;
}

/** It can still win something: neither folded nor mucked. */
function isContender(seat: HandSeat): boolean {
  return !seat.isFolded && seat.fate !== 'mucked';
}

/** All of a seat's cards, when every one is known. */
export function knownHole(hole: readonly HoleCard[] | null): readonly Card[] | null {
  if (hole === null) return null;
  for (const card of hole) if (card === null) return null;
  return hole as readonly Card[];
}

function strengthAt(hand: Hand, seat: HandSeat): number {
  const hole = knownHole(seat.hole);
  return hole === null ? UNKNOWN : evaluateWith(hole, hand.board);
}

/**
 * A shown hand beats this seat's in every pot it could win: it may be mucked, and then no pot is left without a winner. A seat
 * whose cards are not recorded counts as beaten wherever another hand was shown: only its owner knows better, and shows.
 */
export function isBeaten(hand: Hand, seat: HandSeat): boolean {
  const own = strengthAt(hand, seat);
  for (const { seats } of hand.pots) {
    if (seats.includes(seat.seat) && !isBetterShown(hand, seats, own)) return false;
  }
  return true;
}

function isBetterShown(hand: Hand, among: readonly SeatIndex[], own: number): boolean {
  for (const seat of among) {
    const other = seatAt(hand, seat);
    if (other.fate === 'shown' && strengthAt(hand, other) > own) return true;
  }
  return false;
}

/** Without this seat every pot it is in still has somebody to win it. */
export function canMuck(hand: Hand, { seat }: HandSeat): boolean {
  const isContested = (pot: Pot): boolean => pot.seats.some((other) => other !== seat && isContender(seatAt(hand, other)));
  return hand.pots.every((pot) => !pot.seats.includes(seat) || isContested(pot));
}

/** The seats with the best hand for a pot, in deal order; an uncontested one needs no cards. */
export function winnersOf(hand: Hand, pot: Pot): SeatIndex[] {
  const left = pot.seats.filter((seat) => isContender(seatAt(hand, seat)));
  assert(left.length > 0, 'a pot that everybody gave up');
  if (left.length === 1) return left;
  const strengths = left.map((seat) => strengthAt(hand, seatAt(hand, seat)));
  const best = Math.max(...strengths);
  return left.filter((_, i) => strengths[i] === best);
}
