/** A deck that is dealt again and again: cards drawn without repeats, no copy of the deck per deal. */
import type { Chance } from '../../chance.ts';

export type Draw = (count: number) => readonly number[];

export interface Dealer {
  /** Up to `count` cards; fewer once the deck is out. */
  readonly draw: Draw;
  /** Deals `count` hands one after another and puts back all but the one that `choose` names. */
  chosen(hands: number, deal: () => readonly number[], rate: (hand: readonly number[]) => number): readonly number[];
  /** All cards are in the deck again. */
  gather(): void;
}

export function dealerOf(deck: Uint8Array, chance: Chance): Dealer {
  let drawn = 0;
  const bringToFront = (at: number): number => {
    const card = deck[at] as number;
    deck[at] = deck[drawn] as number;
    deck[drawn] = card;
    drawn += 1;
    return card;
  };
  const draw: Draw = (count) => {
    const left = Math.max(0, Math.min(count, deck.length - drawn));
    return Array.from({ length: left }, () => bringToFront(drawn + chance.below(deck.length - drawn)));
  };
  return {
    draw,
    chosen(hands, deal, rate) {
      if (hands === 1) return deal();
      const before = drawn;
      let [best, most] = [deal(), Number.NEGATIVE_INFINITY];
      most = rate(best);
      for (let n = 1; n < hands; n++) {
        drawn = before;
        const hand = deal();
        const rated = rate(hand);
        if (rated > most) [best, most] = [hand, rated];
      }
      drawn = before;
      for (const card of best) {
        const at = deck.indexOf(card, drawn);
        if (at >= 0) bringToFront(at); // an open card was never in this deck
      }
      return best;
    },
    gather: () => {
      drawn = 0;
    },
  };
}

/** The same cards off the deck for each who asks: `drawer()` gives one that begins with the first of them. */
export function sameForAll(draw: Draw): () => Draw {
  const coming: number[] = [];
  return () => {
    let from = 0;
    return (count) => {
      const lacking = from + count - coming.length;
      if (lacking > 0) coming.push(...draw(lacking));
      from += count;
      return coming.slice(from - count, from);
    };
  };
}
