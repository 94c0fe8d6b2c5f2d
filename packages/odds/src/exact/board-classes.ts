/**
 * All boards, a few at a time: those that are alike for every hand are met once, with how many they are.
 *
 * Two boards are alike when they hold the same ranks and no suit matters on either, or when the suit that matters is the same, with
 * the same ranks in it. So 1 712 304 boards of hold'em are some 20 000 to 150 000 classes. A suit matters once the board has as many
 * of its cards as `needs` says; the caller sees to it that no board can have two such suits.
 */
import { type Card, card, rankOf, suitOf } from '@aboveboard/engine';
import { assert } from '@aboveboard/kit';
import { choose } from './choose.ts';

const RANKS = 13;
const ALL_SUITS = 0b1111;

/** One board of a class, good until the next call, and how many boards the class has. */
export type VisitClass = (board: readonly Card[], count: number) => void;

/**
 * Visits every class of `toCome` cards from `rest`, laid behind the cards `lying` already.
 *
 * @param needs for each suit, how many of its cards among those to come make it matter (see `flushNeeds`)
 */
export function eachBoardClass(
  rest: readonly Card[],
  lying: readonly Card[],
  toCome: number,
  needs: readonly number[],
  visit: VisitClass,
): void {
  const left = new Uint8Array(RANKS); // suits left of each rank, a bit a suit
  for (const c of rest) left[rankOf(c)] = (left[rankOf(c)] as number) | (1 << suitOf(c));
  const board = [...lying];
  eachWithoutFlush(left, board, toCome, needs, visit);
  for (let suit = 0; suit < 4; suit++) {
    if ((needs[suit] as number) <= toCome) eachWithFlush(left, board, toCome, suit, needs[suit] as number, visit);
  }
}

/** How many classes there are at most: with all thirteen ranks left in every suit. */
export function mostClasses(toCome: number, needs: readonly number[]): number {
  let most = rankSets(toCome);
  for (const need of needs) {
    for (let inSuit = need; inSuit <= toCome; inSuit++) most += choose(RANKS, inSuit) * rankSets(toCome - inSuit);
  }
  return most;
}

/** Ways to have `count` cards by their ranks alone, any number of one rank. */
function rankSets(count: number): number {
  return choose(RANKS + count - 1, count);
}

/** Boards on which `suit` matters: each choice of its ranks, with each choice of ranks from the other suits. */
function eachWithFlush(left: Uint8Array, board: Card[], toCome: number, suit: number, need: number, visit: VisitClass): void {
  const others = left.map((suits) => suits & ~(1 << suit));
  const from = (rank: number, inSuit: number): void => {
    if (inSuit >= need) eachRankSet(others, board, toCome - inSuit, visit);
    if (inSuit === toCome) return;
    for (let next = rank; next < RANKS; next++) {
      if (((left[next] as number) & (1 << suit)) === 0) continue;
      board.push(card(next * 4 + suit));
      from(next + 1, inSuit + 1);
      board.pop();
    }
  };
  from(0, 0);
}

/** Every set of ranks, several of one rank allowed, from what is left; the count is the ways to choose their suits. */
function eachRankSet(left: Uint8Array, board: Card[], toCome: number, visit: VisitClass): void {
  const from = (rank: number, missing: number, ways: number): void => {
    if (missing === 0) {
      visit(board, ways);
      return;
    }
    for (let next = rank; next < RANKS; next++) {
      const suits = SUITS_OF[left[next] as number] as readonly number[];
      const most = Math.min(suits.length, missing);
      for (let k = 1; k <= most; k++) {
        board.push(card(next * 4 + (suits[k - 1] as number)));
        from(next + 1, missing - k, ways * choose(suits.length, k));
      }
      board.length -= most;
    }
  };
  from(0, toCome, 1);
}

/** The suits in a set of suits, and all sets of suits. */
const SUIT_SETS: readonly number[] = Array.from({ length: ALL_SUITS + 1 }, (_, set) => set);
const SUITS_OF: readonly (readonly number[])[] = SUIT_SETS.map((set) => [0, 1, 2, 3].filter((suit) => set & (1 << suit)));

/** Ranks of a board: which, how often each, and the suits they may have. */
interface RankSet {
  readonly ranks: number[];
  readonly times: number[];
  readonly suits: number[];
}

/** Boards on which no suit matters: all ways to give the ranks suits, less those in which a suit reaches its need. */
function eachWithoutFlush(left: Uint8Array, board: Card[], toCome: number, needs: readonly number[], visit: VisitClass): void {
  const lying = board.length;
  const set: RankSet = { ranks: [], times: [], suits: [] };
  const end = (ways: number): void => {
    let count = ways;
    for (let suit = 0; suit < 4; suit++) count -= waysWithFlush(set, suit, needs[suit] as number, 0);
    if (count === 0) return;
    const found = place(set, 0, needs.slice(), board);
    assert(found, 'boards without a flush were counted and none can be laid');
    visit(board, count);
    board.length = lying;
  };
  const from = (rank: number, missing: number, ways: number): void => {
    if (missing === 0) {
      end(ways);
      return;
    }
    for (let next = rank; next < RANKS; next++) {
      const suits = left[next] as number;
      const size = (SUITS_OF[suits] as readonly number[]).length;
      for (let k = 1; k <= Math.min(size, missing); k++) {
        set.ranks.push(next);
        set.times.push(k);
        set.suits.push(suits);
        from(next + 1, missing - k, ways * choose(size, k));
        set.ranks.pop();
        set.times.pop();
        set.suits.pop();
      }
    }
  };
  from(0, toCome, 1);
}

/** Ways to give ranks `i` and up their suits so that at least `need` of the cards are of `suit`. */
function waysWithFlush(set: RankSet, suit: number, need: number, i: number): number {
  const { times, suits } = set;
  if (need > times.length - i) return 0;
  if (i === times.length) return 1;
  const k = times[i] as number;
  const size = (SUITS_OF[suits[i] as number] as readonly number[]).length;
  if (((suits[i] as number) & (1 << suit)) === 0) return choose(size, k) * waysWithFlush(set, suit, need, i + 1);
  const withSuit = choose(size - 1, k - 1) * waysWithFlush(set, suit, need - 1, i + 1);
  return withSuit + choose(size - 1, k) * waysWithFlush(set, suit, need, i + 1);
}

/** Lays one board of these ranks on which no suit reaches its need; `needs` is what each suit still lacks, and is used up. */
function place(set: RankSet, i: number, needs: number[], board: Card[]): boolean {
  if (i === set.ranks.length) return true;
  const lying = board.length;
  const may = set.suits[i] as number;
  for (const suits of SUIT_SETS) {
    const chosen = SUITS_OF[suits] as readonly number[];
    if (chosen.length !== set.times[i] || (suits & ~may) !== 0 || chosen.some((suit) => (needs[suit] as number) <= 1)) continue;
    for (const suit of chosen) {
      needs[suit] = (needs[suit] as number) - 1;
      board.push(card((set.ranks[i] as number) * 4 + suit));
    }
    if (place(set, i + 1, needs, board)) return true;
    board.length = lying;
    for (const suit of chosen) needs[suit] = (needs[suit] as number) + 1;
  }
  return false;
}
