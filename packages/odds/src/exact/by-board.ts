/**
 * Exact odds board by board, for few board cards to come or none: each way to hold a hand is ranked once a board, and the ways are
 * then compared with each other. Stud and draw games, which have no board, are the case of one board without cards.
 */
import { type Card, NO_HAND, strength, type WinRule } from '@aboveboard/engine';
import type { Progress } from '../progress.ts';
import { cardSet, type Holding, shareCards } from '../question/holdings.ts';
import type { Prepared } from '../question/prepare.ts';
import { winnersAmong } from '../showdown.ts';
import { addDeals, type Tally, withPrize } from '../tally.ts';
import { choices, choose } from './choose.ts';

/** A way to hold a hand on given boards, with its strength for each prize. */
interface Ranked {
  readonly held: Holding;
  readonly strengths: readonly number[];
}

/** How many sets of boards there are. */
export function boardSets({ game, boards, rest }: Prepared): number {
  let left = rest.length;
  let sets = 1;
  for (const board of boards) {
    sets *= choose(left, game.boardCards - board.length);
    left -= game.boardCards - board.length;
  }
  return sets;
}

/** Counts every matchup on every set of boards into `tally`. */
export function* countByBoard(
  prepared: Prepared,
  holdings: readonly (readonly Holding[])[],
  tally: Tally,
): Generator<Progress, void> {
  const { wins } = prepared.game;
  const total = boardSets(prepared);
  let done = 0;
  for (const boards of setsOfBoards(prepared, prepared.rest, [])) {
    const taken = cardSet(boards.flat());
    const ranked = holdings.map((ways) =>
      ways
        .filter((held) => !shareCards(held, taken))
        .map((held) => ({ held, strengths: strengthsOf(wins, held.cards, boards) })),
    );
    for (const share of compare(ranked, wins.length * boards.length, tally)) yield { done: done + share, total };
    done++;
  }
}

function* setsOfBoards(
  prepared: Prepared,
  left: readonly Card[],
  laid: readonly (readonly Card[])[],
): Generator<readonly (readonly Card[])[], void> {
  const lying = prepared.boards[laid.length];
  if (!lying) return yield laid;
  for (const more of choices(left, prepared.game.boardCards - lying.length)) {
    const rest = left.filter((card) => !more.includes(card));
    yield* setsOfBoards(prepared, rest, [...laid, [...lying, ...more]]);
  }
}

/** The strength of a hand for each prize. */
function strengthsOf(wins: readonly WinRule[], hand: readonly Card[], boards: readonly (readonly Card[])[]): number[] {
  return boards.flatMap((board) => wins.map((rule) => strength(rule, hand, board)));
}

/** Counts all hands that can meet; after each way to hold the first hand comes the share of its ways that is done. */
function* compare(ranked: readonly (readonly Ranked[])[], prizes: number, tally: Tally): Generator<number, void> {
  const [first = [], ...others] = ranked;
  const standing: (readonly number[])[] = [];
  const row: number[] = Array<number>(ranked.length).fill(NO_HAND);
  const outcome = (): number => {
    let all = 0;
    for (let p = 0; p < prizes; p++) {
      for (let i = 0; i < row.length; i++) row[i] = standing[i]?.[p] as number;
      all = withPrize(all, winnersAmong(row), row.length);
    }
    return all;
  };
  /** Counts what the hands from `next` on can hold beside those that stand already. */
  const meet = (next: number, low: number, high: number, weight: number): void => {
    const ways = others[next];
    if (!ways) {
      addDeals(tally, outcome(), weight);
      return;
    }
    for (const { held, strengths } of ways) {
      if ((held.low & low) !== 0 || (held.high & high) !== 0) continue;
      standing[next + 1] = strengths;
      meet(next + 1, low | held.low, high | held.high, weight * held.weight);
    }
  };
  for (const [i, { held, strengths }] of first.entries()) {
    yield i / first.length;
    standing[0] = strengths;
    meet(0, held.low, held.high, held.weight);
  }
}
