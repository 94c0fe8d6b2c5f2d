/**
 * The next state while it is being made: a copy that nobody else has seen, written to until it is handed out.
 *
 * Every field is named here, in the order of the type. Objects with the same fields in the same order share one hidden class, and
 * code that meets a single class runs several times as fast as code that meets one for each spread (`{ ...hand, pots }`).
 */
import type { Hand, HandSeat } from './hand.ts';

export type Draft<T> = { -readonly [Field in keyof T]: T[Field] };

/** A hand that is being made: its list of seats is its own, the seats are not. */
export type HandDraft = Omit<Draft<Hand>, 'seats'> & { seats: HandSeat[] };

export function draftHand(hand: Hand): HandDraft {
  return {
    setup: hand.setup,
    phase: hand.phase,
    street: hand.street,
    seats: hand.seats.slice(),
    boards: hand.boards,
    holeDue: hand.holeDue,
    boardDue: hand.boardDue,
    dealt: hand.dealt,
    seenLow: hand.seenLow,
    seenHigh: hand.seenHigh,
    isCardShared: hand.isCardShared,
    discards: hand.discards,
    toAct: hand.toAct,
    betToMatch: hand.betToMatch,
    fullRaise: hand.fullRaise,
    raises: hand.raises,
    liveAtStart: hand.liveAtStart,
    lastAggressor: hand.lastAggressor,
    isBettingOver: hand.isBettingOver,
    isRunOut: hand.isRunOut,
    pots: hand.pots,
    rakePerPot: hand.rakePerPot,
    awards: hand.awards,
  };
}

/** The seat at `index`, to be written to: a copy takes its place in the hand. */
export function draftSeat(hand: HandDraft, index: number): Draft<HandSeat> {
  const seat = hand.seats[index] as HandSeat;
  const own = {
    seat: seat.seat,
    stack: seat.stack,
    bet: seat.bet,
    paid: seat.paid,
    dead: seat.dead,
    facedAt: seat.facedAt,
    isFolded: seat.isFolded,
    hole: seat.hole,
    drewOn: seat.drewOn,
    fate: seat.fate,
  };
  hand.seats[index] = own;
  return own;
}
