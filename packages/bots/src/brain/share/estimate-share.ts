/**
 * The share of the pot that a hand would win if nothing more were bet, in any game: the rest is dealt and drawn some dozens of times
 * with cards taken at random, and each board and each way to win counts for its part.
 *
 * Others hold what they show and cards at random; who has shown strength is dealt several hands and holds the best of them.
 */
import { boardCardCount, deckCards, type Game, holeCardsOn, strength } from '@aboveboard/engine';
import type { Chance } from '../../chance.ts';
import type { KnownCards, OtherHand } from '../known-cards.ts';
import { type Dealer, type Draw, dealerOf, sameForAll } from './dealer.ts';
import { partsOf, shareOf } from './parts.ts';
import { drawsFrom, playOn } from './play-on.ts';

/** More opponents change little beside what they cost. */
export const MOST_OTHERS = 3;
/** What one estimate may cost, in hands rated: for a bet, and for a choice among hands, which comes once or twice in a deal. */
const BUDGET_OF_BET = 900;
const BUDGET_OF_CHOICE = 2_500;
/** What a hand costs more for each draw it plays. */
const COST_OF_DRAW = 1;
const FEWEST_SAMPLES = 24;
const MOST_SAMPLES = 160;

/**
 * @param choices What is kept of the own cards where a draw or discard is due; else all of them, as the only choice.
 * @returns the share of each, 0–1, over the same deals
 */
export function estimateShares(known: KnownCards, choices: readonly (readonly number[])[], chance: Chance): readonly number[] {
  const { game, street } = known;
  const others = [...known.others].sort((a, b) => b.signs - a.signs).slice(0, MOST_OTHERS);
  const dealer = dealerOf(restOfDeck(known), chance);
  const samples = samplesFor(known, others.length, choices.length);
  const won = choices.map(() => 0);
  for (let sample = 0; sample < samples; sample++) {
    dealer.gather();
    const boards = known.boards.map((board) => [...board, ...dealer.draw(boardCardCount(game) - board.length)]);
    const hands = others.map((other) => {
      const dealt = dealtTo(other, known, dealer, chance);
      return playOn(dealt, { game, street, boards, isToDraw: other.isToDraw, draw: dealer.draw });
    });
    const parts = partsOf(game, boards, hands);
    const drawer = sameForAll(dealer.draw);
    for (const [i, choice] of choices.entries())
      won[i] = (won[i] ?? 0) + shareOf(parts, ownEnd(known, choice, boards, drawer()));
  }
  return won.map((sum) => sum / samples);
}

function samplesFor({ game, street }: KnownCards, others: number, choices: number): number {
  const perHand = 1 + COST_OF_DRAW * drawsFrom(game, street);
  const perRating = game.boards * game.wins.length;
  const budget = choices > 1 ? BUDGET_OF_CHOICE : BUDGET_OF_BET;
  const samples = Math.round(budget / ((others + choices) * Math.max(perHand, perRating)));
  return Math.max(FEWEST_SAMPLES, Math.min(MOST_SAMPLES, samples));
}

/** What another seat may hold now; after signs of strength the best of several such hands, by one of the ways to win. */
function dealtTo({ cards, signs }: OtherHand, known: KnownCards, dealer: Dealer, chance: Chance): readonly number[] {
  const open = cards.flatMap((c) => c ?? []);
  const { wins } = known.game;
  const rule = wins[chance.below(wins.length)];
  const board = known.boards[0] ?? [];
  return dealer.chosen(
    1 + signs,
    () => [...open, ...dealer.draw(cards.length - open.length)],
    (hand) => (rule ? strength(rule, hand, board) : 0),
  );
}

/** The own cards in the end: after a draw the new ones come first. */
function ownEnd(
  known: KnownCards,
  kept: readonly number[],
  boards: readonly (readonly number[])[],
  draw: Draw,
): readonly number[] {
  const { game, street, isToDraw } = known;
  const held = isToDraw ? [...kept, ...draw(holeCardsOn(game, street) - kept.length)] : kept;
  return playOn(held, { game, street, boards, isToDraw: false, draw });
}

function restOfDeck({ game, hole, boards, others }: KnownCards): Uint8Array {
  const seen = new Set<number | null>([...hole, ...boards.flat(), ...others.flatMap(({ cards }) => cards)]);
  return Uint8Array.from(deckOf(game).filter((c) => !seen.has(c)));
}

/** Made once for each game. */
const DECKS = new WeakMap<Game, readonly number[]>();

function deckOf(game: Game): readonly number[] {
  const made = DECKS.get(game) ?? deckCards(game.deck);
  DECKS.set(game, made);
  return made;
}
