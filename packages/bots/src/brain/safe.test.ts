import type { TableView } from '@aboveboard/client';
import type { WireLegalActions } from '@aboveboard/protocol';
import { expect, test } from 'vitest';
import { safeAction } from './safe.ts';

function view(legal: Partial<WireLegalActions> | null, draw: { least: number; most: number } | null = null): TableView {
  const turn = { seat: 1, legal: legal && { canFold: true, canCheck: false, ...legal }, draw };
  const cards = [7, 8, 9, 10].map((card) => ({ card, isOpen: false }));
  return { turn, seats: [{ cards: [] }, { cards }] } as never;
}

test('what is safe: a check, a fold, the bring-in, and as many cards as must go', () => {
  expect(safeAction(view({ canCheck: true }))).toEqual({ kind: 'check' });
  expect(safeAction(view({ call: 5 }))).toEqual({ kind: 'fold' });
  expect(safeAction(view({ canFold: false, bringIn: 3 }))).toEqual({ kind: 'bring-in' });
  expect(safeAction(view(null, { least: 0, most: 4 }))).toEqual({ kind: 'discard', cards: [] });
  expect(safeAction(view(null, { least: 2, most: 2 }))).toEqual({ kind: 'discard', cards: [7, 8] });
});
