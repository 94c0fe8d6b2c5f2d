/** The cards picked to be given up: chosen on the felt or by key, sent from the dock. They belong to one turn. */
import { create } from 'zustand';
import { useTable } from '../table-context.ts';

const NONE: readonly number[] = [];
const useChosen = create<{ turn: string; cards: readonly number[] }>(() => ({ turn: '', cards: NONE }));

export type Discards = {
  /** The own cards, in the order in which they lie. */
  readonly held: readonly number[];
  readonly chosen: readonly number[];
  readonly least: number;
  readonly most: number;
  toggle(card: number): void;
};

/** Null when it is not the own turn to draw. */
export function useDiscards(): Discards | null {
  const { view } = useTable();
  const { turn, cards } = useChosen();
  const own = view.ownSeat === null ? undefined : view.seats[view.ownSeat];
  if (!view.turn?.draw || view.turn.seat !== view.ownSeat || !own) return null;
  const { least, most } = view.turn.draw;
  const id = `${view.tableId} ${view.deal.handNo} ${view.turn.turnId}`;
  const chosen = turn === id ? cards : NONE;
  return {
    held: own.cards.flatMap(({ card }) => (card === null ? [] : [card])),
    chosen,
    least,
    most,
    toggle(card) {
      const without = chosen.filter((other) => other !== card);
      if (without.length === chosen.length && chosen.length >= most) return;
      useChosen.setState({ turn: id, cards: without.length < chosen.length ? without : [...chosen, card] });
    },
  };
}
