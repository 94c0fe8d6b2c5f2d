import { deckSize, GAMES, gameOf, mostSeats } from '@aboveboard/engine';
import { openDealMap } from '@aboveboard/fairness';
import { expect, test } from 'vitest';
import { layoutOf } from './layout-of.ts';

function layout(code: string) {
  const game = gameOf(code);
  return game ? layoutOf(game) : expect.fail(code);
}

test('[DEAL-12] each game has its layout; royal hold’em and the games of study have none', () => {
  expect(layout('NT')).toEqual({ game: 'board', spec: 1, hole: 2, boards: 1 });
  expect(layout('NS')).toEqual({ game: 'board', spec: 3, hole: 2, boards: 1 });
  expect(layout('PO/8')).toEqual({ game: 'board', spec: 1, hole: 4, boards: 1 });
  expect(layout('PO6')).toEqual({ game: 'board', spec: 1, hole: 6, boards: 1 });
  expect(layout('PC')).toEqual({ game: 'board', spec: 1, hole: 5, boards: 1 });
  expect(layout('NCP')).toEqual({ game: 'board', spec: 1, hole: 3, boards: 1 });
  expect(layout('PI')).toEqual({ game: 'board', spec: 1, hole: 4, boards: 1 });
  expect(layout('PO-B2')).toEqual({ game: 'board', spec: 1, hole: 4, boards: 2 });
  for (const code of ['F7S', 'F7S/8', 'F7S/N', 'FR']) expect(layout(code)).toEqual({ game: 'stud', spec: 1 });
  for (const code of ['N2L1D', 'F2L3D', 'FA5L3D', 'FBA', 'FBD', 'N5CD', 'F5CD']) {
    expect(layout(code)).toEqual({ game: 'draw', spec: 2, hole: 5, board: 0 });
  }
  expect(layout('FB')).toEqual({ game: 'draw', spec: 2, hole: 4, board: 0 });
  expect(layout('PDM')).toEqual({ game: 'draw', spec: 2, hole: 5, board: 5 });
  expect(GAMES.filter((game) => layoutOf(game) === null).map(({ code }) => code)).toEqual(['NR', 'KUHN', 'LEDUC', 'RHODE']);
});

test('[DEAL-10] every hand the engine can deal fits the deck it is sealed with', () => {
  for (const game of GAMES) {
    const map = layoutOf(game);
    if (!map) continue;
    const seats = Array.from({ length: mostSeats(game) }, (_, seat) => seat);
    expect([game.code, seats.length, openDealMap(map, seats).ok]).toEqual([game.code, seats.length, true]);
    expect(deckSize(game.deck)).toBe(map.spec === 3 ? 36 : 52);
  }
});
