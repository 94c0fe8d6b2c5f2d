/** From the table to the hand: what the poker engine begins with. */
import { assert } from '@aboveboard/kit';
import { bombPot } from '../games/bomb-pot.ts';
import type { Game } from '../poker/game.ts';
import type { HandSetup, Stakes } from '../poker/setup.ts';
import { bombPotStakes } from './bomb-pots.ts';
import { killedStakes, killerOf } from './kills.ts';
import type { HandInPlay, Table, TableRules } from './state.ts';
import { gameAt, nextTurn } from './turns.ts';

/** The game of the hand in play, bomb pots included; between hands the one whose turn is next. */
export function gameInPlay({ rules, hand, turn, chosen }: Pick<Table, 'rules' | 'hand' | 'turn' | 'chosen'>): Game {
  return hand === null ? gameAt(rules, nextTurn({ turn, chosen }).game).game : gameOf(rules, hand).game;
}

/** The setup of the hand in play; there must be one. */
export function handSetup({ rules, seats, hand }: Table): HandSetup {
  assert(hand, 'no hand in play');
  const { positions, smallBlind, bigBlind, extraBlinds } = hand;
  return {
    ...gameOf(rules, hand),
    options: rules.options,
    button: positions.button,
    smallBlind,
    bigBlind,
    extraBlinds,
    seats: hand.seats.map(({ seat, owesLive, owesDead, isAbsent }) => {
      const at = seats[seat];
      assert(at, `seat ${seat} is dealt in and empty`);
      return { seat, stack: at.stack, owesLive, owesDead, ...(isAbsent ? { isAbsent } : {}) };
    }),
  };
}

function gameOf(rules: TableRules, hand: HandInPlay): { readonly game: Game; readonly stakes: Stakes } {
  const { game, stakes } = gameAt(rules, hand.turn.game);
  const option = rules.tableOptions;
  if (hand.isBombPot && option.bombPot) {
    return { game: bombPot(game, option.bombPot.boards), stakes: bombPotStakes(stakes, option.bombPot) };
  }
  return { game, stakes: option.kill && killerOf(hand) !== null ? killedStakes(stakes, option.kill) : stakes };
}
