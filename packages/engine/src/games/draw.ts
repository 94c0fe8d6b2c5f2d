/** Draw: cards face down, changed between the bets. */
import { FULL_DECK } from '../cards/deck.ts';
import type { WinRule } from '../cards/hand-type.ts';
import type { Game, Limit, Street } from '../poker/game.ts';

const SINGLE_DRAW: readonly Street[] = [
  { name: 'before-draw', hole: 'ddddd', opens: 'after-blinds', bet: 'small' },
  { name: 'first-draw', draw: 5, opens: 'left-of-button', bet: 'big' },
];

function tripleDraw(count: number): readonly Street[] {
  return [
    { name: 'before-draw', hole: 'd'.repeat(count), opens: 'after-blinds', bet: 'small' },
    { name: 'first-draw', draw: count, opens: 'left-of-button', bet: 'small' },
    { name: 'second-draw', draw: count, opens: 'left-of-button', bet: 'big' },
    { name: 'third-draw', draw: count, opens: 'left-of-button', bet: 'big' },
  ];
}

/** A draw between flop and turn; half of each pot for the five own cards, half for two of them with three of the board. */
const DRAWMAHA: readonly Street[] = [
  { name: 'preflop', hole: 'ddddd', opens: 'after-blinds', bet: 'small' },
  { name: 'flop', board: 3, opens: 'left-of-button', bet: 'small' },
  { name: 'turn', draw: 5, board: 1, opens: 'left-of-button', bet: 'big' },
  { name: 'river', board: 1, opens: 'left-of-button', bet: 'big' },
];

function draw(code: string, limit: Limit, streets: readonly Street[], wins: readonly WinRule[]): Game {
  return { code, limit, deck: FULL_DECK, forced: 'blinds', boards: 1, streets, wins };
}

const HIGH: WinRule = { type: 'high', use: 'own' };
const ACE_TO_FIVE: WinRule = { type: 'low-a5', use: 'own' };
const DEUCE_TO_SEVEN: WinRule = { type: 'low-27', use: 'own' };
const BADUGI: WinRule = { type: 'badugi', use: 'own' };

export const DRAW_GAMES: readonly Game[] = [
  draw('N2L1D', 'no-limit', SINGLE_DRAW, [DEUCE_TO_SEVEN]),
  draw('F2L3D', 'fixed-limit', tripleDraw(5), [DEUCE_TO_SEVEN]),
  draw('FA5L3D', 'fixed-limit', tripleDraw(5), [ACE_TO_FIVE]),
  draw('FB', 'fixed-limit', tripleDraw(4), [BADUGI]),
  draw('FBA', 'fixed-limit', tripleDraw(5), [BADUGI, ACE_TO_FIVE]),
  draw('FBD', 'fixed-limit', tripleDraw(5), [{ type: 'badugi-27', use: 'own' }, DEUCE_TO_SEVEN]),
  draw('N5CD', 'no-limit', SINGLE_DRAW, [HIGH]),
  draw('F5CD', 'fixed-limit', SINGLE_DRAW, [HIGH]),
  draw('PDM', 'pot-limit', DRAWMAHA, [{ type: 'high', use: 'two-and-three' }, HIGH]),
];
