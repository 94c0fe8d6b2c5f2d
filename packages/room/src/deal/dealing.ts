/**
 * Dealing by the map: which cards of the cut deck the hand gets next, and the proofs that go with what happened.
 *
 * The map follows the engine's events one by one, so that a hand played again from its journal gets the same cards.
 */
import { type Card, card, type DealerCommand, type Hand, type HandEvent, type HandSetup, nextStep } from '@aboveboard/engine';
import {
  boardDue,
  type DealMap,
  type DealStep,
  type Fault,
  followDeal,
  holeDue,
  type OpeningJson,
  openDealMap,
  type WalkStepJson,
} from '@aboveboard/fairness';
import { assert, type Result } from '@aboveboard/kit';
import type { CutDeal } from './deal-protocol.ts';
import { layoutOf } from './layout-of.ts';

/** What an event's cards are proven by. */
export interface Proofs {
  /** Of the event's cards, in its order; for whoever may see them. */
  readonly openings: readonly OpeningJson[];
  /** The event's part of the reshuffle with every entry opened; those of dealt steps are for the recipient alone. */
  readonly walk: readonly WalkStepJson[];
}

/** The map of a hand that nothing was dealt in yet. */
export function beginMap({ game }: HandSetup, inDealOrder: Hand['seats']): DealMap {
  const layout = layoutOf(game);
  assert(layout, `no deck is sealed for ${game.code}`);
  return must(
    openDealMap(
      layout,
      inDealOrder.map(({ seat }) => seat),
    ),
  );
}

/** The dealer's next command, with its cards; null where the hand does not wait for cards. */
export function dealNext(map: DealMap, hand: Hand, cut: CutDeal): DealerCommand | null {
  const next = nextStep(hand);
  if (next.kind === 'deal-hole') {
    return { kind: 'deal-hole', seat: next.seat, cards: holeProofs(map, next.seat, next.count, cut).openings.map(cardOf) };
  }
  if (next.kind !== 'deal-board') return null;
  const cards = must(boardDue(map, next.board, next.count)).map((position) => cardOf(cut.opening(position)));
  return { kind: 'deal-board', board: next.board, cards };
}

/** The map after an event, with the proofs of its cards. */
export function proveEvent(map: DealMap, event: HandEvent, cut: CutDeal): { readonly map: DealMap; readonly proofs: Proofs } {
  const proofs = proofsOf(map, event, cut);
  const step = dealStepOf(event, proofs);
  return { map: step ? must(followDeal(map, step)).map : map, proofs };
}

/** What everybody sees of an event's cards, as the map follows it and the public history keeps it; null for an event without cards. */
export function dealStepOf(event: HandEvent, { walk }: Proofs): DealStep | null {
  switch (event.kind) {
    case 'hole-dealt':
      return { kind: 'hole', seat: event.seat, count: event.cards.length, ...(walk.length > 0 ? { walk } : {}) };
    case 'board-dealt':
      return { kind: 'board', board: event.board, count: event.cards.length };
    case 'discarded':
      return { kind: 'discard', seat: event.seat, count: event.cards.length };
    case 'folded':
      return { kind: 'fold', seat: event.seat };
    case 'runs-agreed':
      return { kind: 'runs', times: event.times };
    default:
      return null;
  }
}

function proofsOf(map: DealMap, event: HandEvent, cut: CutDeal): Proofs {
  switch (event.kind) {
    case 'hole-dealt':
      return holeProofs(map, event.seat, event.cards.length, cut);
    case 'board-dealt':
      return openingsAt(must(boardDue(map, event.board, event.cards.length)), cut);
    case 'shown':
      return { openings: event.cards.map((shown) => cut.openingOf(shown)), walk: [] };
    default:
      return { openings: [], walk: [] };
  }
}

function holeProofs(map: DealMap, seat: number, count: number, cut: CutDeal): Proofs {
  return openingsAt(must(holeDue(map, seat, count)).positions, cut);
}

function openingsAt(positions: readonly number[], cut: CutDeal): Proofs {
  return { openings: positions.map((position) => cut.opening(position)), walk: [] };
}

function cardOf(opening: OpeningJson): Card {
  return card(opening.card);
}

/** What the engine asks for is on the map; anything else is our own mistake. */
function must<T>(result: Result<T, Fault>): T {
  assert(result.ok, result.ok ? '' : `the hand left the deal's map: ${result.error.code}, ${result.error.detail}`);
  return result.value;
}
