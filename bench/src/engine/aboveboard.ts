import {
  type Card,
  chips,
  DEFAULT_OPTIONS,
  type Hand,
  type HandCommand,
  handFrom,
  legalActions,
  type NextStep,
  NO_LIMIT_HOLDEM,
  NO_STAKES,
  nextStep,
  orderedDeck,
  playHand,
  type SeatIndex,
  seatIndex,
  startHand,
} from '@aboveboard/engine';
import { assert, unreachable } from '@aboveboard/kit';
import { BIG_BLIND, type Chance, choose, SEATS, SMALL_BLIND, stack } from './random-player.ts';

const STAKES = {
  ...NO_STAKES,
  smallBlind: chips(SMALL_BLIND),
  bigBlind: chips(BIG_BLIND),
  smallBet: chips(BIG_BLIND),
};
const DECK = orderedDeck();
const ALL_SEATS = Array.from({ length: SEATS }, (_, seat) => seatIndex(seat));

export interface Outcome {
  readonly actions: number;
  readonly chipsBefore: number;
  readonly chipsAfter: number;
}

/** Shuffles, deals and plays one hand through our engine, from the blinds to the stacks at its end. */
export function playOurs(chance: Chance): Outcome {
  const button = chance.below(SEATS);
  const seats = ALL_SEATS.map((seat) => ({ seat, stack: chips(stack(chance)), owesLive: chips(0), owesDead: chips(0) }));
  const [smallBlind, bigBlind] = [seatIndex((button + 1) % SEATS), seatIndex((button + 2) % SEATS)];
  const setup = {
    game: NO_LIMIT_HOLDEM,
    stakes: STAKES,
    options: DEFAULT_OPTIONS,
    button: seatIndex(button),
    smallBlind,
    bigBlind,
    extraBlinds: [],
    seats,
  };
  const deck = shuffled(chance);
  let hand = handFrom(startHand(setup));
  let actions = 0;
  for (let step = nextStep(hand); step.kind !== 'ended'; step = nextStep(hand)) {
    const played = playHand(hand, commandFor(step, hand, deck, chance));
    if (!played.ok) assert(false, `refused: ${played.error.code}`);
    hand = played.value.hand;
    if (step.kind === 'act') actions++;
  }
  return { actions, chipsBefore: total(seats), chipsAfter: total(hand.seats) };
}

function commandFor(step: Exclude<NextStep, { kind: 'ended' }>, hand: Hand, deck: Card[], chance: Chance): HandCommand {
  switch (step.kind) {
    case 'deal-hole':
      return { kind: 'deal-hole', seat: step.seat, cards: take(deck, step.count) };
    case 'deal-board':
      return { kind: 'deal-board', board: step.board, cards: take(deck, step.count) };
    case 'act':
      return act(hand, step.seat, chance);
    case 'draw':
      return { kind: 'discard', seat: step.seat, cards: [] };
    case 'show-or-muck':
      return { kind: 'settle-showdown' };
    default:
      return unreachable(step);
  }
}

/** `splice` builds a list of what it removes and moves the rest; a dealer takes cards from the end. */
function take(deck: Card[], count: number): Card[] {
  const cards: Card[] = [];
  for (let i = 0; i < count; i++) cards.push(deck.pop() as Card);
  return cards;
}

function act(hand: Hand, seat: SeatIndex, chance: Chance): HandCommand {
  const legal = legalActions(hand);
  assert(legal, 'no legal actions for the seat to act');
  const choice = choose(chance, legal.canCheck, legal.raise);
  return choice.kind === 'raise-to' ? { kind: 'raise-to', seat, to: chips(choice.to) } : { kind: choice.kind, seat };
}

function shuffled(chance: Chance): Card[] {
  const deck = [...DECK];
  for (let last = deck.length - 1; last > 0; last--) {
    const other = chance.below(last + 1);
    const held = deck[last] as Card;
    deck[last] = deck[other] as Card;
    deck[other] = held;
  }
  return deck;
}

function total(seats: readonly { readonly stack: number }[]): number {
  return seats.reduce((sum, seat) => sum + seat.stack, 0);
}
