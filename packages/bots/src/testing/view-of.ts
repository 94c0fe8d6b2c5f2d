/** What the seat that has the turn sees of a hand of the engine: the parts of a view that a brain looks at. */
import type { TableView } from '@aboveboard/client';
import { facesOf, type Hand, legalActions, legalDraw, nextStep, potTotal, type SeatIndex } from '@aboveboard/engine';
import type { WireLegalActions } from '@aboveboard/protocol';

const SEATS = 10;

/** Null where nobody is to act or draw. */
export function viewOf(hand: Hand): TableView | null {
  const step = nextStep(hand);
  if (step.kind !== 'act' && step.kind !== 'draw') return null;
  const { game, stakes, button, bigBlind } = hand.setup;
  const turn = {
    turnId: 1,
    seat: step.seat,
    street: game.streets[hand.street]?.name,
    legal: wireLegal(hand),
    draw: legalDraw(hand),
  };
  const seats = Array.from({ length: SEATS }, (_, seat) => seatView(hand, seat as SeatIndex, step.seat));
  const view = { ownSeat: step.seat, turn, seats, game: game.code, stakes, button, bigBlind, boards: hand.boards };
  return { ...view, pot: potTotal(hand), settings: { bigBlind: stakes.bigBlind } } as never;
}

function wireLegal(hand: Hand): WireLegalActions | null {
  const legal = legalActions(hand);
  if (!legal) return null;
  const { canFold, canCheck, call, bringIn, raise } = legal;
  return { canFold, canCheck, ...(call !== null && { call }), ...(bringIn !== null && { bringIn }), ...(raise && { raise }) };
}

function seatView({ setup, seats }: Hand, index: SeatIndex, viewer: SeatIndex): unknown {
  const seat = seats.find((one) => one.seat === index);
  if (!seat) return { seat: index, isInHand: false, isFolded: false, cards: [], lastAction: null, bet: 0, stack: 0 };
  const faces = facesOf(setup.game);
  const cards = seat.hole.map((card, i) => ({
    card: index === viewer || faces[i] === 'u' ? card : null,
    isOpen: faces[i] === 'u',
  }));
  const lastAction = seat.bet > 0 && index !== viewer ? { kind: 'raised', to: seat.bet, timedOut: false } : null;
  const { isFolded, bet, stack } = seat;
  return { seat: index, isInHand: true, isFolded, cards: isFolded ? [] : cards, lastAction, bet, stack };
}
