/** The games offered for odds, by what wins: how bets are limited makes no difference, so of games alike the first is here. */
import { type Game, gameOf } from '@aboveboard/engine';
import { assert } from '@aboveboard/kit';

export const ODDS_GAMES = [
  'NT',
  'PO',
  'PO/8',
  'PO5',
  'PO5/8',
  'PO6',
  'NS',
  'NS3',
  'NR',
  'NG',
  'F7S',
  'F7S/8',
  'F7S/N',
  'FR',
  'N2L1D',
  'FA5L3D',
  'FB',
  'FBA',
  'FBD',
  'N5CD',
  'PDM',
  'NT-B2',
  'PO-B2',
] as const;
export type OddsGameCode = (typeof ODDS_GAMES)[number];

export function isOddsGame(code: string | null): code is OddsGameCode {
  return (ODDS_GAMES as readonly (string | null)[]).includes(code);
}

export function gameWith(code: OddsGameCode): Game {
  const game = gameOf(code);
  assert(game, `no game ${code}`);
  return game;
}
