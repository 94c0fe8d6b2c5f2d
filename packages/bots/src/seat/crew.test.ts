import type { TableView } from '@aboveboard/client';
import { expect, test } from 'vitest';
import { wantedBots } from './crew.ts';

/** A table as short as the question needs: `b` a bot, `p` a person, `.` nobody; then the people who wait. */
function table(seats: string, waiting = 0): TableView {
  const player = (letter: string) => (letter === '.' ? null : { playerId: letter, name: letter, isBot: letter === 'b' });
  const queue = Array.from({ length: waiting }, () => ({ playerId: 'q', name: 'q', isBot: false }));
  return {
    seats: [...seats].map((letter) => ({ player: player(letter) })),
    waiting: queue,
    settings: { seats: seats.length },
  } as never;
}

test.each([
  ['an empty table fills up to the seats kept free', table('......'), 6, 1, 5],
  ['the crew is all there is', table('......'), 3, 1, 3],
  ['a person who sits took the free seat', table('pbbbbb'), 6, 1, 5],
  ['each further person takes a bot out', table('ppb...'), 6, 1, 4],
  ['a person who waits at a full heads-up table gets a seat', table('bb', 1), 2, 0, 1],
  ['people only', table('pp'), 2, 0, 0],
])('%s', (_, view, crew, keepFree, wanted) => {
  expect(wantedBots(view, { crew, keepFree, isOnDemand: false })).toBe(wanted);
});

test.each([
  ['nobody is there', table('......'), 0],
  ['bots alone, as the last person has left', table('bbb...'), 0],
  ['a person sits', table('p.....'), 3],
  ['a person waits', table('bbbbbb', 1), 3],
])('on demand: %s', (_, view, wanted) => {
  expect(wantedBots(view, { crew: 3, keepFree: 1, isOnDemand: true })).toBe(wanted);
});
