/**
 * Wishes for the hand in play: to turn one's cards up at its end, and to see the rest of the board dealt several times. They hold for that
 * hand, wherever on the page they were made. The wish to straddle holds until it is done.
 */
import { create } from 'zustand';
import { boardCount } from '../games/game-facts.ts';
import { useTable } from './table-context.ts';

const useWish = create(() => ({ hand: '', runs: '', times: 1, straddleAt: '' }));
const MOST_RUNS = 3;

type Toggle = { readonly isOn: boolean; toggle(): void };

function useOwnHand(): string | null {
  const { view } = useTable();
  const own = view.ownSeat === null ? undefined : view.seats[view.ownSeat];
  const isPlayed = own && own.cards.length > 0 && !own.isFolded && view.deal.phase === 'playing';
  return isPlayed ? `${view.tableId} ${view.deal.handNo}` : null;
}

/** Null when there is no hand of one's own that could be shown. */
export function useShowWish(): Toggle | null {
  const { handle, run } = useTable();
  const wished = useWish(({ hand }) => hand);
  const hand = useOwnHand();
  if (hand === null) return null;
  const isOn = wished === hand;
  return {
    isOn,
    toggle: () => {
      useWish.setState({ hand: isOn ? '' : hand });
      void run(handle.showCards(!isOn)).then((isDone) => isDone || useWish.setState({ hand: isOn ? hand : '' }));
    },
  };
}

/** How often the rest of the board shall be dealt, one more with each press; null where no board is to come. */
export function useRunWish(): { readonly times: number; next(): void } | null {
  const { view, handle, run } = useTable();
  const wished = useWish();
  const hand = useOwnHand();
  const isOneBoard = boardCount(view.game ?? view.settings.game) === 1 && view.boards.length <= 1;
  if (hand === null || !view.settings.house.mayRunTwice || !isOneBoard || view.boards[0]?.length === 5) return null;
  const times = wished.runs === hand ? wished.times : 1;
  const next = (times % MOST_RUNS) + 1;
  return {
    times,
    next: () => {
      useWish.setState({ runs: hand, times: next });
      void run(handle.runIt(next)).then((isDone) => isDone || useWish.setState({ runs: hand, times }));
    },
  };
}

/** Null at tables that play without straddles. */
export function useStraddleWish(): Toggle | null {
  const { view, handle, run } = useTable();
  const wished = useWish(({ straddleAt }) => straddleAt);
  if (view.ownSeat === null || view.settings.straddles === 0) return null;
  const isOn = wished === view.tableId;
  return {
    isOn,
    toggle: () => {
      useWish.setState({ straddleAt: isOn ? '' : view.tableId });
      void run(handle.straddle(!isOn)).then((isDone) => isDone || useWish.setState({ straddleAt: isOn ? view.tableId : '' }));
    },
  };
}

/** The own straddle was posted: the wish is done. */
export function straddleDone(): void {
  useWish.setState({ straddleAt: '' });
}
