/** The beginning of a hand: who is in it and what must be posted before a card is dealt. */
import { assert } from '@aboveboard/kit';
import { NO_LIMIT_HOLDEM } from '../games/holdem.ts';
import { type Chips, chips, MAX_SEATS, type SeatIndex } from '../units.ts';
import type { HandEvent, PostKind } from './event.ts';
import { mostSeats } from './game.ts';
import type { Hand } from './hand.ts';
import { inDealOrder } from './seats.ts';
import type { HandSetup, HouseOptions, SeatSetup, Stakes } from './setup.ts';

/** The WSOP's and TDA's form of every option. */
export const DEFAULT_OPTIONS: HouseOptions = {
  bigBlindAnteFirst: false,
  tableAllIns: true,
  oddChip: chips(1),
  raiseCap: 3,
  afterHalfBet: 'next-bet',
  openPairBigBet: false,
  straddleRaise: 'big-blind',
  absentAllIn: 'plays',
};

const NO_CHIPS = chips(0);

/** Nothing to play for: stakes are written as what differs from it. */
export const NO_STAKES: Stakes = {
  smallBlind: NO_CHIPS,
  bigBlind: NO_CHIPS,
  ante: NO_CHIPS,
  bigBlindAnte: NO_CHIPS,
  buttonAnte: NO_CHIPS,
  bringIn: NO_CHIPS,
  smallBet: NO_CHIPS,
  bigBet: NO_CHIPS,
  rake: { basisPoints: 0, cap: NO_CHIPS, noFlopNoDrop: true },
};

/** Where every hand begins: `events.reduce(evolveHand, initialHand)` is the hand. */
export const initialHand: Hand = {
  setup: {
    game: NO_LIMIT_HOLDEM,
    stakes: NO_STAKES,
    options: DEFAULT_OPTIONS,
    button: 0 as SeatIndex,
    smallBlind: null,
    bigBlind: null,
    extraBlinds: [],
    seats: [],
  },
  phase: 'before',
  street: 0,
  seats: [],
  boards: [],
  holeDue: 0,
  boardDue: 0,
  dealt: 0,
  seenLow: 0,
  seenHigh: 0,
  isCardShared: false,
  discards: [],
  toAct: null,
  betToMatch: NO_CHIPS,
  fullRaise: NO_CHIPS,
  raises: 0,
  liveAtStart: 0,
  lastAggressor: null,
  isBettingOver: false,
  isRunOut: false,
  pots: [],
  rakePerPot: [],
  awards: [],
};

/**
 * The events that begin a hand: `hand-started`, then antes, blinds, straddles and owed blinds, each as far as the stack reaches.
 *
 * `setup` is ours, made by the table or read and checked before; one that cannot be played stops here.
 *
 * @see rules/ANTE.md and rules/BLIND.md.
 */
export function startHand(setup: HandSetup): HandEvent[] {
  assertPlayable(setup);
  const { stakes, options, button, smallBlind, bigBlind } = setup;
  const seats = inDealOrder(setup.seats, button);
  const events: HandEvent[] = [{ kind: 'hand-started', setup }];
  const post = posting(seats, events);
  if (stakes.ante > 0) for (const { seat } of seats) post('ante', seat, stakes.ante);
  if (seats.at(-1)?.seat === button) post('button-ante', button, stakes.buttonAnte);
  if (smallBlind !== null) post('small-blind', smallBlind, stakes.smallBlind);
  if (bigBlind !== null) {
    if (options.bigBlindAnteFirst) post('big-blind-ante', bigBlind, stakes.bigBlindAnte);
    post('big-blind', bigBlind, stakes.bigBlind);
    if (!options.bigBlindAnteFirst) post('big-blind-ante', bigBlind, stakes.bigBlindAnte);
  }
  for (const { seat, amount, what } of setup.extraBlinds) post(what, seat, chips(Math.max(0, amount - blindOf(setup, seat))));
  for (const { seat, owesLive } of seats) if (owesLive > 0) post('live-blind', seat, owesLive);
  for (const { seat, owesDead } of seats) if (owesDead > 0) post('dead-blind', seat, owesDead);
  return events;
}

/** What the seat has posted already of a straddle or kill. */
function blindOf({ stakes, smallBlind, bigBlind }: HandSetup, seat: SeatIndex): Chips {
  if (seat === bigBlind) return stakes.bigBlind;
  return seat === smallBlind ? stakes.smallBlind : NO_CHIPS;
}

/** Posts what is due, one after another, as far as each stack reaches; the events are added to `events`. */
function posting(seats: readonly SeatSetup[], events: HandEvent[]): (what: PostKind, seat: SeatIndex, due: Chips) => void {
  const left = new Array<number>(MAX_SEATS).fill(0);
  for (const { seat, stack } of seats) left[seat] = stack;
  return (what, seat, due) => {
    const stack = left[seat] as number;
    const amount = Math.min(due, stack) as Chips;
    if (amount === 0) return;
    left[seat] = stack - amount;
    events.push({ kind: 'posted', seat, what, amount });
  };
}

/** A set of seats, one bit each. */
type SeatSet = number;

const bitOf = (seat: SeatIndex): SeatSet => 1 << seat;

function assertPlayable(setup: HandSetup): void {
  const { game, stakes, seats } = setup;
  assert(seats.length >= 2 && seats.length <= MAX_SEATS, 'a hand of less than two seats, or more than a table has');
  let dealtIn: SeatSet = 0;
  for (const { seat, stack } of seats) {
    assert(stack > 0, 'a seat dealt in without chips');
    assert((dealtIn & bitOf(seat)) === 0, 'a seat dealt in twice');
    dealtIn |= bitOf(seat);
  }
  assertBlinds(setup, dealtIn);
  assert(stakes.smallBet > 0 && game.streets.length > 0, 'a game without bets or streets');
  assert(game.limit === 'no-limit' || game.limit === 'pot-limit' || stakes.bigBet >= stakes.smallBet, 'no big bet');
  assert(seats.length <= mostSeats(game), 'more seats than the game has cards for');
}

function assertBlinds({ game, seats, button, smallBlind, bigBlind, extraBlinds }: HandSetup, dealtIn: SeatSet): void {
  const isIn = (seat: SeatIndex): boolean => (dealtIn & bitOf(seat)) !== 0;
  const hasBlinds = game.forced === 'blinds' || game.forced === 'button-blind';
  assert(hasBlinds === (bigBlind !== null), 'a game with blinds has a big blind, and no other has');
  assert(bigBlind === null || isIn(bigBlind), 'the big blind is not dealt in');
  assert(smallBlind === null || (isIn(smallBlind) && smallBlind !== bigBlind), 'the small blind is not dealt in');
  assert(game.forced === 'blinds' || smallBlind === null, 'a small blind in a game without');
  assert(game.forced !== 'blinds' || seats.length > 2 || smallBlind === button, 'heads-up the button is the small blind');
  for (const { seat } of extraBlinds) assert(isIn(seat), 'a straddle of a seat that is not dealt in');
}
