/**
 * Showing and mucking, as commands.
 */
import { err, ok, type Result } from '@aboveboard/kit';
import type { Card } from '../cards/card.ts';
import type { SeatIndex } from '../units.ts';
import { isOut } from './dealing.ts';
import { matched } from './drawing.ts';
import type { HandEvent } from './event.ts';
import type { Hand, HandSeat } from './hand.ts';
import type { HandRefusal } from './refusal.ts';
import { indexOfSeat, seatAt, seatNo } from './seats.ts';
import { canMuck, isBeaten, knownHole } from './showdown.ts';

type Decision = Result<HandEvent[], HandRefusal>;

/**
 * Turns a hand up: at its turn in the showdown, from the moment no more betting is possible, or once after the hand has ended.
 *
 * @param cards needed where the hole cards were dealt unrecorded; otherwise they must be the seat's own.
 * @returns `shown`, or NOT_YOUR_TURN, NOT_POSSIBLE_NOW, NOT_YOUR_CARDS, CARD_ALREADY_DEALT.
 * @see rules/SHOW.md SHOW-1, SHOW-4, SHOW-6.
 */
export function decideShow(hand: Hand, seat: SeatIndex, cards?: readonly Card[]): Decision {
  const index = indexOfSeat(hand, seat);
  if (index < 0 || !mayShow(hand, seatNo(hand.seats, index))) return err({ code: 'NOT_POSSIBLE_NOW' });
  const isOthersTurn = hand.phase === 'showdown' && !hand.isBettingOver && hand.toAct !== seat;
  if (isOthersTurn) return err({ code: 'NOT_YOUR_TURN' });
  const own = seatNo(hand.seats, index);
  const turnedUp = cards ?? knownHole(own.hole);
  if (turnedUp === null || !isSameHand(turnedUp, own)) return err({ code: 'NOT_YOUR_CARDS' });
  const twice = turnedUp.find((card) => isOut(hand, card, seat));
  return twice === undefined
    ? ok([{ kind: 'shown', seat, cards: turnedUp }])
    : err({ code: 'CARD_ALREADY_DEALT', card: twice });
}

function mayShow(hand: Hand, seat: HandSeat): boolean {
  if (seat.isFolded || seat.hole.length === 0 || seat.fate === 'shown') return false;
  return hand.phase === 'ended' || hand.phase === 'showdown' || hand.isBettingOver;
}

/** As many cards as were dealt, each once, all recorded ones among them. */
function isSameHand(shown: readonly Card[], seat: HandSeat): boolean {
  return new Set(shown).size === shown.length && matched(seat, shown)?.length === 0;
}

/**
 * Gives a hand up unseen, at its turn in the showdown.
 *
 * @returns `mucked`, or NOT_YOUR_TURN, or NOT_POSSIBLE_NOW where a pot would be left that nobody can win, or where all hands are
 *   turned up.
 * @see rules/SHOW.md SHOW-3.
 */
export function decideMuck(hand: Hand, seat: SeatIndex): Decision {
  if (hand.phase !== 'showdown') return err({ code: 'NOT_POSSIBLE_NOW' });
  if (hand.toAct !== seat) return err({ code: 'NOT_YOUR_TURN' });
  return canMuck(hand, seatAt(hand, seat)) ? ok([{ kind: 'mucked', seat }]) : err({ code: 'NOT_POSSIBLE_NOW' });
}

/** What the rules make of the seat whose turn it is in the showdown: beaten hands are mucked, all others shown. */
export function settleNext(hand: Hand): HandEvent[] {
  if (hand.toAct === null) return [];
  const seat = seatAt(hand, hand.toAct);
  const cards = knownHole(seat.hole);
  if (cards === null || isBeaten(hand, seat)) return [{ kind: 'mucked', seat: seat.seat }];
  return [{ kind: 'shown', seat: seat.seat, cards }];
}
