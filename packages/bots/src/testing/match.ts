/** Hands between two brains at the engine, without a room: what the first one wins. */
import type { TableView } from '@aboveboard/client';
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
  NO_STAKES,
  nextStep,
  playHand,
  type SeatIndex,
  seatAt,
  seatIndex,
  startHand,
} from '@aboveboard/engine';
import { assert } from '@aboveboard/kit';
import type { PlayerAction } from '@aboveboard/protocol';
import type { Chance } from '../chance.ts';
import { viewOf } from './view-of.ts';

export type Brain = (view: TableView) => PlayerAction;
type Brains = readonly [Brain, Brain];

const BIG_BLIND = 10;
const STACK = 100 * BIG_BLIND;
const [FIRST, SECOND] = [seatIndex(0), seatIndex(1)];

/** @returns big blinds won by the first of two that sit down with a hundred for each hand, the button going to and fro */
export function wonBy(brains: Brains, game: Game, hands: number, chance: Chance): number {
  let stacks = 0;
  for (let n = 0; n < hands; n++) {
    const setup = setupOf(game, ...((n % 2 === 0 ? [FIRST, SECOND] : [SECOND, FIRST]) as [SeatIndex, SeatIndex]));
    stacks += seatAt(played(setup, brains, shuffled(game, chance)), FIRST).stack;
  }
  return (stacks - hands * STACK) / BIG_BLIND;
}

function setupOf(game: Game, button: SeatIndex, other: SeatIndex): HandSetup {
  const hasBlinds = game.forced === 'blinds';
  const stakes = {
    ...{ ...NO_STAKES, smallBet: chips(BIG_BLIND), bigBet: chips(2 * BIG_BLIND), bigBlind: chips(BIG_BLIND) },
    ...(hasBlinds ? { smallBlind: chips(BIG_BLIND / 2) } : { ante: chips(2) }),
    bringIn: chips(game.forced === 'bring-in' ? 3 : 0),
  };
  const bigBlind = hasBlinds ? other : game.forced === 'button-blind' ? button : null;
  const seats = [FIRST, SECOND].map((seat) => ({ seat, stack: chips(STACK), owesLive: chips(0), owesDead: chips(0) }));
  const blinds = { button, smallBlind: hasBlinds ? button : null, bigBlind };
  return { game, stakes, options: DEFAULT_OPTIONS, ...blinds, extraBlinds: [], seats };
}

function played(setup: HandSetup, brains: Brains, deck: Card[]): Hand {
  let hand = handFrom(startHand(setup));
  while (nextStep(hand).kind !== 'ended') {
    const next = playHand(hand, commandFor(hand, brains, deck));
    assert(next.ok, `a brain's play was refused: ${JSON.stringify(next)}`);
    hand = next.value.hand;
  }
  return hand;
}

function commandFor(hand: Hand, brains: Brains, deck: Card[]): HandCommand {
  const step = nextStep(hand);
  switch (step.kind) {
    case 'deal-hole':
      return { kind: 'deal-hole', seat: step.seat, cards: deck.splice(0, step.count) };
    case 'deal-board':
      return { kind: 'deal-board', board: step.board, cards: deck.splice(0, step.count) };
    case 'act':
    case 'draw': {
      const view = viewOf(hand);
      assert(view, 'a turn that nobody sees');
      return { ...brains[step.seat === FIRST ? 0 : 1](view), seat: step.seat } as HandCommand;
    }
    default:
      return { kind: 'settle-showdown' };
  }
}

function shuffled(game: Game, chance: Chance): Card[] {
  const deck = deckCards(game.deck);
  return Array.from({ length: deck.length }, () => deck.splice(chance.below(deck.length), 1)[0] as Card);
}
