/** What a seat knows when it is its turn to bet: the table as its own frames show it, and nothing else. */
import type { TableView } from '@aboveboard/client';
import { assert } from '@aboveboard/kit';
import type { WireLegalActions } from '@aboveboard/protocol';
import { type KnownCards, knownCards } from './known-cards.ts';

export interface Situation extends KnownCards {
  readonly legal: WireLegalActions;
  /** All chips played for, bets included. */
  readonly pot: number;
  readonly toCall: number;
  readonly stack: number;
  /** The highest bet of this street. */
  readonly betToMatch: number;
  /** Seats that bet or raised on this street, as far as it can be seen. */
  readonly raisers: number;
  readonly bigBlind: number;
  /** 0 first to act after the flop … 1 the button. */
  readonly lateness: number;
  readonly isBigBlind: boolean;
  readonly tableSize: number;
}

/** Null unless it is this player's turn to bet, with cards in hand. */
export function situationOf(view: TableView): Situation | null {
  const { turn, ownSeat, pot, settings } = view;
  const own = ownSeat === null ? undefined : view.seats[ownSeat];
  const known = knownCards(view);
  if (!turn?.legal || !own || !known) return null;
  return {
    ...known,
    legal: turn.legal,
    pot,
    toCall: turn.legal.call ?? 0,
    stack: own.stack,
    betToMatch: Math.max(...view.seats.map(({ bet }) => bet)),
    raisers: view.seats.filter(({ lastAction }) => lastAction?.kind === 'bet' || lastAction?.kind === 'raised').length,
    bigBlind: view.stakes?.bigBlind || settings.bigBlind,
    lateness: latenessOf(view, own.seat),
    isBigBlind: view.bigBlind === own.seat,
    tableSize: view.seats.filter(({ isInHand }) => isInHand).length,
  };
}

function latenessOf({ seats, button }: TableView, seat: number): number {
  const count = seats.length;
  const after = (s: number) => (s - (button ?? 0) - 1 + count) % count; // 0: left of the button; count − 1: the button
  const order = seats.filter(({ isInHand }) => isInHand).sort((a, b) => after(a.seat) - after(b.seat));
  const place = order.findIndex((s) => s.seat === seat);
  assert(place >= 0, `seat ${seat} has a turn and is not in the hand`);
  return order.length < 2 ? 1 : place / (order.length - 1);
}
