/**
 * Deciding before the turn comes. A pre-action stays on this device until the turn is there; it never reaches the server, let
 * alone the opponents, before. It belongs to one street of one hand, and to the price it was chosen for.
 */
import type { TableView, TurnView } from '@aboveboard/client';
import type { PlayerAction, WireLegalActions } from '@aboveboard/protocol';

export type PreActionKind = 'check-fold' | 'check' | 'call' | 'fold';
export type PreAction = {
  readonly kind: PreActionKind;
  readonly handNo: number | null;
  readonly street: TurnView['street'] | null;
  /** What a call would cost. */
  readonly toCall: number;
};

type Price = Pick<TableView, 'seats' | 'ownSeat' | 'deal' | 'turn'>;

/** What it would cost to stay in, as the bets lie now; 0 when a check is free. For showing only: the turn brings the exact sum. */
export function priceToStay({ seats, ownSeat }: Pick<Price, 'seats' | 'ownSeat'>): number {
  const own = ownSeat === null ? undefined : seats[ownSeat];
  if (!own) return 0;
  return Math.min(Math.max(...seats.map((seat) => seat.bet)) - own.bet, own.stack);
}

/** What can be decided now; empty when it is the own turn, somebody draws, the hand is over or there is nothing left to decide. */
export function preActionsOffered(view: Price): PreActionKind[] {
  const own = view.ownSeat === null ? undefined : view.seats[view.ownSeat];
  const isPlaying = view.deal.phase === 'playing';
  if (!own?.isInHand || own.isFolded || own.isAllIn || !isPlaying) return [];
  if (!view.turn?.legal || view.turn.seat === view.ownSeat) return [];
  return priceToStay(view) === 0 ? ['check-fold', 'check'] : ['fold', 'call'];
}

export function choose(kind: PreActionKind, view: Price): PreAction {
  return { kind, handNo: view.deal.handNo, street: view.turn?.street ?? null, toCall: priceToStay(view) };
}

/** Whether the choice still stands: same hand, same street, and for a call the same price; a check stands until somebody bets. */
export function stillStands(chosen: PreAction, view: Price): boolean {
  if (chosen.handNo !== view.deal.handNo || (view.turn && chosen.street !== view.turn.street)) return false;
  const price = priceToStay(view);
  if (chosen.kind === 'call') return price === chosen.toCall;
  if (chosen.kind === 'check') return price === 0;
  return true;
}

/** The action to send now that the turn is there, or null: the choice does not fit it, so the player decides. */
export function resolve(chosen: PreAction, legal: WireLegalActions | null): PlayerAction | null {
  if (!legal) return null;
  switch (chosen.kind) {
    case 'check-fold':
      return legal.canCheck ? { kind: 'check' } : { kind: 'fold' };
    case 'check':
      return legal.canCheck ? { kind: 'check' } : null;
    case 'call':
      return legal.call === chosen.toCall ? { kind: 'call' } : null;
    case 'fold':
      return legal.canCheck ? null : { kind: 'fold' };
  }
}
