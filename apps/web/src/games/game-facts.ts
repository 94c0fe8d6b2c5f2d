/** What the pages need to know of a game, read from the engine's description of it: nothing here is listed game by game. */
import { boardCardCount, type Game, gameOf, holeCardsOn, rotationOf, tableSeats } from '@aboveboard/engine';
import { assert } from '@aboveboard/kit';
import type { GameCode, OfferedGame } from '@aboveboard/protocol';

export const FAMILIES = ['holdem', 'omaha', 'stud', 'draw', 'mixed'] as const;
export type Family = (typeof FAMILIES)[number];

/** The game of a code; the first one of a rotation, for the stakes it is played at. */
export function gameFacts(code: OfferedGame): Game {
  const game = gameOf(rotationOf(code)?.games[0] ?? code);
  assert(game, `no game ${code}`);
  return game;
}

/** Whether a table plays this one game, and not several in turn. */
export function isGameCode(code: OfferedGame): code is GameCode {
  return rotationOf(code) === null;
}

export function familyOf(code: OfferedGame): Family {
  if (rotationOf(code)) return 'mixed';
  const { forced, streets, wins } = gameFacts(code);
  if (forced === 'bring-in') return 'stud';
  if (streets.some(({ draw }) => draw)) return 'draw';
  return mostHeld(code) > 2 && wins.some(({ use }) => use === 'two-and-three') ? 'omaha' : 'holdem';
}

/** Most seats a table of this game can have: of a rotation, the fewest that any of its games allows. */
export function mostSeatsAt(code: OfferedGame): number {
  const codes = rotationOf(code)?.games ?? [code];
  return Math.min(...codes.map((each) => tableSeats(gameFacts(each as OfferedGame))));
}

/** Cards a seat holds at most in this game. */
export function mostHeld(code: OfferedGame): number {
  const game = gameFacts(code);
  return Math.max(...game.streets.map((_, street) => holeCardsOn(game, street)));
}

/** Open cards of its own each seat ends with: those of stud. */
export function openCards(code: OfferedGame): number {
  return gameFacts(code)
    .streets.map(({ hole = '' }) => hole)
    .join('')
    .replaceAll('d', '').length;
}

/** Boards dealt side by side, none in stud and draw. */
export function boardCount(code: OfferedGame): number {
  const game = gameFacts(code);
  return boardCardCount(game) > 0 ? game.boards : 0;
}
