/**
 * How a hand goes on of itself: from the last card dealt to the next draw, the next bet, the next street, the showdown. Each street of
 * the game's description is gone through in one order: own cards, draw, board, bets.
 */
import { deckSize } from '../cards/deck.ts';
import { type Chips, chips, type SeatIndex } from '../units.ts';
import type { HandDraft } from './draft.ts';
import type { Game, Street } from './game.ts';
import type { Hand, HandSeat } from './hand.ts';
import { openerIndex } from './opener.ts';
import { isOneLeft, liveCount, seatNo } from './seats.ts';
import type { Stakes } from './setup.ts';
import { nextToShow } from './showdown.ts';
import { isLoneBettor, nextToAct } from './turn.ts';

/** The street being played; a hand is on one from its first event to its last. */
export function streetOf(hand: Hand): Street {
  return hand.setup.game.streets[hand.street] as Street;
}

/** The first board that lacks cards, -1 when none does. */
export function shortBoard({ boards, boardDue }: Hand): number {
  for (let b = 0; b < boards.length; b++) if ((boards[b]?.length ?? 0) < boardDue) return b;
  return -1;
}

/** The first live seat that lacks own cards, in deal order; `null` when none does. */
export function shortSeat({ seats, holeDue }: Hand): HandSeat | null {
  for (const seat of seats) if (!seat.isFolded && seat.hole.length < holeDue) return seat;
  return null;
}

/** The smallest bet of a street, at fixed limit the only one. */
export function betOf({ limit }: Game, { smallBet, bigBet }: Stakes, { bet }: Street): Chips {
  return limit === 'fixed-limit' && bet === 'big' ? bigBet : smallBet;
}

/** Brings a hand to where it waits for somebody, or to the end of the street's bets. `hand` is changed. */
export function flowOn(hand: HandDraft): void {
  for (;;) {
    const isShort = shortSeat(hand) !== null;
    const drawer = isShort ? null : nextToDraw(hand);
    if (isShort || drawer !== null || shortBoard(hand) >= 0) {
      hand.phase = drawer === null ? 'dealing' : 'drawing';
      hand.toAct = drawer;
      return;
    }
    if (!hand.isBettingOver || hand.pots.length === 0) {
      openBetting(hand);
      return;
    }
    if (isLastStreet(hand)) {
      toShowdown(hand);
      return;
    }
    enterStreet(hand, hand.street + 1);
  }
}

/** After the bets are gathered: on to the next street, or to the showdown. `hand` is changed. */
export function endStreet(hand: HandDraft): void {
  if (isOneLeft(hand.seats) || isLastStreet(hand)) {
    toShowdown(hand);
    return;
  }
  enterStreet(hand, hand.street + 1);
  flowOn(hand);
}

function isLastStreet({ setup, street }: Hand): boolean {
  return street === setup.game.streets.length - 1;
}

function toShowdown(hand: HandDraft): void {
  hand.phase = 'showdown';
  hand.toAct = nextToShow(hand);
}

/** Goes to a street: what is due on it, and that nothing is bet yet. `hand` is changed. */
export function enterStreet(hand: HandDraft, street: number): void {
  const { game, stakes } = hand.setup;
  const next = game.streets[street] as Street;
  const { hole = '', discard = 0, board = 0 } = next;
  hand.street = street;
  hand.lastAggressor = null;
  hand.raises = 0;
  hand.betToMatch = 0 as Chips;
  hand.fullRaise = betOf(game, stakes, next);
  const cards = hole.length * liveCount(hand.seats);
  const spoken = hand.setup.isSealedDeck ? hand.holeDue * hand.seats.length : hand.dealt;
  hand.isCardShared = cards > 0 && cards > deckSize(game.deck) - spoken;
  hand.holeDue += (hand.isCardShared ? 0 : hole.length) - discard;
  hand.boardDue += board + (hand.isCardShared ? 1 : 0);
}

/** The next live seat to draw or discard on this street, from left of the button. A hand that is run out keeps all it holds. */
function nextToDraw(hand: Hand): SeatIndex | null {
  const { draw, discard } = streetOf(hand);
  if ((draw === undefined && discard === undefined) || hand.isRunOut) return null;
  for (const { seat, isFolded, drewOn } of hand.seats) if (!isFolded && drewOn !== hand.street) return seat;
  return null;
}

function openBetting(hand: HandDraft): void {
  hand.phase = 'betting';
  hand.liveAtStart = liveCount(hand.seats);
  if (hand.isBettingOver) {
    hand.toAct = null;
    return;
  }
  const start = openerIndex(hand, streetOf(hand).opens);
  if (isBringInDue(hand)) openWithBringIn(hand, start);
  else hand.toAct = nextToAct(hand.seats, hand.betToMatch, start);
}

/** The street begins with a bring-in that nobody has put in yet. */
export function isBringInDue({ setup, street, phase, betToMatch }: Hand): boolean {
  return (
    setup.game.forced === 'bring-in' && street === 0 && phase === 'betting' && betToMatch === 0 && setup.stakes.bringIn > 0
  );
}

/** All-in for its ante, the door card brings nothing in: the next seat opens for as much, or folds (STUD-3). */
function openWithBringIn(hand: HandDraft, start: number): void {
  const opener = seatNo(hand.seats, start);
  if (opener.stack > 0) {
    hand.toAct = isLoneBettor(hand.seats, opener) ? null : opener.seat;
    return;
  }
  hand.betToMatch = hand.setup.stakes.bringIn;
  hand.toAct = nextToAct(hand.seats, hand.betToMatch, start + 1);
}

/** Nothing but a bring-in has been put in on this street: the next bet completes it. */
export function isOnlyBringIn({ setup, street, lastAggressor }: Hand): boolean {
  return setup.game.forced === 'bring-in' && street === 0 && lastAggressor === null;
}

/** What a seat answers with its turn: the bet it faces, of which a bring-in is none. */
export function facedBy(hand: Hand): Chips {
  return isOnlyBringIn(hand) ? chips(0) : hand.betToMatch;
}
