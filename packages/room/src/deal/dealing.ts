/**
 * Dealing by the map: which cards of the cut deck the hand gets next, and the proofs that go with what happened.
 *
 * The map follows the engine's events one by one, so that a hand played again from its journal gets the same cards.
 */
import {
  type Card,
  card,
  type DealerCommand,
  type Hand,
  type HandEvent,
  type HandSetup,
  type HoleCard,
  nextStep,
  type SeatIndex,
} from '@aboveboard/engine';
import {
  boardDue,
  type DealMap,
  type DealStep,
  type Fault,
  followDeal,
  holeDue,
  type OpenedStep,
  type OpeningJson,
  openDealMap,
  positionsLeft,
} from '@aboveboard/fairness';
import { assert, type Result } from '@aboveboard/kit';
import type { CutDeal } from './deal-protocol.ts';
import { layoutOf } from './layout-of.ts';

/** A hand as it stands, and where its next cards lie. */
export interface HandOnMap {
  readonly after: Hand;
  readonly map: DealMap;
}

/** What an event's cards are proven by. */
export interface Proofs {
  /** Of the event's cards, in its order; for whoever may see them. */
  readonly openings: readonly OpeningJson[];
  /**
   * The event's part of the reshuffle. Entries of dealt steps are for the recipient alone, until its cards are shown: the walk of `shown`
   * has those of the cards that came from it.
   */
  readonly walk: readonly OpenedStep[];
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
export function dealNext(at: HandOnMap, cut: CutDeal): DealerCommand | null {
  const next = nextStep(at.after);
  if (next.kind === 'deal-hole') {
    return { kind: 'deal-hole', seat: next.seat, cards: holeProofs(at, next.seat, next.count, cut).openings.map(cardOf) };
  }
  if (next.kind !== 'deal-board') return null;
  const cards = must(boardDue(at.map, next.board, next.count)).map((position) => cardOf(cut.opening(position)));
  return { kind: 'deal-board', board: next.board, cards };
}

/**
 * What a seat gives up of the cards it asked to: all of them, or as many as deck and reshuffle can replace, the first ones it named. A deck is
 * sealed with one reshuffle, which may end before the draws do (DEAL-13).
 */
export function cardsToDiscard(at: HandOnMap, seat: SeatIndex, asked: readonly HoleCard[], cut: CutDeal): readonly HoleCard[] {
  return at.map.layout.game === 'draw' ? asked.slice(0, cardsLeft(at, seat, asked.length, cut)) : asked;
}

/**
 * The map after an event, with the proofs of its cards.
 *
 * @param at the hand before it.
 * @param asked for `discarded`: how many cards the seat had asked to give up.
 */
export function proveEvent(at: HandOnMap, event: HandEvent, cut: CutDeal, asked = 0): Proven {
  const proofs = proofsOf(at, event, cut, asked);
  const step = dealStepOf(event, proofs.walk, asked);
  return { map: step ? must(followDeal(at.map, step)).map : at.map, step, proofs };
}

export interface Proven {
  readonly map: DealMap;
  /** What everybody sees of the event's cards, but for walk entries of dealt steps; null for an event without cards. */
  readonly step: DealStep | null;
  readonly proofs: Proofs;
}

function dealStepOf(event: HandEvent, walked: readonly OpenedStep[], asked: number): DealStep | null {
  const walk = walked.length > 0 ? { walk: walked } : {};
  switch (event.kind) {
    case 'hole-dealt':
      return { kind: 'hole', seat: event.seat, count: event.cards.length, ...walk };
    case 'board-dealt':
      return { kind: 'board', board: event.board, count: event.cards.length };
    case 'discarded': {
      const { seat, cards } = event;
      return { kind: 'discard', seat, count: cards.length, ...(cards.length < asked ? { isShort: true, ...walk } : {}) };
    }
    case 'folded':
      return { kind: 'fold', seat: event.seat };
    case 'runs-agreed':
      return { kind: 'runs', times: event.times };
    default:
      return null;
  }
}

function proofsOf(at: HandOnMap, event: HandEvent, cut: CutDeal, asked: number): Proofs {
  switch (event.kind) {
    case 'hole-dealt':
      return holeProofs(at, event.seat, event.cards.length, cut);
    case 'board-dealt':
      return openingsAt(must(boardDue(at.map, event.board, event.cards.length)), cut);
    case 'discarded': {
      const isToTheEnd = event.cards.length === 0 && asked > 0;
      return { openings: [], walk: isToTheEnd ? walkOn(at, event.seat, NO_END, cut) : [] };
    }
    case 'shown':
      return shownProofs(at.map, event.seat, event.cards, cut);
    default:
      return { openings: [], walk: [] };
  }
}

/** Positions first, then what the reshuffle gives. */
function holeProofs(at: HandOnMap, seat: SeatIndex, count: number, cut: CutDeal): Proofs {
  const { positions, fromReshuffle } = must(holeDue(at.map, seat, count));
  const isWalking = fromReshuffle > 0 || at.map.isShort;
  const walk = isWalking ? walkOn(at, seat, at.map.isShort ? NO_END : fromReshuffle, cut) : [];
  const redealt = walk.filter(({ dealt }) => dealt).map(({ entry }) => cut.openingOf({ slot: entry.slot }));
  return { openings: [...positions.map((position) => cut.opening(position)), ...redealt], walk };
}

const NO_END = Number.POSITIVE_INFINITY;

function walkOn({ map, after }: HandOnMap, seat: SeatIndex, count: number, cut: CutDeal): readonly OpenedStep[] {
  const muck = muckFor(after, seat);
  return cut.redeal({ from: map.walked, count, isInMuck: (of) => muck.has(card(of)) });
}

/** How many cards a seat can still be given, up to `asked`. */
function cardsLeft(at: HandOnMap, seat: SeatIndex, asked: number, cut: CutDeal): number {
  const inDeck = Math.min(asked, positionsLeft(at.map));
  if (inDeck === asked) return asked;
  return inDeck + walkOn(at, seat, asked - inDeck, cut).filter(({ dealt }) => dealt).length;
}

/** Q: folded hands and what was given up, but for cards that are in a live hand again and what the drawer gives up in this round. */
function muckFor(hand: Hand, drawer: SeatIndex): ReadonlySet<HoleCard> {
  const muck = new Set<HoleCard>();
  for (const { cards } of hand.discards) for (const given of cards) muck.add(given);
  for (const { hole, isFolded } of hand.seats) if (isFolded) for (const folded of hole) muck.add(folded);
  for (const { hole, isFolded } of hand.seats) if (!isFolded) for (const held of hole) muck.delete(held);
  for (const { seat, street, cards } of hand.discards) {
    if (seat === drawer && street === hand.street) for (const own of cards) muck.delete(own);
  }
  return muck;
}

/** Shown cards wherever they lie, and the walk's entries for those that came from the reshuffle. */
function shownProofs(map: DealMap, seat: SeatIndex, cards: readonly Card[], cut: CutDeal): Proofs {
  const openings = cards.map((shown) => cut.openingOf({ card: shown }));
  const slots = openings.map(({ slot }) => slot);
  const redealt = map.seats.find((own) => own.seat === seat)?.redealt ?? [];
  const steps = redealt.flatMap((from) => cut.redeal({ from, count: 1, isInMuck: () => true }));
  return { openings, walk: steps.filter(({ entry }) => slots.includes(entry.slot)) };
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
