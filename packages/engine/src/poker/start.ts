/** The beginning of a hand: who is in it and what must be posted before a card is dealt. */
import { assert } from '@aboveboard/kit';
import { type Chips, chips, type SeatIndex } from '../units.ts';
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

interface Post {
  readonly seat: SeatSetup;
  readonly what: PostKind;
  readonly due: Chips;
}

/**
 * The events that begin a hand: `hand-started`, then antes, blinds and owed blinds, each as far as the stack reaches.
 *
 * `setup` is ours, made by the table or read and checked before; one that cannot be played stops here.
 *
 * @see rules/ANTE.md and rules/BLIND.md.
 */
export function startHand(setup: HandSetup): HandEvent[] {
  assertPlayable(setup);
  const left = new Map(setup.seats.map((seat) => [seat.seat, seat.stack as number]));
  const posted = forcedBets(setup).flatMap(({ seat, what, due }): HandEvent[] => {
    const stack = left.get(seat.seat) as number;
    const amount = Math.min(due, stack) as Chips;
    left.set(seat.seat, stack - amount);
    return amount === 0 ? [] : [{ kind: 'posted', seat: seat.seat, what, amount }];
  });
  return [{ kind: 'hand-started', setup }, ...posted];
}

/** All that is to be posted, in the order in which a short stack pays it. */
function forcedBets(setup: HandSetup): Post[] {
  const { stakes, options } = setup;
  const seats = inDealOrder(setup.seats, setup.button);
  const posts = (what: PostKind, of: SeatIndex | null, due: Chips): Post[] =>
    seats.filter((seat) => seat.seat === of).map((seat) => ({ seat, what, due }));
  const bigBlind = posts('big-blind', setup.bigBlind, stakes.bigBlind);
  const bigBlindAnte = posts('big-blind-ante', setup.bigBlind, stakes.bigBlindAnte);
  return [
    ...seats.map((seat): Post => ({ seat, what: 'ante', due: stakes.ante })),
    ...posts('small-blind', setup.smallBlind, stakes.smallBlind),
    ...(options.bigBlindAnteFirst ? [...bigBlindAnte, ...bigBlind] : [...bigBlind, ...bigBlindAnte]),
    ...seats.map((seat): Post => ({ seat, what: 'live-blind', due: seat.owesLive })),
    ...seats.map((seat): Post => ({ seat, what: 'dead-blind', due: seat.owesDead })),
  ];
}

function assertPlayable({ game, stakes, seats, button, smallBlind, bigBlind }: HandSetup): void {
  const isIn = (seat: SeatIndex): boolean => seats.some((s) => s.seat === seat);
  assert(seats.length >= 2 && seats.length <= 10, `a hand of ${seats.length} seats`);
  assert(new Set(seats.map((s) => s.seat)).size === seats.length, 'a seat dealt in twice');
  assert(
    seats.every((s) => s.stack > 0),
    'a seat dealt in without chips',
  );
  assert(isIn(bigBlind), 'the big blind is not dealt in');
  assert(smallBlind === null || (isIn(smallBlind) && smallBlind !== bigBlind), 'the small blind is not dealt in');
  assert(seats.length > 2 || smallBlind === button, 'heads-up the button is the small blind');
  assert(stakes.bigBlind > 0 && game.streets.length > 0, 'a game without bets or streets');
}
