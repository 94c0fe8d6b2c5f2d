import type { TableView } from '@aboveboard/client';
import { expect, test } from 'vitest';
import { chanceFrom } from '../chance.ts';
import { nextHandWish } from './next-hand.ts';

const chance = chanceFrom({ bytes: () => Uint8Array.of(1, 2, 3, 4) });

/** The bot in seat 0, another in seat 1, a person in seat 2. */
function view(upNext: Partial<TableView['upNext']>, byVote = true): TableView {
  const seats = [true, true, false].map((isBot, seat) => ({ seat, player: { isBot } }));
  const settings = { house: { bombPot: { every: 0, byVote, boards: 1 } } };
  return { ownSeat: 0, seats, settings, upNext: { choice: null, bombPotVotes: [], ...upNext } } as never;
}

test.each([
  ['nothing is asked', view({}), null],
  ['its choice', view({ choice: { seat: 0, games: ['FR'], isMade: false } }), { kind: 'choose-game', game: 'FR' }],
  ['its choice is made', view({ choice: { seat: 0, games: ['FR'], isMade: true } }), null],
  ['the choice of another', view({ choice: { seat: 2, games: ['FR'], isMade: false } }), null],
  ['a person asks for a bomb pot', view({ bombPotVotes: [2] }), { kind: 'vote-bomb-pot' }],
  ['it has asked too', view({ bombPotVotes: [2, 0] }), null],
  ['bots alone do not begin', view({ bombPotVotes: [1] }), null],
  ['a table without them', view({ bombPotVotes: [2] }, false), null],
])('%s', (_, at, wish) => {
  expect(nextHandWish(at, chance)).toEqual(wish);
});
