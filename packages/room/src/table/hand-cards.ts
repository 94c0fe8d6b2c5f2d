/**
 * Where the cards of one hand lie in its cut deck: the next card of each seat and board, with its proof.
 *
 * Positions follow from the layout that the start state binds and from what was dealt before, so the same hand played again gets the
 * same cards. Proofs of cards that are out are kept, to be shown once more when a hand is turned up.
 */
import { type Card, card, type Hand, holeCardCount, type SeatIndex } from '@aboveboard/engine';
import { boardPositions, holePositions, type OpeningJson } from '@aboveboard/fairness';
import { assert } from '@aboveboard/kit';
import type { CutDeal } from '../deal/deal-protocol.ts';

export interface HandCards {
  /** The next `count` own cards of a seat. */
  hole(hand: Hand, seat: SeatIndex, count: number): Card[];
  /** The next `count` cards of a board. */
  board(hand: Hand, board: number, count: number): Card[];
  /** Proofs of cards that were dealt, in the order asked. */
  proofs(cards: readonly (Card | null)[]): OpeningJson[];
}

export function handCards(cut: CutDeal): HandCards {
  const proven = new Map<number, OpeningJson>();
  const deal = (positions: readonly number[]): Card[] =>
    positions.map((position) => {
      const opening = cut.opening(position);
      proven.set(opening.card, opening);
      return card(opening.card);
    });
  return {
    hole: (hand, seat, count) => {
      const index = hand.seats.findIndex((s) => s.seat === seat);
      const dealt = hand.seats[index]?.hole.length ?? 0;
      return deal(holePositions(layoutOf(hand), hand.seats.length, index).slice(dealt, dealt + count));
    },
    board: (hand, board, count) => {
      const dealt = hand.boards[board]?.length ?? 0;
      return deal(boardPositions(layoutOf(hand), hand.seats.length, board).slice(dealt, dealt + count));
    },
    proofs: (cards) =>
      cards.map((dealt) => {
        const opening = dealt === null ? undefined : proven.get(dealt);
        assert(opening, `no proof for card ${dealt}`);
        return opening;
      }),
  };
}

function layoutOf({ setup }: Hand) {
  return { game: 'board', hole: holeCardCount(setup.game), boards: setup.game.boards } as const;
}
