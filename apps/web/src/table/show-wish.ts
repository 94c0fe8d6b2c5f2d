/** The wish to turn one's cards up at the end of the hand. It holds for that hand, wherever on the page it was made. */
import { create } from 'zustand';
import { useTable } from './table-context.ts';

const useWish = create<{ hand: string }>(() => ({ hand: '' }));

/** Null when there is no hand of one's own that could be shown. */
export function useShowWish(): { readonly isOn: boolean; toggle(): void } | null {
  const { view, handle, run } = useTable();
  const wished = useWish(({ hand }) => hand);
  const own = view.ownSeat === null ? undefined : view.seats[view.ownSeat];
  const canShow = own && own.cards.length > 0 && !own.isFolded && view.deal.phase === 'playing';
  if (!canShow) return null;
  const hand = `${view.tableId} ${view.deal.handNo}`;
  const isOn = wished === hand;
  return {
    isOn,
    toggle: () => {
      useWish.setState({ hand: isOn ? '' : hand });
      void run(handle.showCards(!isOn)).then((isDone) => isDone || useWish.setState({ hand: isOn ? hand : '' }));
    },
  };
}
