/**
 * Which game is played: each of the table's games in its turn, or the one that the player on the button has chosen.
 *
 * @see rules/MIX.md.
 */
import { assert } from '@aboveboard/kit';
import { gameOf } from '../games/catalogue.ts';
import type { Game } from '../poker/game.ts';
import type { Stakes } from '../poker/setup.ts';
import type { HandInPlay, Table, TableRules, Turn } from './state.ts';

/** One of the table's games, by its place in their order. */
export function gameAt({ games }: TableRules, index: number): { readonly game: Game; readonly stakes: Stakes } {
  const chosen = games[index];
  const game = chosen && gameOf(chosen.code);
  assert(chosen && game, `the table has no game ${index}`);
  return { game, stakes: chosen.stakes };
}

/** Somebody posts a blind in this game. */
export function hasBlinds({ forced }: Game): boolean {
  return forced === 'blinds' || forced === 'button-blind';
}

/** Somebody posts a blind in one of the table's games: only there can blinds be missed. */
export function isBlindTable(rules: TableRules): boolean {
  return rules.games.some((_, index) => hasBlinds(gameAt(rules, index).game));
}

/**
 * Whether button and blinds go on with this hand. Where the games take turns a hand without blinds leaves them where they are, so
 * that nobody's blind is lost by it (MIX-5); so does a bomb pot (TABLE-34).
 */
export function movesButton(rules: TableRules, { bigBlind, isBombPot }: Pick<HandInPlay, 'bigBlind' | 'isBombPot'>): boolean {
  return bigBlind !== null || (!isBombPot && (rules.mix.order === 'dealers-choice' || !isBlindTable(rules)));
}

/** The turn that the next hand belongs to; a turn that has not begun gets its length with its first hand. */
export function nextTurn({ turn, chosen }: Pick<Table, 'turn' | 'chosen'>): Turn {
  return turn.handsLeft === null && chosen !== null ? { game: chosen, handsLeft: null } : turn;
}

/** The turn as its hand begins, `seatCount` seats dealt in. */
export function turnWithHand({ game, handsLeft }: Turn, { mix }: TableRules, seatCount: number): Turn {
  return { game, handsLeft: handsLeft ?? (mix.each === 'orbit' ? seatCount : mix.each) };
}

/** The turn after a settled hand of it, and what was chosen. A bomb pot is no hand of the turn (TABLE-34). */
export function turnAfter({ turn, chosen, rules }: Table, hand: HandInPlay): Pick<Table, 'turn' | 'chosen'> {
  if (hand.isBombPot) return { turn, chosen };
  assert(hand.turn.handsLeft !== null, 'a hand in play whose turn has no length');
  const { game } = hand.turn;
  const handsLeft = hand.turn.handsLeft - 1;
  if (handsLeft > 0) return { turn: { game, handsLeft }, chosen: null };
  const step = rules.mix.order === 'in-turn' ? 1 : 0; // who has the choice and makes none plays on with the same game
  return { turn: { game: (game + step) % rules.games.length, handsLeft: null }, chosen: null };
}
