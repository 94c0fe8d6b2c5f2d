import { replay } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import type { HandEvent } from './event.ts';
import { handResult } from './result.ts';

/** The order in which hands were shown or given up. */
function order(events: readonly HandEvent[]): string[] {
  return events.flatMap((event) => (event.kind === 'shown' || event.kind === 'mucked' ? [`${event.seat} ${event.kind}`] : []));
}

const THREE_TO_THE_RIVER = `
    NLHE 50/100 | Ana 10000, button | Bo 10000 | Cy 10000
    Ana  holds AsKs
    Bo   holds QdQc
    Cy   holds JdJc
    Ana  calls 100
    Bo   calls 50
    Cy   checks
    * board Ah 8s 3c
    Bo   checks
    Cy   checks
    Ana  checks
    * board 5d
    Bo   checks
    Cy   checks
    Ana  checks
    * board 2s`;

test('[SHOW-1] the last aggressor of the last street shows first, then the others clockwise', () => {
  const { events } = replay(`${THREE_TO_THE_RIVER}
    Bo   bets 100
    Cy   raises to 300
    Ana  calls 300
    Bo   calls 200
    Bo   shows                 => refused NOT_YOUR_TURN
    Ana  wins 1200`);
  expect(order(events)).toEqual(['2 shown', '0 shown', '1 mucked']);
});

test('[SHOW-2] when the last street is checked the first left of the button shows first', () => {
  const { events } = replay(`${THREE_TO_THE_RIVER}
    Bo   checks
    Cy   checks
    Ana  checks
    Ana  wins 300`);
  expect(order(events)).toEqual(['1 shown', '2 mucked', '0 shown']);
});

test('[SHOW-3] a hand may be given up in turn, but not the last that a pot has', () => {
  replay(`${THREE_TO_THE_RIVER}
    Bo   checks
    Cy   checks
    Ana  checks
    Cy   mucks                 => refused NOT_YOUR_TURN
    Bo   mucks
    Cy   mucks
    * ended
    Ana  wins 300`);
  const { events } = replay(`
    NLHE 50/100 all-ins-hidden | Ana 300, button | Bo 10000 | Cy 10000
    Ana  holds AsKs
    Bo   holds QdQc
    Cy   holds JdJc
    Ana  raises to 300, all-in
    Bo   calls 250
    Cy   calls 200
    * board Ah 8s 3c
    Bo   bets 100
    Cy   calls 100
    * board 5d
    Bo   checks
    Cy   checks
    * board 2s
    Bo   checks
    Cy   checks
    Bo   mucks
    Cy   mucks                 => refused NOT_POSSIBLE_NOW
    Cy   shows
    Ana  shows
    Ana  wins 900
    Cy   wins 200`);
  expect(order(events)).toEqual(['1 mucked', '2 shown', '0 shown']);
});

test('[SHOW-4] once no more betting is possible all live hands are turned up, before the board', () => {
  const { events } = replay(`
    NLHE 50/100 | Ana 1000, button | Bo 1000 | Cy 10000
    Ana  raises to 1000, all-in
    Bo   calls 950, all-in
    Cy   folds
    * board Qh 8s 3c 5d 2s
    Bo   wins 2100`);
  const kinds = events.map(({ kind }) => kind);
  expect(order(events)).toEqual(['1 shown', '0 shown']);
  expect(kinds.lastIndexOf('shown')).toBeLessThan(kinds.indexOf('board-dealt'));
});

test('[SHOW-5] where all-in hands stay down they are shown or mucked after the board, from left of the button', () => {
  const { events } = replay(`
    NLHE 50/100 all-ins-hidden | Ana 1000, button | Bo 1000 | Cy 10000
    Ana  holds JdJc
    Bo   holds AsKs
    Ana  raises to 1000, all-in
    Bo   calls 950, all-in
    Cy   folds
    * board Ah 8s 3c 5d 2s
    Bo   wins 2100`);
  expect(order(events)).toEqual(['1 shown', '0 mucked']);
  expect(events.findIndex(({ kind }) => kind === 'shown')).toBeGreaterThan(
    events.findLastIndex(({ kind }) => kind === 'board-dealt'),
  );
});

test('[SHOW-6] when it is over, who has not folded may show, once, and no chip moves', () => {
  const { hand } = replay(`
    NLHE 50/100 | Ana 10000, button | Bo 10000 | Cy 10000
    Ana  holds 7h2c
    Ana  raises to 300
    Bo   folds
    Cy   folds
    Ana  wins 250
    Ana  shows
    Ana  shows                 => refused NOT_POSSIBLE_NOW
    Bo   shows                 => refused NOT_POSSIBLE_NOW
    Ana  showed
    Ana  has 10150`);
  expect(handResult(hand)?.shown).toHaveLength(1);
});

/** Ana, Bo and Cy in stud or razz, to the end of sixth street. */
function stud(code: string, [first, second, third]: readonly [string, string, string]): string {
  const round = (names: readonly string[]): string => names.map((name) => `    ${name} checks`).join('\n');
  const fromBo = round(['Bo', 'Cy', 'Ana']);
  return `
    ${code} 60/120 ante 5 bring-in 20 | Ana 1000 | Bo 1000 | Cy 1000
    Ana  holds ${first}
    Bo   holds ${second}
    Cy   holds ${third}
    Ana  brings in 20
    Bo   calls 20
    Cy   calls 20
${fromBo}
${fromBo}
${fromBo}`;
}

const STUD = ['AcAd2c7h8hJs4d', 'QcQd9c9hTd3s5d', '6c7d8cKcJh4s2s'] as const;
const RAZZ = ['AcAdKc7h8hJs4d', '4c3d2c5h6d9sJd', '8c9dTcQcJh4s2s'] as const;

test('[SHOW-8] in stud the best hand showing shows first, in razz the lowest', () => {
  const high = replay(`${stud('F7S', STUD)}
    Bo   checks
    Cy   checks
    Ana  checks
    Bo   wins 75`);
  expect(order(high.events)).toEqual(['1 shown', '2 mucked', '0 mucked']);
  const low = replay(`${stud('FR', RAZZ)}
    Bo   checks
    Cy   checks
    Ana  checks
    Bo   wins 75`);
  expect(order(low.events)[0]).toBe('1 shown');
});

test('[SHOW-1] in stud too the last aggressor shows before the best hand showing', () => {
  const { events } = replay(`${stud('F7S', STUD)}
    Bo   checks
    Cy   bets 120
    Ana  folds
    Bo   calls 120
    Bo   wins 315`);
  expect(order(events)).toEqual(['2 shown', '1 shown']);
});

test('[SHOW-3] a hand is beaten only where it is in every way to win', () => {
  const { events } = replay(`
    NO/8 50/100 | Ana 10000, button | Bo 10000 | Cy 10000
    Ana  holds AsKsQdKd
    Bo   holds 2h4h6c7c
    Cy   holds QsQhJdJh
    Ana  calls 100
    Bo   calls 50
    Cy   checks
    * board 3c 8d 5s
    Bo   checks
    Cy   checks
    Ana  checks
    * board Kc
    Bo   checks
    Cy   checks
    Ana  checks
    * board Td
    Bo   checks
    Cy   checks
    Ana  bets 100
    Bo   calls 100
    Cy   calls 100
    Ana  wins high 300
    Bo   wins low 300`);
  expect(order(events)).toEqual(['0 shown', '1 shown', '2 mucked']);
});
