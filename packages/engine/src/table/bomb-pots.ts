/**
 * Bomb pots: every seat antes, and the flop comes before the first bet.
 *
 * @see rules/TABLE.md TABLE-32 to TABLE-34.
 */
import { bombPot } from '../games/bomb-pot.ts';
import { type Game, mostSeats } from '../poker/game.ts';
import type { Stakes } from '../poker/setup.ts';
import { NO_STAKES } from '../poker/start.ts';
import type { BombPotOption } from './options.ts';
import type { Candidate } from './places.ts';
import type { Table } from './state.ts';

/** The next hand is a bomb pot: it is its turn, or all ask for one, and the game of the hand has a flop and no draw. */
export function isBombPotDue({ rules, played }: Table, game: Game, present: readonly Candidate[]): boolean {
  const option = rules.tableOptions.bombPot;
  if (option === null || !isPossible(game, option, present.length)) return false;
  const isTurn = option.every !== null && (played + 1) % option.every === 0;
  return isTurn || (option.byVote && present.every(({ at }) => at.wantsBombPot));
}

function isPossible(game: Game, { boards }: BombPotOption, seatCount: number): boolean {
  const [first, flop] = game.streets;
  const hasFlop =
    first?.hole !== undefined && flop?.board !== undefined && game.streets.every(({ draw }) => draw === undefined);
  return hasFlop && game.boards === 1 && mostSeats(bombPot(game, boards)) >= seatCount;
}

/** What a bomb pot is played for: the ante of every seat, no blinds, the usual bets. */
export function bombPotStakes({ smallBet, bigBet, rake }: Stakes, { ante }: BombPotOption): Stakes {
  return { ...NO_STAKES, smallBet, bigBet, rake, ante };
}
