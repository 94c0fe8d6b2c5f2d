/**
 * Applying: books what happened and cannot refuse. A hand is its events, folded from `initialHand`.
 *
 * Each event makes one new hand and as many new seats as it changes; all else is shared with the hand before.
 */
import { assert, unreachable } from '@aboveboard/kit';
import type { Card } from '../cards/card.ts';
import { type Chips, chips, type SeatIndex } from '../units.ts';
import { type Draft, draftHand, draftSeat, draftWithSeat } from './draft.ts';
import { matched } from './drawing.ts';
import type { HandEvent, HandEventOf, Pot } from './event.ts';
import { endStreet, facedBy, flowOn } from './flow.ts';
import type { Hand, HandSeat } from './hand.ts';
import { ableToBetCount, inDealOrder, indexOfSeat, isOneLeft, seatNo } from './seats.ts';
import type { SeatSetup } from './setup.ts';
import { nextToShow } from './showdown.ts';
import { initialHand } from './start.ts';
import { nextToAct } from './turn.ts';

const NO_CHIPS = chips(0);
const NO_CARDS: readonly Card[] = [];

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
      return posted(hand, event);
    case 'hole-dealt':
      return holeDealt(hand, event);
    case 'discarded':
      return discarded(hand, event);
    case 'folded':
      return folded(hand, event.seat);
    case 'checked':
      return called(hand, event.seat, 0);
    case 'called':
      return called(hand, event.seat, event.amount);
    case 'raised':
      return raised(hand, event);
    case 'uncalled-returned':
      return uncalledReturned(hand, event);
    case 'pots-gathered':
      return gathered(hand, event.pots);
    case 'board-dealt':
      return boardDealt(hand, event);
    case 'runs-agreed':
      return runsAgreed(hand, event.times);
    case 'run-out-ordered':
      return runOutOrdered(hand);
    case 'shown':
      return shown(hand, event);
    case 'mucked':
      return mucked(hand, event.seat);
    case 'rake-taken':
      return rakeTaken(hand, event.perPot);
    case 'pot-awarded':
      return awarded(hand, event);
    case 'hand-ended':
      return ended(hand);
    default:
      return unreachable(event);
  }
}

function started({ setup }: HandEventOf<'hand-started'>): Hand {
  const { game, stakes, options, extraBlinds } = setup;
  const after = draftHand(initialHand);
  after.setup = setup;
  after.phase = 'dealing';
  const seats: HandSeat[] = [];
  for (const seat of inDealOrder(setup.seats, setup.button)) seats.push(seatedWith(seat));
  after.seats = seats;
  after.boards = Array.from({ length: game.boards }, () => NO_CARDS);
  after.betToMatch = setup.bigBlind === null ? NO_CHIPS : stakes.bigBlind;
  after.fullRaise = stakes.smallBet;
  for (const { amount, what } of extraBlinds) {
    after.betToMatch = chips(Math.max(after.betToMatch, amount));
    const isRaise = what === 'straddle' && game.limit !== 'fixed-limit' && options.straddleRaise === 'straddle';
    if (isRaise) after.fullRaise = amount;
  }
  if (game.limit === 'fixed-limit') after.raises = Math.floor(after.betToMatch / stakes.smallBet);
  return after;
}

function seatedWith({ seat, stack }: SeatSetup): HandSeat {
  return {
    seat,
    stack,
    bet: NO_CHIPS,
    paid: NO_CHIPS,
    dead: NO_CHIPS,
    facedAt: null,
    isFolded: false,
    hole: NO_CARDS,
    drewOn: -1,
    fate: 'hidden',
  };
}

function indexInHand(hand: Hand, seat: SeatIndex): number {
  const index = indexOfSeat(hand, seat);
  if (index < 0) assert(false, `seat ${seat} is not in this hand`); // the message is not built for every bet
  return index;
}

/** Chips go from the stack into the bet of the street. */
function putIn(seat: Draft<HandSeat>, amount: number): void {
  seat.stack = chips(seat.stack - amount);
  seat.bet = (seat.bet + amount) as Chips;
  seat.paid = (seat.paid + amount) as Chips;
}

/** Blinds are bets; an ante lies in its layer of the pot; what pays for others, or for a hand missed, is dead. */
function posted(hand: Hand, { seat, what, amount }: HandEventOf<'posted'>): Hand {
  const index = indexInHand(hand, seat);
  const own = draftSeat(seatNo(hand.seats, index));
  switch (what) {
    case 'small-blind':
    case 'big-blind':
    case 'live-blind':
    case 'straddle':
    case 'kill':
      putIn(own, amount);
      break;
    case 'bring-in':
      return broughtIn(hand, index, own, amount);
    case 'ante':
      own.stack = chips(own.stack - amount);
      own.paid = (own.paid + amount) as Chips;
      break;
    case 'big-blind-ante':
    case 'button-ante':
    case 'dead-blind':
      own.stack = chips(own.stack - amount);
      own.dead = (own.dead + amount) as Chips;
      break;
    default:
      return unreachable(what);
  }
  return draftWithSeat(hand, index, own);
}

/** The whole bring-in is due from the others, also when it was short (STUD-3). */
function broughtIn(hand: Hand, index: number, own: Draft<HandSeat>, amount: Chips): Hand {
  putIn(own, amount);
  own.facedAt = NO_CHIPS;
  const after = draftWithSeat(hand, index, own);
  after.betToMatch = hand.setup.stakes.bringIn;
  after.toAct = nextToAct(after.seats, after.betToMatch, index + 1);
  return after;
}

function holeDealt(hand: Hand, { seat, cards }: HandEventOf<'hole-dealt'>): Hand {
  const index = indexInHand(hand, seat);
  const own = draftSeat(seatNo(hand.seats, index));
  own.hole = own.hole.length === 0 ? cards : own.hole.concat(cards);
  const after = draftWithSeat(hand, index, own);
  after.dealt = hand.dealt + cards.length;
  flowOn(after);
  return after;
}

function discarded(hand: Hand, { seat, cards }: HandEventOf<'discarded'>): Hand {
  const index = indexInHand(hand, seat);
  const own = draftSeat(seatNo(hand.seats, index));
  own.drewOn = hand.street;
  if (cards.length > 0) own.hole = matched(own, cards) ?? own.hole;
  const after = draftWithSeat(hand, index, own);
  if (cards.length > 0) after.discards = [...hand.discards, { seat, street: hand.street, cards }];
  flowOn(after);
  return after;
}

/** Out of turn only an absent seat is folded: the turn stays where it is, unless one seat is left. */
function folded(hand: Hand, seat: SeatIndex): Hand {
  const index = indexInHand(hand, seat);
  const own = draftSeat(seatNo(hand.seats, index));
  own.isFolded = true;
  const after = draftWithSeat(hand, index, own);
  if (hand.toAct === seat) after.toAct = nextToAct(after.seats, hand.betToMatch, index + 1);
  else if (isOneLeft(after.seats)) after.toAct = null;
  return after;
}

/** A check is a call of nothing: the seat has answered the bet there is. */
function called(hand: Hand, seat: SeatIndex, amount: number): Hand {
  const index = indexInHand(hand, seat);
  const own = draftSeat(seatNo(hand.seats, index));
  putIn(own, amount);
  own.facedAt = facedBy(hand);
  const after = draftWithSeat(hand, index, own);
  after.toAct = nextToAct(after.seats, hand.betToMatch, index + 1);
  return after;
}

function raised(hand: Hand, { seat, to, fullRaise }: HandEventOf<'raised'>): Hand {
  const index = indexInHand(hand, seat);
  const own = draftSeat(seatNo(hand.seats, index));
  putIn(own, to - own.bet);
  own.facedAt = to;
  const after = draftWithSeat(hand, index, own);
  if (hand.setup.game.limit === 'fixed-limit') after.raises = hand.raises + (isCounted(hand, to, fullRaise) ? 1 : 0);
  after.betToMatch = to;
  after.fullRaise = fullRaise;
  after.lastAggressor = seat;
  after.toAct = nextToAct(after.seats, to, index + 1);
  return after;
}

/** Half a bet or more is a raise, and so is what completes a shorter one to a whole bet (LIMIT-4). */
function isCounted(hand: Hand, to: Chips, bet: Chips): boolean {
  return to % bet === 0 || 2 * (to - facedBy(hand)) >= bet;
}

/** The uncalled part of a bet; before the flop it may reach into an ante that nobody else could pay. */
function uncalledReturned(hand: Hand, { seat, amount }: HandEventOf<'uncalled-returned'>): Hand {
  const index = indexInHand(hand, seat);
  const own = draftSeat(seatNo(hand.seats, index));
  own.stack = (own.stack + amount) as Chips;
  own.bet = chips(Math.max(0, own.bet - amount));
  own.paid = chips(own.paid - amount);
  return draftWithSeat(hand, index, own);
}

/** The street is over: bets lie in the pots, and the next street begins with nothing to match. */
function gathered(hand: Hand, pots: readonly Pot[]): Hand {
  const after = draftHand(hand);
  const seats = hand.seats.slice();
  for (let i = 0; i < seats.length; i++) seats[i] = withoutBet(seatNo(seats, i));
  after.seats = seats;
  after.pots = pots;
  after.isBettingOver = hand.isBettingOver || ableToBetCount(hand.seats) <= 1;
  after.betToMatch = NO_CHIPS;
  endStreet(after);
  return after;
}

function withoutBet(seat: HandSeat): HandSeat {
  if (seat.bet === 0 && seat.facedAt === null) return seat;
  const after = draftSeat(seat);
  after.bet = NO_CHIPS;
  after.facedAt = null;
  return after;
}

function boardDealt(hand: Hand, { board, cards }: HandEventOf<'board-dealt'>): Hand {
  const after = draftHand(hand);
  const boards = hand.boards.slice();
  boards[board] = (boards[board] ?? NO_CARDS).concat(cards);
  after.boards = boards;
  after.dealt = hand.dealt + cards.length;
  flowOn(after);
  return after;
}

function runsAgreed(hand: Hand, times: number): Hand {
  const after = draftHand(hand);
  const [board = NO_CARDS] = hand.boards;
  after.boards = Array.from({ length: times }, () => board);
  return after;
}

function runOutOrdered(hand: Hand): Hand {
  const after = draftHand(hand);
  after.isRunOut = true;
  after.isBettingOver = true;
  if (hand.phase === 'betting') after.toAct = null;
  if (hand.phase === 'drawing') flowOn(after);
  return after;
}

function shown(hand: Hand, { seat, cards }: HandEventOf<'shown'>): Hand {
  const index = indexInHand(hand, seat);
  const own = draftSeat(seatNo(hand.seats, index));
  own.hole = cards;
  own.fate = 'shown';
  return resolved(draftWithSeat(hand, index, own));
}

function mucked(hand: Hand, seat: SeatIndex): Hand {
  const index = indexInHand(hand, seat);
  const own = draftSeat(seatNo(hand.seats, index));
  own.fate = 'mucked';
  return resolved(draftWithSeat(hand, index, own));
}

/** A hand was shown or mucked: in a showdown the next seat has to. */
function resolved(after: Draft<Hand>): Hand {
  if (after.phase === 'showdown') after.toAct = nextToShow(after);
  return after;
}

function rakeTaken(hand: Hand, perPot: readonly Chips[]): Hand {
  const after = draftHand(hand);
  after.rakePerPot = perPot;
  return after;
}

function awarded(hand: Hand, { pot, board, win, winners }: HandEventOf<'pot-awarded'>): Hand {
  const seats = hand.seats.slice();
  for (const { seat, amount } of winners) {
    const index = indexInHand(hand, seat);
    const own = draftSeat(seatNo(hand.seats, index));
    own.stack = (own.stack + amount) as Chips;
    seats[index] = own;
  }
  const after = draftHand(hand);
  after.seats = seats;
  after.awards = [...hand.awards, { pot, board, win, winners }];
  return after;
}

function ended(hand: Hand): Hand {
  const after = draftHand(hand);
  after.phase = 'ended';
  after.toAct = null;
  return after;
}
