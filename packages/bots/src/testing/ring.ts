/** Hands of several brains at one table of the engine, without a room: what each won or lost, and who folded. */
import {
  type Card,
  chips,
  DEFAULT_OPTIONS,
  deckCards,
  type Game,
  type Hand,
  type HandCommand,
  type HandSetup,
  handFrom,
  handResult,
  NO_STAKES,
  nextStep,
  playHand,
  type SeatIndex,
  seatIndex,
  startHand,
} from '@aboveboard/engine';
import { assert } from '@aboveboard/kit';
import { decideTurn } from '../brain/decide.ts';
import { drawPersonality } from '../brain/personality.ts';
import { safeAction } from '../brain/safe.ts';
import { type Chance, chanceFrom } from '../chance.ts';
import type { Brain } from './match.ts';
import { viewOf } from './view-of.ts';

const BIG_BLIND = 10;
const STACK = 100 * BIG_BLIND;

/** Chances that follow from a number alone. */
export function seededChance(seed: number): Chance {
  return chanceFrom({ bytes: () => Uint8Array.of(seed >>> 24, seed >>> 16, seed >>> 8, seed) });
}

/** Plays as well as it can, for itself alone. */
export function honestBrain(chance: Chance): Brain {
  const whim = drawPersonality(chance);
  return (view) => decideTurn(view, whim, chance);
}

/** Plays badly, and for itself alone: calls whatever it has, three times out of four. */
export function stationBrain(chance: Chance): Brain {
  const whim = drawPersonality(chance);
  return (view) => {
    const isCalled = view.turn?.legal?.call !== undefined && chance.isHit(0.75);
    return isCalled ? { kind: 'call' } : decideTurn(view, whim, chance);
  };
}

/** Plays badly, and for itself alone: raises whatever it has, one time out of three, and then gives up as often. */
export function maniacBrain(chance: Chance): Brain {
  const whim = drawPersonality(chance);
  return (view) => {
    const raise = view.turn?.legal?.raise;
    if (!raise || !chance.isHit(0.33)) return decideTurn(view, whim, chance);
    return { kind: 'raise-to', to: Math.min(raise.largest, raise.smallest * 3) };
  };
}

/** Two who play together: in one hand out of `oneIn` the first builds a pot and folds it to the second. */
export function dumpingBrains(chance: Chance, giver: number, oneIn: number): readonly [Brain, Brain] {
  const honest = [honestBrain(chance), honestBrain(chance)] as const;
  let isOn = false;
  const isBegin = (own: number, bigBlind: number): boolean => own <= bigBlind;
  const give: Brain = (view) => {
    const { legal } = view.turn ?? {};
    const own = view.seats[giver]?.bet ?? 0;
    const bigBlind = view.settings.bigBlind;
    if (view.boards[0]?.length === 0 && isBegin(own, bigBlind)) isOn = chance.below(oneIn) === 0;
    if (!isOn || !legal) return honest[0](view);
    if (own < 20 * bigBlind && legal.raise)
      return { kind: 'raise-to', to: Math.min(legal.raise.largest, Math.max(legal.raise.smallest, 25 * bigBlind)) };
    return legal.canFold ? { kind: 'fold' } : safeAction(view);
  };
  const take: Brain = (view) => {
    const { legal } = view.turn ?? {};
    const offered = view.seats[giver]?.bet ?? 0;
    if (!isOn || !legal?.raise || offered < 20 * view.settings.bigBlind) return honest[1](view);
    return { kind: 'raise-to', to: legal.raise.largest };
  };
  return [give, take];
}

export interface RingHand {
  readonly setup: HandSetup;
  readonly seats: readonly { readonly seat: SeatIndex; readonly delta: number; readonly isFolded: boolean }[];
}

/**
 * A game with blinds, in which everybody begins each hand with a hundred big blinds.
 *
 * @param brains by seat; each is asked with the seat's number of the hand before it may act.
 */
export function ringHand(game: Game, brains: readonly Brain[], button: number, chance: Chance): RingHand {
  const setup = setupOf(game, brains.length, button);
  const deck = deckCards(game.deck);
  const cards = Array.from({ length: deck.length }, () => deck.splice(chance.below(deck.length), 1)[0] as Card);
  let hand = handFrom(startHand(setup));
  while (nextStep(hand).kind !== 'ended') {
    const next = playHand(hand, commandFor(hand, brains, cards));
    assert(next.ok, `a brain's play was refused: ${JSON.stringify(next)}`);
    hand = next.value.hand;
  }
  const result = handResult(hand);
  assert(result, 'a hand that ended has a result');
  const folded = new Set(hand.seats.flatMap(({ seat, isFolded }) => (isFolded ? [seat] : [])));
  return { setup, seats: result.seats.map(({ seat, delta }) => ({ seat, delta, isFolded: folded.has(seat) })) };
}

function setupOf(game: Game, count: number, button: number): HandSetup {
  const at = (n: number): SeatIndex => seatIndex(n % count);
  const isHeadsUp = count === 2;
  const bets = { smallBet: chips(BIG_BLIND), bigBet: chips(2 * BIG_BLIND) };
  const stakes = { ...NO_STAKES, ...bets, smallBlind: chips(BIG_BLIND / 2), bigBlind: chips(BIG_BLIND) };
  const seats = Array.from({ length: count }, (_, n) => {
    return { seat: seatIndex(n), stack: chips(STACK), owesLive: chips(0), owesDead: chips(0) };
  });
  const blinds = { smallBlind: at(button + (isHeadsUp ? 0 : 1)), bigBlind: at(button + (isHeadsUp ? 1 : 2)) };
  return { game, stakes, options: DEFAULT_OPTIONS, button: at(button), ...blinds, extraBlinds: [], seats };
}

function commandFor(hand: Hand, brains: readonly Brain[], deck: Card[]): HandCommand {
  const step = nextStep(hand);
  switch (step.kind) {
    case 'deal-hole':
      return { kind: 'deal-hole', seat: step.seat, cards: deck.splice(0, step.count) };
    case 'deal-board':
      return { kind: 'deal-board', board: step.board, cards: deck.splice(0, step.count) };
    case 'act':
    case 'draw': {
      const [view, brain] = [viewOf(hand), brains[step.seat]];
      assert(view && brain, 'a turn that nobody sees');
      return { ...brain(view), seat: step.seat } as HandCommand;
    }
    default:
      return { kind: 'settle-showdown' };
  }
}
