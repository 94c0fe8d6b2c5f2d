/** What a bot says about the hand to come: it chooses the game where that is its part, and goes along with a bomb pot. */
import type { TableView } from '@aboveboard/client';
import type { GameCode } from '@aboveboard/protocol';
import type { Chance } from '../chance.ts';

export type NextHandWish = { readonly kind: 'choose-game'; readonly game: GameCode } | { readonly kind: 'vote-bomb-pot' };

/** Null when there is nothing to say, or it was said. All dealt in must ask for a bomb pot, so a bot asks as soon as a person does. */
export function nextHandWish({ upNext, settings, seats, ownSeat }: TableView, chance: Chance): NextHandWish | null {
  const { choice, bombPotVotes } = upNext;
  const game = choice?.seat === ownSeat && !choice?.isMade ? choice?.games[chance.below(choice.games.length)] : undefined;
  if (game) return { kind: 'choose-game', game };
  const isAsked = bombPotVotes.some((seat) => seats[seat]?.player?.isBot === false);
  const hasVoted = ownSeat !== null && bombPotVotes.includes(ownSeat);
  return settings.house.bombPot.byVote && isAsked && !hasVoted ? { kind: 'vote-bomb-pot' } : null;
}
