/**
 * Applying: books what happened and cannot refuse. A hand is its events, folded from `initialHand`.
 */
import { assert, unreachable } from '@aboveboard/kit';
import type { Card } from '../cards/card.ts';
import { type Chips, chips, type SeatIndex } from '../units.ts';
import type { HandEvent, HandEventOf, PostKind, Share } from './event.ts';
import { boardCardCount } from './game.ts';
import type { Hand, HandSeat } from './hand.ts';
import { ableToBetCount, inDealOrder, indexOfSeat, liveCount, seatNo, withSeat } from './seats.ts';
import { nextToShow } from './showdown.ts';
import { initialHand } from './start.ts';
import { nextToAct } from './turn.ts';

const NO_CHIPS = chips(0);

/** The hand that `events` tell, from `hand-started` on. */
export function handFrom(events: Iterable<HandEvent>): Hand {
  let hand = initialHand;
  for (const event of events) hand = evolveHand(hand, event);
  return hand;
}

/** The hand after `event`. Events come from `decideHand` or `startHand`, or from a record of theirs, in order. */
export function evolveHand(hand: Hand, event: HandEvent): Hand {
  switch (event.kind) {
    case 'hand-started':
      return started(event);
    case 'posted':
      return posted(hand, event.seat, event.what, event.amount);
    case 'hole-dealt':
      return holeDealt(hand, event);
    case 'folded':
      return folded(hand, event.seat);
    case 'checked':
      return called(hand, event.seat, 0);
    case 'called':
      return called(hand, event.seat, event.amount);
    case 'raised':
      return raised(hand, event);
    case 'uncalled-returned':
      return changeSeat(hand, event.seat, (seat) => takeBack(seat, event.amount));
    case 'pots-gathered':
      return gathered(hand, event);
    case 'board-dealt':
      return boardDealt(hand, event.cards);
    case 'run-out-ordered':
      return { ...hand, isRunOut: true, isBettingOver: true, toAct: hand.phase === 'betting' ? null : hand.toAct };
    case 'shown':
      return resolved(changeSeat(hand, event.seat, (seat) => ({ ...seat, hole: event.cards, fate: 'shown' })));
    case 'mucked':
      return resolved(changeSeat(hand, event.seat, (seat) => ({ ...seat, fate: 'mucked' })));
    case 'rake-taken':
      return { ...hand, rakePerPot: event.perPot };
    case 'pot-awarded':
      return awarded(hand, event.winners);
    case 'hand-ended':
      return { ...hand, phase: 'ended', toAct: null };
    default:
      return unreachable(event);
  }
}

function started({ setup }: HandEventOf<'hand-started'>): Hand {
  const seats = inDealOrder(setup.seats, setup.button).map(
    ({ seat, stack }): HandSeat => ({
      seat,
      stack,
      bet: NO_CHIPS,
      paid: NO_CHIPS,
      dead: NO_CHIPS,
      facedAt: null,
      isFolded: false,
      hole: null,
      fate: 'hidden',
    }),
  );
  const { bigBlind } = setup.stakes;
  return { ...initialHand, setup, seats, phase: 'dealing', betToMatch: bigBlind, fullRaise: bigBlind };
}

function indexInHand(hand: Hand, seat: SeatIndex): number {
  const index = indexOfSeat(hand, seat);
  if (index < 0) assert(false, `seat ${seat} is not in this hand`); // the message is not built for every bet
  return index;
}

function changeSeat(hand: Hand, seat: SeatIndex, change: (seat: HandSeat) => HandSeat): Hand {
  const index = indexInHand(hand, seat);
  return { ...hand, seats: withSeat(hand, index, change(seatNo(hand, index))) };
}

function putIn(seat: HandSeat, amount: number, facedAt: Chips | null): HandSeat {
  return {
    ...seat,
    stack: chips(seat.stack - amount),
    bet: (seat.bet + amount) as Chips,
    paid: (seat.paid + amount) as Chips,
    facedAt,
  };
}

/** The uncalled part of a bet; before the flop it may reach into an ante that nobody else could pay. */
function takeBack(seat: HandSeat, amount: Chips): HandSeat {
  return {
    ...seat,
    stack: (seat.stack + amount) as Chips,
    bet: chips(Math.max(0, seat.bet - amount)),
    paid: chips(seat.paid - amount),
  };
}

/** Blinds are bets; an ante lies in its layer of the pot; what pays for others, or for a hand missed, is dead. */
function posted(hand: Hand, seat: SeatIndex, what: PostKind, amount: Chips): Hand {
  return changeSeat(hand, seat, (before) => {
    const after = putIn(before, amount, null);
    switch (what) {
      case 'small-blind':
      case 'big-blind':
      case 'live-blind':
        return after;
      case 'ante':
        return { ...after, bet: before.bet };
      case 'big-blind-ante':
      case 'dead-blind':
        return { ...after, bet: before.bet, paid: before.paid, dead: (before.dead + amount) as Chips };
      default:
        return unreachable(what);
    }
  });
}

function holeDealt(hand: Hand, { seat, cards }: HandEventOf<'hole-dealt'>): Hand {
  const after = changeSeat(hand, seat, (before) => ({ ...before, hole: cards }));
  if (after.seats.some((s) => s.hole === null)) return after;
  const first = indexOfSeat(after, after.setup.bigBlind) + 1;
  return { ...after, phase: 'betting', toAct: after.isBettingOver ? null : nextToAct(after.seats, after.betToMatch, first) };
}

function folded(hand: Hand, seat: SeatIndex): Hand {
  const index = indexInHand(hand, seat);
  const seats = withSeat(hand, index, { ...seatNo(hand, index), isFolded: true });
  return { ...hand, seats, toAct: nextToAct(seats, hand.betToMatch, index + 1) };
}

/** A check is a call of nothing: the seat has answered the bet there is. */
function called(hand: Hand, seat: SeatIndex, amount: number): Hand {
  const index = indexInHand(hand, seat);
  const seats = withSeat(hand, index, putIn(seatNo(hand, index), amount, hand.betToMatch));
  return { ...hand, seats, toAct: nextToAct(seats, hand.betToMatch, index + 1) };
}

function raised(hand: Hand, { seat, to, fullRaise }: HandEventOf<'raised'>): Hand {
  const index = indexInHand(hand, seat);
  const before = seatNo(hand, index);
  const seats = withSeat(hand, index, putIn(before, to - before.bet, to));
  return { ...hand, seats, toAct: nextToAct(seats, to, index + 1), betToMatch: to, fullRaise, lastAggressor: seat };
}

/** The street is over: bets lie in the pots, and the next street begins with nothing to match. */
function gathered(hand: Hand, { pots }: HandEventOf<'pots-gathered'>): Hand {
  const seats = hand.seats.map((seat) => ({ ...seat, bet: NO_CHIPS, facedAt: null }));
  const isBettingOver = hand.isBettingOver || ableToBetCount(hand) <= 1;
  const isLast = liveCount(hand) === 1 || hand.board.length === boardCardCount(hand.setup.game);
  const after: Hand = {
    ...hand,
    seats,
    pots,
    isBettingOver,
    betToMatch: NO_CHIPS,
    fullRaise: hand.setup.stakes.bigBlind,
    phase: isLast ? 'showdown' : 'dealing',
  };
  return isLast ? { ...after, toAct: nextToShow(after) } : after;
}

function boardDealt(hand: Hand, cards: readonly Card[]): Hand {
  const board = [...hand.board, ...cards];
  const after: Hand = { ...hand, board, street: hand.street + 1, lastAggressor: null };
  if (!hand.isBettingOver) return { ...after, phase: 'betting', toAct: nextToAct(after.seats, NO_CHIPS, 0) };
  if (board.length < boardCardCount(hand.setup.game)) return after;
  const full: Hand = { ...after, phase: 'showdown' };
  return { ...full, toAct: nextToShow(full) };
}

/** A hand was shown or mucked: in a showdown the next seat has to. */
function resolved(hand: Hand): Hand {
  return hand.phase === 'showdown' ? { ...hand, toAct: nextToShow(hand) } : hand;
}

function awarded(hand: Hand, winners: readonly Share[]): Hand {
  const seats = hand.seats.map((seat) => {
    const share = winners.find((winner) => winner.seat === seat.seat);
    return share ? { ...seat, stack: (seat.stack + share.amount) as Chips } : seat;
  });
  return { ...hand, seats, awards: [...hand.awards, winners] };
}
