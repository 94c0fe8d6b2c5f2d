/** One seat's hand played to its last card: what is dealt to it, and a sensible draw or discard where one is due. */
import { boardCardsOn, type Game, holeCardsOn, NO_HAND, strength } from '@aboveboard/engine';
import { cardsToKeep } from '../draw/keep.ts';

/** What of the hand lies behind the seat. */
export interface PlayOn {
  readonly game: Game;
  readonly street: number;
  /** The draw or discard of `street` is due. */
  readonly isToDraw: boolean;
  /** All cards that any board will have. */
  readonly boards: readonly (readonly number[])[];
  /** Cards from the deck, fewer than asked for once it is out. */
  readonly draw: (count: number) => readonly number[];
}

/** @returns the cards held in the end */
export function playOn(hand: readonly number[], on: PlayOn): readonly number[] {
  const { game, street, isToDraw } = on;
  let held = hand;
  for (let s = street; s < game.streets.length; s++) {
    const { hole, draw, discard } = game.streets[s] ?? {};
    if (s > street && hole) held = [...held, ...on.draw(hole.length)];
    if (s === street && !isToDraw) continue;
    if (draw !== undefined) held = drawn(held, s, draw, on);
    if (discard !== undefined) held = bestOf(held, holeCardsOn(game, s), s, on);
  }
  return held;
}

function drawn(held: readonly number[], street: number, most: number, { game, draw }: PlayOn): readonly number[] {
  const kept = cardsToKeep(game.wins, held, drawsFrom(game, street));
  const given = Math.min(most, held.length - kept.length);
  const fresh = draw(given);
  const stays = held.filter((c) => !kept.includes(c)).slice(fresh.length); // the deck is out, or no more may go
  return [...kept, ...stays, ...fresh];
}

/** Draws from this street on. */
export function drawsFrom({ streets }: Game, street: number): number {
  return streets.slice(street).filter(({ draw }) => draw !== undefined).length;
}

/** Of all ways to keep so many cards the one that makes most of the first board as it lies then. */
function bestOf(held: readonly number[], count: number, street: number, { game, boards }: PlayOn): readonly number[] {
  const board = (boards[0] ?? []).slice(0, boardCardsOn(game, street - 1));
  const [rule] = game.wins;
  let best: readonly number[] = held.slice(0, count);
  let most = NO_HAND - 1;
  for (const choice of choicesOf(held, count)) {
    const made = rule ? strength(rule, choice, board) : NO_HAND;
    if (made > most) [best, most] = [choice, made];
  }
  return best;
}

/** Every way to take `count` of the cards. */
export function choicesOf(cards: readonly number[], count: number): (readonly number[])[] {
  const [first, ...others] = cards;
  if (count === 0) return [[]];
  if (first === undefined || cards.length < count) return [];
  return [...choicesOf(others, count - 1).map((rest) => [first, ...rest]), ...choicesOf(others, count)];
}
