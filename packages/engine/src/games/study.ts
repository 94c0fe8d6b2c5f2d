/** Games small enough to be counted and solved: Kuhn's, Leduc and Rhode Island hold'em. All fixed-limit, with an ante each. */
import { FULL_DECK } from '../cards/deck.ts';
import type { Game } from '../poker/game.ts';

const SMALL = { limit: 'fixed-limit', forced: 'antes', boards: 1 } as const;

export const STUDY_GAMES: readonly Game[] = [
  {
    ...SMALL,
    code: 'KUHN',
    deck: { ranks: 'JQK', suits: 's' },
    streets: [{ name: 'preflop', hole: 'd', opens: 'left-of-button', bet: 'small' }],
    wins: [{ type: 'high', use: 'any' }],
    raises: 0,
  },
  {
    ...SMALL,
    code: 'LEDUC',
    deck: { ranks: 'JQK', suits: 'hs' },
    streets: [
      { name: 'preflop', hole: 'd', opens: 'left-of-button', bet: 'small' },
      { name: 'flop', board: 1, opens: 'left-of-button', bet: 'big' },
    ],
    wins: [{ type: 'high', use: 'any' }],
    raises: 1,
  },
  {
    ...SMALL,
    code: 'RHODE',
    deck: FULL_DECK,
    streets: [
      { name: 'preflop', hole: 'd', opens: 'left-of-button', bet: 'small' },
      { name: 'flop', board: 1, opens: 'left-of-button', bet: 'big' },
      { name: 'turn', board: 1, opens: 'left-of-button', bet: 'big' },
    ],
    wins: [{ type: 'three-card', use: 'any' }],
    raises: 2,
  },
];
