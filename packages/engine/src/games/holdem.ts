/** Hold'em and its relatives: own cards face down, five on the board, the best five of all. */
import { type Deck, FULL_DECK, ROYAL_DECK, SHORT_DECK } from '../cards/deck.ts';
import type { WinRule } from '../cards/hand-type.ts';
import type { Forced, Game, Limit, Street } from '../poker/game.ts';

export const BOARD_STREETS: readonly Street[] = [
  { name: 'preflop', hole: 'dd', opens: 'after-blinds', bet: 'small' },
  { name: 'flop', board: 3, opens: 'left-of-button', bet: 'small' },
  { name: 'turn', board: 1, opens: 'left-of-button', bet: 'big' },
  { name: 'river', board: 1, opens: 'left-of-button', bet: 'big' },
];

/** The streets of a board game with `count` own cards a seat. */
export function boardStreets(count: number): readonly Street[] {
  return BOARD_STREETS.map((street) => (street.hole ? { ...street, hole: 'd'.repeat(count) } : street));
}

const HIGH: readonly WinRule[] = [{ type: 'high', use: 'any' }];

function holdem(code: string, limit: Limit, changes: Partial<Game> = {}): Game {
  const base = { deck: FULL_DECK as Deck, forced: 'blinds' as Forced, boards: 1, streets: BOARD_STREETS, wins: HIGH };
  return { code, limit, ...base, ...changes };
}

/** No-limit hold'em, PHH's NT. */
export const NO_LIMIT_HOLDEM: Game = holdem('NT', 'no-limit');

export const HOLDEM_GAMES: readonly Game[] = [
  NO_LIMIT_HOLDEM,
  holdem('PT', 'pot-limit'),
  holdem('FT', 'fixed-limit'),
  holdem('ST', 'spread-limit'),
  holdem('NS', 'no-limit', { deck: SHORT_DECK, forced: 'button-blind', wins: [{ type: 'short-deck', use: 'any' }] }),
  holdem('NS3', 'no-limit', { deck: SHORT_DECK, forced: 'button-blind', wins: [{ type: 'short-deck-trips', use: 'any' }] }),
  holdem('NR', 'no-limit', { deck: ROYAL_DECK }),
  holdem('NG', 'no-limit', { wins: [{ type: 'high', use: 'two-and-three' }] }),
  holdem('NCP', 'no-limit', {
    streets: [
      { name: 'preflop', hole: 'ddd', opens: 'after-blinds', bet: 'small' },
      { name: 'flop', board: 3, opens: 'left-of-button', bet: 'small' },
      { name: 'turn', discard: 1, board: 1, opens: 'left-of-button', bet: 'big' },
      { name: 'river', board: 1, opens: 'left-of-button', bet: 'big' },
    ],
  }),
  holdem('PI', 'pot-limit', {
    streets: [
      { name: 'preflop', hole: 'dddd', opens: 'after-blinds', bet: 'small' },
      { name: 'flop', board: 3, opens: 'left-of-button', bet: 'small' },
      { name: 'turn', discard: 2, board: 1, opens: 'left-of-button', bet: 'big' },
      { name: 'river', board: 1, opens: 'left-of-button', bet: 'big' },
    ],
  }),
];
