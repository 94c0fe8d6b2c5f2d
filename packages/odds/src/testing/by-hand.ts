/**
 * Odds the plainest way there is, written apart from what it checks: one card after another into every empty place, in every order,
 * and each pot cut into a whole number of pieces.
 */
import { type Card, NO_HAND, strength } from '@aboveboard/engine';
import type { OddsGame } from '../question/odds-game.ts';

const PIECES = 5040;

export interface ByHand {
  /** Orders of dealing: deals times the orders of the cards in each. */
  readonly orders: number;
  /** Pieces of the pot each hand got, of `orders * PIECES`. */
  readonly pieces: readonly number[];
}

/** `null` among the cards of a hand or board is a place to deal to. */
export function dealByHand(
  game: OddsGame,
  hands: readonly (readonly (Card | null)[])[],
  board: readonly (Card | null)[],
  dead: readonly Card[] = [],
): ByHand {
  const places = [...hands, board].map((cards) => [...cards]);
  const known = new Set([...places.flat(), ...dead]);
  const stub = game.deck.filter((card) => !known.has(card));
  const pieces = hands.map(() => 0);
  let orders = 0;
  const deal = (p: number, i: number): void => {
    const cards = places[p];
    if (!cards) {
      orders++;
      share(game, places.slice(0, -1) as Card[][], places.at(-1) as Card[], pieces);
    } else if (i === cards.length) deal(p + 1, 0);
    else if (cards[i] !== null) deal(p, i + 1);
    else {
      for (let s = 0; s < stub.length; s++) {
        const [card] = stub.splice(s, 1) as [Card];
        cards[i] = card;
        deal(p, i + 1);
        cards[i] = null;
        stub.splice(s, 0, card);
      }
    }
  };
  deal(0, 0);
  return { orders, pieces };
}

function share({ wins }: OddsGame, hands: readonly Card[][], board: readonly Card[], pieces: number[]): void {
  const byRule = wins.map((rule) => {
    const strengths = hands.map((hand) => strength(rule, hand, board));
    const best = Math.max(...strengths);
    return best === NO_HAND ? [] : strengths.flatMap((own, i) => (own === best ? [i] : []));
  });
  const made = byRule.filter((winners) => winners.length > 0);
  for (const winners of made) {
    for (const winner of winners) pieces[winner] = (pieces[winner] as number) + PIECES / made.length / winners.length;
  }
}

/** A hand's share of the pot. */
export function equityByHand({ orders, pieces }: ByHand): number[] {
  return pieces.map((own) => own / (orders * PIECES));
}
