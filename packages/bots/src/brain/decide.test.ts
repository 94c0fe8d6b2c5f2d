import { card, NO_LIMIT_HOLDEM, parseCards } from '@aboveboard/engine';
import type { PlayerAction, WireLegalActions } from '@aboveboard/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Chance, chanceFrom } from '../chance.ts';
import { openingRange } from './before-flop.ts';
import { decideAction } from './decide.ts';
import { estimateEquity } from './equity.ts';
import { drawPersonality, type Personality } from './personality.ts';
import type { Situation } from './situation.ts';
import { shareOfBetterHands } from './starting-hands.ts';

const seeded = (seed: number): Chance => chanceFrom({ bytes: () => Uint8Array.of(seed >>> 24, seed >>> 16, seed >>> 8, seed) });
const ordinary: Personality = {
  looseness: 1,
  aggression: 0.5,
  bluffing: 0.1,
  stubbornness: 0.02,
  runsTwice: true,
  showing: 0,
  slowness: 1,
};

function cards(text: string): number[] {
  return parseCards(text) ?? expect.fail(`not cards: ${text}`);
}

/** Opponents with two cards each. */
function unseen(count: number): Situation['others'] {
  return Array.from({ length: count }, () => ({ cards: [null, null], signs: 0, isToDraw: false }));
}

function situation(changes: Partial<Situation>): Situation {
  const legal: WireLegalActions = {
    canFold: true,
    canCheck: false,
    call: 10,
    raise: { smallest: 20, largest: 1000, step: 1, isBet: false },
  };
  return {
    game: NO_LIMIT_HOLDEM,
    street: 0,
    hole: cards('AsAh'),
    boards: [[]],
    others: unseen(5),
    isToDraw: false,
    raisers: 0,
    legal,
    pot: 15,
    toCall: legal.call ?? 0,
    stack: 1000,
    betToMatch: 10,
    bigBlind: 10,
    lateness: 0.5,
    isBigBlind: false,
    tableSize: 6,
    ...changes,
  };
}

/** How often each kind of action is chosen in many tries. */
function tally(at: Situation, tries = 300): Record<PlayerAction['kind'], number> {
  const counts = { fold: 0, check: 0, call: 0, 'raise-to': 0, 'bring-in': 0, discard: 0 };
  for (let seed = 1; seed <= tries; seed++) counts[decideAction(at, ordinary, seeded(seed * 7919)).kind] += 1;
  return counts;
}

describe('starting hands', () => {
  test('aces are the best, ace-king suited is near them, seven-deuce near the end', () => {
    expect(shareOfBetterHands(...pair('AsAh'))).toBe(0);
    expect(shareOfBetterHands(...pair('AsKs'))).toBeLessThan(0.05);
    expect(shareOfBetterHands(...pair('7c2d'))).toBeGreaterThan(0.9);
    expect(shareOfBetterHands(...pair('9c9d'))).toBeLessThan(shareOfBetterHands(...pair('9c8d')));
  });

  test('a seat opens more hands the later it acts and the fewer play', () => {
    const early = openingRange(situation({ lateness: 0, tableSize: 9 }), ordinary);
    const button = openingRange(situation({ lateness: 1, tableSize: 9 }), ordinary);
    const headsUp = openingRange(situation({ lateness: 1, tableSize: 2 }), ordinary);
    expect(early).toBeGreaterThan(0.1);
    expect(button).toBeGreaterThan(early * 2);
    expect(headsUp).toBeGreaterThan(button);
  });
});

function pair(text: string): [number, number] {
  const [a = -1, b = -1] = cards(text);
  return [a, b];
}

describe('equity', () => {
  test.each([
    ['AsAh', '', 1, 0.85],
    ['7c2d', '', 1, 0.35],
    ['AsKs', 'QsJsTs', 3, 1], // a royal flush
    ['2c3d', 'AsKsQsJsTs', 1, 0.5], // the board plays
  ])('%s on %s against %i wins about %f', (hole, board, opponents, expected) => {
    const question = { hole: cards(hole), board: board === '' ? [] : cards(board), opponents, range: 1, samples: 1500 };
    expect(Math.abs(estimateEquity(question, seeded(42)) - expected)).toBeLessThan(0.05);
  });
});

describe('decisions', () => {
  test('aces are raised, also against a raise, and never folded', () => {
    expect(tally(situation({})).fold).toBe(0);
    expect(tally(situation({}))['raise-to']).toBeGreaterThan(200);
    expect(tally(situation({ betToMatch: 30, toCall: 30, pot: 45 })).fold).toBe(0);
  });

  test('seven-deuce is folded to a raise, and checked where that is free', () => {
    const trash = { hole: cards('7c2d') };
    expect(tally(situation({ ...trash, lateness: 0, betToMatch: 40, toCall: 40, pot: 55 })).fold).toBe(300);
    const free = situation({ ...trash, isBigBlind: true, toCall: 0, legal: { canFold: true, canCheck: true } });
    expect(tally(free).check).toBe(300);
  });

  test('the nuts are never folded, nothing is folded to no bet, air folds to a big one', () => {
    const river = { boards: [cards('QsJsTs2c3d')], pot: 100, others: unseen(1) };
    const facing = { toCall: 90, betToMatch: 90, legal: { canFold: true, canCheck: false, call: 90 } };
    expect(tally(situation({ ...river, ...facing, hole: cards('AsKs') })).call).toBe(300);
    expect(tally(situation({ ...river, ...facing, hole: cards('4h5c') })).fold).toBeGreaterThan(290);
    const free = { toCall: 0, betToMatch: 0, legal: { canFold: true, canCheck: true } };
    expect(tally(situation({ ...river, ...free, hole: cards('4h5c') })).check).toBe(300);
  });

  test('whatever the cards, bounds and whims: the action is legal', () => {
    fc.assert(
      fc.property(anySituation, fc.integer(), (at, seed) => {
        const chance = seeded(seed);
        const action = decideAction(at, drawPersonality(chance), chance);
        expect(isLegal(at.legal, action), JSON.stringify(action)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('a decision costs less than a millisecond', () => {
    const at = situation({ boards: [cards('Qh8s3c')], pot: 60, toCall: 20, others: unseen(4) });
    const before = process.cpuUsage();
    for (let seed = 0; seed < 200; seed++) decideAction(at, ordinary, seeded(seed));
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 200_000).toBeLessThan(3); // ms of processor time; it is about 0.2
  });
});

function isLegal(legal: WireLegalActions, action: PlayerAction): boolean {
  switch (action.kind) {
    case 'fold':
      return legal.canFold;
    case 'check':
      return legal.canCheck;
    case 'call':
      return legal.call !== undefined;
    case 'raise-to':
      return legal.raise !== undefined && action.to >= legal.raise.smallest && action.to <= legal.raise.largest;
    default:
      return false;
  }
}

const anySituation: fc.Arbitrary<Situation> = fc
  .record({
    deck: fc.shuffledSubarray(
      Array.from({ length: 52 }, (_, n) => card(n)),
      { minLength: 7, maxLength: 7 },
    ),
    boardSize: fc.constantFrom(0, 3, 4, 5),
    toCall: fc.nat(500),
    stack: fc.integer({ min: 1, max: 5_000 }),
    smallest: fc.integer({ min: 2, max: 400 }),
    more: fc.nat(5_000),
    mayRaise: fc.boolean(),
    pot: fc.integer({ min: 1, max: 5_000 }),
    opponents: fc.integer({ min: 1, max: 9 }),
    lateness: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ deck, boardSize, toCall, smallest, more, mayRaise, opponents, ...rest }) => ({
    ...rest,
    game: NO_LIMIT_HOLDEM,
    street: Math.max(0, boardSize - 2),
    others: unseen(opponents),
    isToDraw: false,
    raisers: 0,
    hole: deck.slice(0, 2),
    boards: [deck.slice(2, 2 + boardSize)],
    toCall,
    betToMatch: toCall,
    bigBlind: 10,
    isBigBlind: toCall === 0,
    tableSize: opponents + 1,
    legal: {
      canFold: true,
      canCheck: toCall === 0,
      ...(toCall > 0 ? { call: Math.min(toCall, rest.stack) } : {}),
      ...(mayRaise ? { raise: { smallest, largest: smallest + more, step: 1, isBet: toCall === 0 } } : {}),
    },
  }));
