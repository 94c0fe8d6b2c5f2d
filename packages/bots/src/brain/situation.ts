/**
 * What a seat knows when it is its turn: the table as its own frames show it, and nothing else. There is no way from here to
 * another seat's cards, since no view holds them.
 */
import type { TableView } from '@aboveboard/client';
import { assert } from '@aboveboard/kit';
import type { WireLegalActions } from '@aboveboard/protocol';

export interface Situation {
  readonly hole: readonly number[];
  readonly board: readonly number[];
  readonly legal: WireLegalActions;
  /** All chips played for, bets included. */
  readonly pot: number;
  readonly toCall: number;
  readonly stack: number;
  /** The highest bet of this street. */
  readonly betToMatch: number;
  readonly bigBlind: number;
  /** Seats still in, the own one left out. */
  readonly opponents: number;
  /** 0 first to act after the flop … 1 the button. */
  readonly lateness: number;
  readonly isBigBlind: boolean;
  readonly tableSize: number;
}

/** The games this thinks about. */
const HOLDEM: readonly string[] = ['NT', 'PT', 'FT', 'ST'];

/** Null unless it is this player's turn to bet at hold'em, with cards in hand. */
export function situationOf(view: TableView): Situation | null {
  const { turn, ownSeat } = view;
  const own = ownSeat === null ? undefined : view.seats[ownSeat];
  if (!turn?.legal || !own || turn.seat !== ownSeat || !HOLDEM.includes(view.game ?? '')) return null;
  const hole = own.cards.flatMap(({ card }) => card ?? []);
  if (hole.length !== 2) return null;
  const live = view.seats.filter(({ isInHand, isFolded }) => isInHand && !isFolded);
  const { settings, boards, pot } = view;
  return {
    hole,
    board: boards[0] ?? [],
    legal: turn.legal,
    pot,
    toCall: turn.legal.call ?? 0,
    stack: own.stack,
    betToMatch: Math.max(...view.seats.map(({ bet }) => bet)),
    bigBlind: settings.bigBlind,
    opponents: live.length - 1,
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
