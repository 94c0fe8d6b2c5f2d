/** Stud: no board, four of seven own cards open, and the open cards say who begins. */
import { FULL_DECK } from '../cards/deck.ts';
import type { WinRule } from '../cards/hand-type.ts';
import type { Game, Street } from '../poker/game.ts';

const STUD: readonly Street[] = [
  { name: 'third-street', hole: 'ddu', opens: 'low-card', bet: 'small' },
  { name: 'fourth-street', hole: 'u', opens: 'high-hand', bet: 'small' },
  { name: 'fifth-street', hole: 'u', opens: 'high-hand', bet: 'big' },
  { name: 'sixth-street', hole: 'u', opens: 'high-hand', bet: 'big' },
  { name: 'seventh-street', hole: 'd', opens: 'high-hand', bet: 'big' },
];
const RAZZ: readonly Street[] = STUD.map((street, s) => ({ ...street, opens: s === 0 ? 'high-card' : 'low-hand' }));

function stud(code: string, streets: readonly Street[], wins: readonly WinRule[]): Game {
  return { code, limit: 'fixed-limit', deck: FULL_DECK, forced: 'bring-in', boards: 1, streets, wins };
}

const HIGH: WinRule = { type: 'high', use: 'any' };

export const STUD_GAMES: readonly Game[] = [
  stud('F7S', STUD, [HIGH]),
  stud('F7S/8', STUD, [HIGH, { type: 'low-8', use: 'any' }]),
  stud('F7S/N', STUD, [HIGH, { type: 'low-a5', use: 'any' }]),
  stud('FR', RAZZ, [{ type: 'low-a5', use: 'any' }]),
];
