/** Omaha: four to six own cards, of which two play with three of the board. */
import { FULL_DECK } from '../cards/deck.ts';
import type { WinRule } from '../cards/hand-type.ts';
import type { Game, Limit, Street } from '../poker/game.ts';
import { boardStreets } from './holdem.ts';

const HIGH: readonly WinRule[] = [{ type: 'high', use: 'two-and-three' }];
const HIGH_LOW: readonly WinRule[] = [...HIGH, { type: 'low-8', use: 'two-and-three' }];

function omaha(code: string, limit: Limit, streets: readonly Street[], wins: readonly WinRule[]): Game {
  return { code, limit, deck: FULL_DECK, forced: 'blinds', boards: 1, streets, wins };
}

/** Courchevel's first board card lies open before the first bet. */
const COURCHEVEL: readonly Street[] = [
  { name: 'preflop', hole: 'ddddd', board: 1, opens: 'after-blinds', bet: 'small' },
  { name: 'flop', board: 2, opens: 'left-of-button', bet: 'small' },
  { name: 'turn', board: 1, opens: 'left-of-button', bet: 'big' },
  { name: 'river', board: 1, opens: 'left-of-button', bet: 'big' },
];

export const OMAHA_GAMES: readonly Game[] = [
  omaha('PO', 'pot-limit', boardStreets(4), HIGH),
  omaha('PO/8', 'pot-limit', boardStreets(4), HIGH_LOW),
  omaha('NO/8', 'no-limit', boardStreets(4), HIGH_LOW),
  omaha('FO', 'fixed-limit', boardStreets(4), HIGH),
  omaha('FO/8', 'fixed-limit', boardStreets(4), HIGH_LOW),
  omaha('PO5', 'pot-limit', boardStreets(5), HIGH),
  omaha('PO5/8', 'pot-limit', boardStreets(5), HIGH_LOW),
  omaha('PO6', 'pot-limit', boardStreets(6), HIGH),
  omaha('PC', 'pot-limit', COURCHEVEL, HIGH),
  omaha('PC/8', 'pot-limit', COURCHEVEL, HIGH_LOW),
];
