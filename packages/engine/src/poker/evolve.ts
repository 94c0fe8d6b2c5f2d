/**
 * Applying: books what happened and cannot refuse. A hand is its events, folded from `initialHand`.
 *
 * Whoever folds several events into one hand does it on one draft: each seat that changes is copied, all else is shared with the hand
 * before.
 */
import { assert, unreachable } from '@aboveboard/kit';
import type { Card } from '../cards/card.ts';
import { type Chips, chips, type SeatIndex } from '../units.ts';
import { type Draft, draftHand, draftSeat, type HandDraft } from './draft.ts';
import { matched } from './drawing.ts';
import type { HandEvent, HandEventOf, Pot } from './event.ts';
import { endStreet, enterStreet, facedBy, flowOn } from './flow.ts';
import type { Hand, HandSeat } from './hand.ts';
import { ableToBetCount, inDealOrder, indexOfSeat, isOneLeft, seatNo } from './seats.ts';
import { see } from './seen.ts';
import type { SeatSetup } from './setup.ts';
import { nextToShow } from './showdown.ts';
import { initialHand } from './start.ts';
import { nextToAct } from './turn.ts';

const NO_CHIPS = chips(0);
const NO_CARDS: readonly Card[] = [];

/** The hand that `events` tell, from `hand-started` on. */
export function handFrom(events: Iterable<HandEvent>): Hand {
  const hand = draftHand(initialHand);
  for (const event of events) applyEvent(hand, event);
  return hand;
}

/** The hand after `event`. Events come from `decideHand` or `startHand`, or from a record of theirs, in order. */
export function evolveHand(hand: Hand, event: HandEvent): Hand {
  const after = draftHand(hand);
  applyEvent(after, event);
  return after;
}

/** Books `event` in a hand that nobody else has seen yet. */
export function applyEvent(hand: HandDraft, event: HandEvent): void {
  switch (event.kind) {
    case 'hand-started':
      started(hand, event);
      return;
    case 'posted':
      posted(hand, event);
      return;
    case 'hole-dealt':
      holeDealt(hand, event);
      return;
    case 'discarded':
      discarded(hand, event);
      return;
    case 'folded':
      folded(hand, event.seat);
      return;
    case 'checked':
      called(hand, event.seat, 0);
      return;
    case 'called':
      called(hand, event.seat, event.amount);
      return;
    case 'raised':
      raised(hand, event);
      return;
    case 'uncalled-returned':
      uncalledReturned(hand, event);
      return;
    case 'pots-gathered':
      gathered(hand, event.pots);
      return;
    case 'board-dealt':
      boardDealt(hand, event);
      return;
    case 'runs-agreed':
      runsAgreed(hand, event.times);
      return;
    case 'run-out-ordered':
      runOutOrdered(hand);
      return;
    case 'shown':
      shown(hand, event);
      return;
    case 'mucked':
      mucked(hand, event.seat);
      return;
    case 'rake-taken':
      hand.rakePerPot = event.perPot;
      return;
    case 'pot-awarded':
      awarded(hand, event);
      return;
    case 'hand-ended':
      ended(hand);
      return;
    default:
      unreachable(event);
  }
}

function started(hand: HandDraft, { setup }: HandEventOf<'hand-started'>): void {
  const { game, stakes, options, extraBlinds } = setup;
  hand.setup = setup;
  hand.phase = 'dealing';
  hand.seats = inDealOrder(setup.seats, setup.button).map(seatedWith);
  hand.boards = Array<readonly Card[]>(game.boards).fill(NO_CARDS);
  enterStreet(hand, 0);
  hand.betToMatch = setup.bigBlind === null ? NO_CHIPS : stakes.bigBlind;
  for (const { amount, what } of extraBlinds) {
    hand.betToMatch = chips(Math.max(hand.betToMatch, amount));
    const isRaise = what === 'straddle' && game.limit !== 'fixed-limit' && options.straddleRaise === 'straddle';
    if (isRaise) hand.fullRaise = amount;
  }
  if (game.limit === 'fixed-limit') hand.raises = Math.floor(hand.betToMatch / stakes.smallBet);
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
function posted(hand: HandDraft, { seat, what, amount }: HandEventOf<'posted'>): void {
  const index = indexInHand(hand, seat);
  const own = draftSeat(hand, index);
  switch (what) {
    case 'small-blind':
    case 'big-blind':
    case 'live-blind':
    case 'straddle':
    case 'kill':
      putIn(own, amount);
      return;
    case 'bring-in':
      broughtIn(hand, index, own, amount);
      return;
    case 'ante':
      own.stack = chips(own.stack - amount);
      own.paid = (own.paid + amount) as Chips;
      return;
    case 'big-blind-ante':
    case 'button-ante':
    case 'dead-blind':
      own.stack = chips(own.stack - amount);
      own.dead = (own.dead + amount) as Chips;
      return;
    default:
      unreachable(what);
  }
}

/** The whole bring-in is due from the others, also when it was short (STUD-3). */
function broughtIn(hand: HandDraft, index: number, own: Draft<HandSeat>, amount: Chips): void {
  putIn(own, amount);
  own.facedAt = NO_CHIPS;
  hand.betToMatch = hand.setup.stakes.bringIn;
  hand.toAct = nextToAct(hand.seats, hand.betToMatch, index + 1);
}

function holeDealt(hand: HandDraft, { seat, cards }: HandEventOf<'hole-dealt'>): void {
  const own = draftSeat(hand, indexInHand(hand, seat));
  own.hole = own.hole.length === 0 ? cards : [...own.hole, ...cards];
  hand.dealt += cards.length;
  see(hand, cards);
  flowOn(hand);
}

function discarded(hand: HandDraft, { seat, cards }: HandEventOf<'discarded'>): void {
  const own = draftSeat(hand, indexInHand(hand, seat));
  own.drewOn = hand.street;
  if (cards.length > 0) {
    own.hole = matched(own, cards) ?? own.hole;
    hand.discards = [...hand.discards, { seat, street: hand.street, cards }];
  }
  flowOn(hand);
}

/** Out of turn only an absent seat is folded: the turn stays where it is, unless one seat is left. */
function folded(hand: HandDraft, seat: SeatIndex): void {
  const index = indexInHand(hand, seat);
  draftSeat(hand, index).isFolded = true;
  if (hand.toAct === seat) hand.toAct = nextToAct(hand.seats, hand.betToMatch, index + 1);
  else if (isOneLeft(hand.seats)) hand.toAct = null;
}

/** A check is a call of nothing: the seat has answered the bet there is. */
function called(hand: HandDraft, seat: SeatIndex, amount: number): void {
  const index = indexInHand(hand, seat);
  const own = draftSeat(hand, index);
  if (amount > 0) putIn(own, amount);
  own.facedAt = facedBy(hand);
  hand.toAct = nextToAct(hand.seats, hand.betToMatch, index + 1);
}

function raised(hand: HandDraft, { seat, to, fullRaise }: HandEventOf<'raised'>): void {
  const index = indexInHand(hand, seat);
  const own = draftSeat(hand, index);
  putIn(own, to - own.bet);
  own.facedAt = to;
  if (hand.setup.game.limit === 'fixed-limit' && isCounted(hand, to, fullRaise)) hand.raises += 1;
  hand.betToMatch = to;
  hand.fullRaise = fullRaise;
  hand.lastAggressor = seat;
  hand.toAct = nextToAct(hand.seats, to, index + 1);
}

/** Half a bet or more is a raise, and so is what completes a shorter one to a whole bet (LIMIT-4). */
function isCounted(hand: Hand, to: Chips, bet: Chips): boolean {
  return to % bet === 0 || 2 * (to - facedBy(hand)) >= bet;
}

/** The uncalled part of a bet; before the flop it may reach into an ante that nobody else could pay. */
function uncalledReturned(hand: HandDraft, { seat, amount }: HandEventOf<'uncalled-returned'>): void {
  const own = draftSeat(hand, indexInHand(hand, seat));
  own.stack = (own.stack + amount) as Chips;
  own.bet = chips(Math.max(0, own.bet - amount));
  own.paid = chips(own.paid - amount);
}

/** The street is over: bets lie in the pots, and the next street begins with nothing to match. */
function gathered(hand: HandDraft, pots: readonly Pot[]): void {
  for (let i = 0; i < hand.seats.length; i++) takeBet(hand, i);
  hand.pots = pots;
  hand.isBettingOver ||= ableToBetCount(hand.seats) <= 1;
  hand.betToMatch = NO_CHIPS;
  endStreet(hand);
}

function takeBet(hand: HandDraft, index: number): void {
  const { bet, facedAt } = seatNo(hand.seats, index);
  if (bet === 0 && facedAt === null) return;
  const own = draftSeat(hand, index);
  own.bet = NO_CHIPS;
  own.facedAt = null;
}

function boardDealt(hand: HandDraft, { board, cards }: HandEventOf<'board-dealt'>): void {
  const boards = hand.boards.slice();
  boards[board] = [...(boards[board] ?? NO_CARDS), ...cards];
  hand.boards = boards;
  hand.dealt += cards.length;
  see(hand, cards);
  flowOn(hand);
}

function runsAgreed(hand: HandDraft, times: number): void {
  hand.boards = Array<readonly Card[]>(times).fill(hand.boards[0] ?? NO_CARDS);
}

function runOutOrdered(hand: HandDraft): void {
  hand.isRunOut = true;
  hand.isBettingOver = true;
  if (hand.phase === 'betting') hand.toAct = null;
  if (hand.phase === 'drawing') flowOn(hand);
}

function shown(hand: HandDraft, { seat, cards }: HandEventOf<'shown'>): void {
  const own = draftSeat(hand, indexInHand(hand, seat));
  own.hole = cards;
  own.fate = 'shown';
  see(hand, cards);
  passShowdown(hand);
}

function mucked(hand: HandDraft, seat: SeatIndex): void {
  draftSeat(hand, indexInHand(hand, seat)).fate = 'mucked';
  passShowdown(hand);
}

/** A hand was shown or mucked: in a showdown the next seat has to. */
function passShowdown(hand: HandDraft): void {
  if (hand.phase === 'showdown') hand.toAct = nextToShow(hand);
}

function awarded(hand: HandDraft, { pot, board, win, winners }: HandEventOf<'pot-awarded'>): void {
  for (const { seat, amount } of winners) {
    const own = draftSeat(hand, indexInHand(hand, seat));
    own.stack = (own.stack + amount) as Chips;
  }
  hand.awards = [...hand.awards, { pot, board, win, winners }];
}

function ended(hand: HandDraft): void {
  hand.phase = 'ended';
  hand.toAct = null;
}
