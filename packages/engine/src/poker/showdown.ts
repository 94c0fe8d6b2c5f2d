/**
 * The showdown: who shows first, who may muck, and who wins what.
 */
import type { Card } from '../cards/card.ts';
import type { WinRule } from '../cards/hand-type.ts';
import { NO_HAND, strength } from '../cards/strength.ts';
import type { SeatIndex } from '../units.ts';
import type { HoleCard, Pot } from './event.ts';
import type { Hand, HandSeat } from './hand.ts';
import { openerIndex } from './opener.ts';
import { indexOfSeat, seatAt, seatNo } from './seats.ts';

/** The strength of cards that nobody recorded: less than that of no hand. */
const UNKNOWN = NO_HAND - 1;

/**
 * Who must show or muck next: the last aggressor of the last street first, else whoever that street began with, then clockwise.
 * `null` when all have, or when one hand is left that nobody contests: it need not be shown.
 *
 * @see rules/SHOW.md SHOW-1, SHOW-2.
 */
export function nextToShow(hand: Hand): SeatIndex | null {
  const { seats } = hand;
  if (contenderCount(seats) === 1) return null;
  const start = firstToShow(hand);
  for (let step = 0; step < seats.length; step++) {
    const { seat, isFolded, fate } = seatNo(seats, start + step);
    if (!isFolded && fate === 'hidden') return seat;
  }
  return null;
}

function firstToShow(hand: Hand): number {
  if (hand.lastAggressor !== null) return indexOfSeat(hand, hand.lastAggressor);
  const opens = hand.setup.game.streets[hand.street]?.opens;
  return opens === 'high-hand' || opens === 'low-hand' ? openerIndex(hand, opens) : 0;
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

/** All of a seat's cards, when it has some and every one is known. */
export function knownHole(hole: readonly HoleCard[]): readonly Card[] | null {
  for (const card of hole) if (card === null) return null;
  return hole.length === 0 ? null : (hole as readonly Card[]);
}

function strengthAt(hand: Hand, seat: HandSeat, win: WinRule, board: number): number {
  const hole = knownHole(seat.hole);
  return hole === null ? UNKNOWN : strength(win, hole, hand.boards[board] as readonly Card[]);
}

/**
 * Shown hands beat this seat's in every part of every pot it could win: it may be mucked, and then no pot is left without a winner.
 * A seat whose cards are not recorded counts as beaten wherever another hand was shown: only its owner knows better, and shows.
 */
export function isBeaten(hand: Hand, seat: HandSeat): boolean {
  const { wins } = hand.setup.game;
  for (let board = 0; board < hand.boards.length; board++) {
    for (const win of wins) if (!isBeatenIn(hand, seat, win, board)) return false;
  }
  return true;
}

function isBeatenIn(hand: Hand, seat: HandSeat, win: WinRule, board: number): boolean {
  const own = strengthAt(hand, seat, win, board);
  for (const { seats } of hand.pots) {
    if (!seats.includes(seat.seat)) continue;
    if (own !== NO_HAND && !isBetterShown(hand, seats, win, board, own)) return false;
  }
  return true;
}

function isBetterShown(hand: Hand, among: readonly SeatIndex[], win: WinRule, board: number, own: number): boolean {
  for (const seat of among) {
    const other = seatAt(hand, seat);
    if (other.fate === 'shown' && strengthAt(hand, other, win, board) > own) return true;
  }
  return false;
}

/** Without this seat every pot it is in still has somebody to win it. */
export function canMuck(hand: Hand, { seat }: HandSeat): boolean {
  const isContested = (pot: Pot): boolean => pot.seats.some((other) => other !== seat && isContender(seatAt(hand, other)));
  return hand.pots.every((pot) => !pot.seats.includes(seat) || isContested(pot));
}

/** The seats that may still win a pot, in deal order. */
export function contenders(hand: Hand, pot: Pot): SeatIndex[] {
  const left: SeatIndex[] = [];
  for (const seat of pot.seats) if (isContender(seatAt(hand, seat))) left.push(seat);
  return left;
}

/** Those of `among` with the best hand under a rule on a board, in their order; none where nobody has one. */
export function bestOf(hand: Hand, among: readonly SeatIndex[], win: WinRule, board: number): SeatIndex[] {
  let best: SeatIndex[] = [];
  let most = NO_HAND;
  for (const seat of among) {
    const own = strengthAt(hand, seatAt(hand, seat), win, board);
    if (own > most) {
      most = own;
      best = [seat];
    } else if (own === most && own !== NO_HAND) best.push(seat);
  }
  return best;
}
