import type { TableView } from '@aboveboard/client';
import type { PlayerAction } from '@aboveboard/protocol';
import { expect, test } from 'vitest';
import type { Personality } from '../brain/personality.ts';
import { chanceFrom } from '../chance.ts';
import { wishesFor } from './wishes.ts';

const chance = chanceFrom({ bytes: () => Uint8Array.of(1, 2, 3, 4) });
const who = { runsTwice: true, showing: 1 } as Personality;
const TWICE = { kind: 'run-it', times: 2 };
const SHOW = { kind: 'show-cards' };

/** A seat with 100 behind and a bet of 10, and another with so much behind. */
function view(game: string, street: string, board: readonly number[], behind = 500): TableView {
  const seat = (index: number, stack: number) => ({
    seat: index,
    isInHand: true,
    isFolded: false,
    bet: 10,
    stack,
    isAllIn: stack === 0,
  });
  return {
    game,
    turn: { street, legal: { call: 50 } },
    boards: [board],
    ownSeat: 0,
    seats: [seat(0, 100), seat(1, behind)],
  } as never;
}

const call: PlayerAction = { kind: 'call' };
const shove: PlayerAction = { kind: 'raise-to', to: 110 };

test.each([
  ['all-in with cards to come: twice', view('PO', 'turn', [1, 2, 3, 4]), shove, [TWICE]],
  ['a call of who is all-in: twice', view('PO', 'flop', [1, 2, 3], 0), call, [TWICE]],
  ['a call with more to play: nothing', view('PO', 'flop', [1, 2, 3]), call, []],
  ['a raise with more behind: nothing', view('PO', 'flop', [1, 2, 3]), { kind: 'raise-to', to: 60 } as const, []],
  ['a fold: nothing', view('PO', 'flop', [1, 2, 3], 0), { kind: 'fold' } as const, []],
  ['the board is whole, a last bet: shown', view('PO', 'river', [1, 2, 3, 4, 5]), shove, [SHOW]],
  ['no board at all: never twice', view('F2L3D', 'third-draw', []), shove, [SHOW]],
  ['two boards already', view('PO-B2', 'flop', [1, 2, 3]), shove, []],
])('%s', (_, at, action, wishes) => {
  expect(wishesFor(at, action, who, chance)).toEqual(wishes);
  expect(wishesFor(at, action, { ...who, runsTwice: false, showing: 0 }, chance)).toEqual([]);
});
