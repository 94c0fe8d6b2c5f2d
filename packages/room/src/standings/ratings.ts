/**
 * Ratings of people, from what each pair of them won of each other.
 *
 * Within a day only whole numbers are added, pair by pair, in any order. Ratings follow once, when the day is over, all from those that the day
 * began with and with opponents in the order of their ids: so the same hands give the same ratings to the last bit, and each person can be
 * rated without the others.
 *
 * @see rules/RANK.md RANK-5 to RANK-8.
 */
import type { PlayerId } from '@aboveboard/engine';
import { assert } from '@aboveboard/kit';
import { type Lines, sumLines } from '../stats/sum-lines.ts';
import { afterGames, afterIdle, type Encounter, type Rating, UNRATED } from './glicko2.ts';
import { DAY_MS } from './periods.ts';
import { peopleIn, type SettledHand } from './settled-hand.ts';

/** A hand is one game for each, shared among up to nine others: every share of it is whole in this unit, and so is half of one. */
const GAME = 5040;

/** What two people came to on one day. */
export interface Pairing {
  /** Days since 1970 by UTC. */
  readonly day: number;
  /** The lower id. */
  readonly first: PlayerId;
  readonly second: PlayerId;
  /** Parts of a game, `GAME` to the whole. */
  readonly games: number;
  /** Of these: what `first` won, and half of what was drawn. */
  readonly firstScore: number;
}

export type Pairings = Lines<Pairing>;

/** A rating as it was at the end of `day`, the last with a rated hand. */
export interface PlayerRating extends Rating {
  readonly day: number;
  /** Rated ones, in all. */
  readonly hands: number;
}

/** The parts of a point, and of 1, that ratings are kept in. */
export const RATING_PARTS = { rating: 1e6, deviation: 1e6, volatility: 1e9 } as const;

export type Ratings = ReadonlyMap<PlayerId, PlayerRating>;

export function dayOf({ endedAtMs }: SettledHand): number {
  return Math.floor(endedAtMs / DAY_MS);
}

/** Each two people dealt in have played each other; who has the better net result has won. Empty with fewer than two. */
export function pairingsOf(hand: SettledHand): Pairing[] {
  const day = dayOf(hand);
  const people = peopleIn(hand).toSorted((a, b) => (a.player < b.player ? -1 : 1));
  const games = GAME / (people.length - 1);
  return people.flatMap((first, index) =>
    people.slice(index + 1).map((second) => {
      const won = (Math.sign(first.delta - second.delta) + 1) / 2;
      return { day, first: first.player, second: second.player, games, firstScore: won * games };
    }),
  );
}

export function addPairings(pairings: Pairings, more: Iterable<Pairing>): Pairings {
  const keyOf = ({ day, first, second }: Pairing): string => JSON.stringify([day, first, second]);
  return sumLines(pairings, more, keyOf, (a, b) => ({
    ...a,
    games: a.games + b.games,
    firstScore: a.firstScore + b.firstScore,
  }));
}

/**
 * Ratings of some people after a day; days come in order, each once, and those without hands not at all.
 *
 * @param before the last ratings before the day, of these people and of whom they met, as far as they have one.
 * @param pairings all of the day that one of these people has part in.
 */
export function rateDay(
  before: Ratings,
  day: number,
  pairings: Iterable<Pairing>,
  players: ReadonlySet<PlayerId>,
): Map<PlayerId, PlayerRating> {
  const after = new Map<PlayerId, PlayerRating>();
  for (const [player, met] of metOn(before, day, pairings)) {
    if (!players.has(player)) continue;
    const encounters = met.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const hands = (before.get(player)?.hands ?? 0) + Math.round(met.reduce((sum, { games }) => sum + games, 0));
    after.set(player, { ...rounded(afterGames(ratingOn(before, player, day), encounters)), day, hands });
  }
  return after;
}

/** As it is kept: in whole numbers of these parts, which every database has alike. */
function rounded({ rating, deviation, volatility }: Rating): Rating {
  const to = (value: number, parts: number): number => Math.round(value * parts) / parts;
  return {
    rating: to(rating, RATING_PARTS.rating),
    deviation: to(deviation, RATING_PARTS.deviation),
    volatility: to(volatility, RATING_PARTS.volatility),
  };
}

type Met = Encounter & { readonly id: PlayerId };

function metOn(before: Ratings, day: number, pairings: Iterable<Pairing>): Map<PlayerId, Met[]> {
  const met = new Map<PlayerId, Met[]>();
  const meet = (player: PlayerId, id: PlayerId, games: number, score: number): void => {
    const own = met.get(player) ?? [];
    own.push({ id, opponent: ratingOn(before, id, day), games: games / GAME, score: score / GAME });
    met.set(player, own);
  };
  for (const { day: playedOn, first, second, games, firstScore } of pairings) {
    assert(playedOn === day, 'a pairing of another day');
    meet(first, second, games, firstScore);
    meet(second, first, games, games - firstScore);
  }
  return met;
}

/** The rating with which a player begins `day`. */
function ratingOn(ratings: Ratings, player: PlayerId, day: number): Rating {
  const last = ratings.get(player);
  if (!last) return UNRATED;
  assert(day > last.day, `day ${day} is rated already`);
  return afterIdle(last, day - last.day - 1);
}
