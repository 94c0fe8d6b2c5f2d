/**
 * The cards a seat may see: its own, the boards, what lies open before others, and how many they hold. There is no way from here to
 * another seat's cards, since no view holds them.
 */
import type { TableSeat, TableView } from '@aboveboard/client';
import { type Game, gameOf } from '@aboveboard/engine';

export interface OtherHand {
  /** In the order dealt; null where it cannot be seen. */
  readonly cards: readonly (number | null)[];
  /** How much its play says that it is strong: 0 nothing, 2 a lot. */
  readonly signs: number;
  /** Has its draw or discard of this street before it. */
  readonly isToDraw: boolean;
}

export interface KnownCards {
  readonly game: Game;
  /** Place in the game's streets. */
  readonly street: number;
  readonly hole: readonly number[];
  /** As many as the game has, also before their first card. */
  readonly boards: readonly (readonly number[])[];
  /** The seats still in, the own one left out. */
  readonly others: readonly OtherHand[];
  /** The own draw or discard of this street is due. */
  readonly isToDraw: boolean;
}

/** Null unless it is this player's turn, with cards, in a game that the engine has. */
export function knownCards(view: TableView): KnownCards | null {
  const { turn, ownSeat, boards } = view;
  const game = gameOf(view.game ?? '');
  const own = view.seats[ownSeat ?? -1];
  if (!turn || !game || !own || turn.seat !== ownSeat) return null;
  const street = game.streets.findIndex(({ name }) => name === turn.street);
  const hole = own.cards.flatMap(({ card }) => card ?? []);
  if (street < 0 || hole.length === 0) return null;
  const isToDraw = turn.draw !== null;
  const others = view.seats.filter(({ seat, isInHand, isFolded }) => seat !== ownSeat && isInHand && !isFolded);
  return {
    game,
    street,
    hole,
    boards: Array.from({ length: Math.max(game.boards, boards.length) }, (_, b) => boards[b] ?? []),
    others: others.map((seat) => ({
      cards: seat.cards.map(({ card }) => card),
      signs: signsOf(seat, view),
      isToDraw: isToDraw && seat.lastAction?.kind !== 'discarded',
    })),
    isToDraw,
  };
}

/** A bet says something, a big one more; so does who changes one card, and most who changes none. */
function signsOf({ lastAction }: TableSeat, { pot }: TableView): number {
  switch (lastAction?.kind) {
    case 'bet':
    case 'raised':
      return lastAction.to * 3 > pot ? 2 : 1; // the pot counts the bet: more than half of what lay there before
    case 'discarded':
      return Math.max(0, 2 - lastAction.count);
    default:
      return 0;
  }
}
