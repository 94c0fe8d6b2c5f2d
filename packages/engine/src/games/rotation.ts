/** Mixed games: which game is played next. */
import { assert } from '@aboveboard/kit';
import type { Game } from '../poker/game.ts';
import { gameOf } from './catalogue.ts';

export interface Rotation {
  readonly code: string;
  /** Codes of its games, in the order they are played. */
  readonly games: readonly string[];
}

export const ROTATIONS: readonly Rotation[] = [
  { code: 'HORSE', games: ['FT', 'FO/8', 'FR', 'F7S', 'F7S/8'] },
  { code: '8-GAME', games: ['F2L3D', 'FT', 'FO/8', 'FR', 'F7S', 'F7S/8', 'NT', 'PO'] },
];

export function rotationOf(code: string): Rotation | null {
  return ROTATIONS.find((rotation) => rotation.code === code) ?? null;
}

/**
 * The game of hand `hand` (0-based) of a rotation that changes every `handsEach` hands: an orbit, mostly.
 *
 * @see rules/MIX.md
 */
export function gameOfHand(rotation: Rotation, hand: number, handsEach: number): Game {
  const turn = Math.floor(hand / handsEach) % rotation.games.length;
  const game = gameOf(rotation.games[turn] as string);
  assert(game, `the rotation ${rotation.code} names a game that is not there`);
  return game;
}
