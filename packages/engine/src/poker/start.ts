/** The beginning of a hand: who is in it and what must be posted before a card is dealt. */
import { assert } from '@aboveboard/kit';
import { type Chips, chips, MAX_SEATS, type SeatIndex } from '../units.ts';
import type { HandEvent, PostKind } from './event.ts';
import { NO_LIMIT_HOLDEM } from './game.ts';
import type { Hand } from './hand.ts';
import { inDealOrder } from './seats.ts';
import type { HandSetup, HouseOptions, SeatSetup } from './setup.ts';

export const DEFAULT_OPTIONS: HouseOptions = { bigBlindAnteFirst: false, tableAllIns: true, oddChip: chips(1) };

/** Where every hand begins: `events.reduce(evolveHand, initialHand)` is the hand. */
export const initialHand: Hand = {
  setup: {
    game: NO_LIMIT_HOLDEM,
    stakes: {
      smallBlind: chips(0),
      bigBlind: chips(0),
      ante: chips(0),
      bigBlindAnte: chips(0),
      rake: { basisPoints: 0, cap: chips(0), noFlopNoDrop: true },
    },
    options: DEFAULT_OPTIONS,
    button: 0 as SeatIndex,
    smallBlind: null,
    bigBlind: 0 as SeatIndex,
    seats: [],
  },
  phase: 'before',
  street: 0,
  seats: [],
  board: [],
  toAct: null,
  betToMatch: chips(0),
  fullRaise: chips(0),
  lastAggressor: null,
  isBettingOver: false,
  isRunOut: false,
  pots: [],
  rakePerPot: [],
  awards: [],
};

/**
 * The events that begin a hand: `hand-started`, then antes, blinds and owed blinds, each as far as the stack reaches.
 *
 * `setup` is ours, made by the table or read and checked before; one that cannot be played stops here.
 *
 * @see rules/ANTE.md and rules/BLIND.md.
 */
export function startHand(setup: HandSetup): HandEvent[] {
  assertPlayable(setup);
  const { stakes, options, smallBlind, bigBlind } = setup;
  const seats = inDealOrder(setup.seats, setup.button);
  const events: HandEvent[] = [{ kind: 'hand-started', setup }];
  const post = posting(seats, events);
  for (const { seat } of seats) post('ante', seat, stakes.ante);
  if (smallBlind !== null) post('small-blind', smallBlind, stakes.smallBlind);
  if (options.bigBlindAnteFirst) post('big-blind-ante', bigBlind, stakes.bigBlindAnte);
  post('big-blind', bigBlind, stakes.bigBlind);
  if (!options.bigBlindAnteFirst) post('big-blind-ante', bigBlind, stakes.bigBlindAnte);
  for (const { seat, owesLive } of seats) post('live-blind', seat, owesLive);
  for (const { seat, owesDead } of seats) post('dead-blind', seat, owesDead);
  return events;
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

function assertPlayable({ game, stakes, seats, button, smallBlind, bigBlind }: HandSetup): void {
  assert(seats.length >= 2 && seats.length <= MAX_SEATS, 'a hand of less than two seats, or more than a table has');
  const dealtIn = new Set<SeatIndex>();
  for (const { seat, stack } of seats) {
    assert(stack > 0, 'a seat dealt in without chips');
    dealtIn.add(seat);
  }
  assert(dealtIn.size === seats.length, 'a seat dealt in twice');
  assert(dealtIn.has(bigBlind), 'the big blind is not dealt in');
  assert(smallBlind === null || (dealtIn.has(smallBlind) && smallBlind !== bigBlind), 'the small blind is not dealt in');
  assert(seats.length > 2 || smallBlind === button, 'heads-up the button is the small blind');
  assert(stakes.bigBlind > 0 && game.streets.length > 0, 'a game without bets or streets');
}
