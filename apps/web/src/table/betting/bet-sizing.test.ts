import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSize, positionOf, presets, type Spot, sizeAt, step, withinBounds } from './bet-sizing.ts';

const preflop: Spot = {
  raise: { smallest: 200, largest: 10_000, step: 1, isBet: false },
  toCall: 50,
  ownBet: 50,
  pot: 150,
  bigBlind: 100,
  isPreflop: true,
  isUpToStack: true,
  isPotLimit: false,
};
const flop: Spot = {
  ...preflop,
  raise: { smallest: 100, largest: 9_700, step: 1, isBet: true },
  toCall: 0,
  ownBet: 0,
  pot: 600,
  isPreflop: false,
};

const anySpot = fc
  .record({
    smallest: fc.integer({ min: 1, max: 5_000 }),
    more: fc.integer({ min: 0, max: 50_000 }),
    toCall: fc.integer({ min: 0, max: 5_000 }),
    ownBet: fc.integer({ min: 0, max: 5_000 }),
    pot: fc.integer({ min: 0, max: 50_000 }),
    bigBlind: fc.integer({ min: 2, max: 500 }),
    isPreflop: fc.boolean(),
    isUpToStack: fc.boolean(),
    isPotLimit: fc.boolean(),
    step: fc.integer({ min: 1, max: 200 }),
  })
  .map(
    ({ smallest, more, step, ...rest }): Spot => ({
      ...rest,
      raise: { smallest, largest: smallest + more, step, isBet: false },
    }),
  );

test('before the flop the presets count in bets, after it in pots', () => {
  expect(presets(preflop)).toEqual([
    { name: 'x2.5', to: 250 },
    { name: 'x3', to: 300 },
    { name: 'all-in', to: 10_000 },
  ]);
  expect(presets(flop)).toEqual([
    { name: 'half-pot', to: 300 },
    { name: 'two-thirds-pot', to: 400 },
    { name: 'pot', to: 600 },
    { name: 'all-in', to: 9_700 },
  ]);
});

test('a pot-sized raise counts the call first: 100 to call into 300 makes 500', () => {
  const facing: Spot = { ...flop, toCall: 100, pot: 300, raise: { smallest: 200, largest: 9_000, step: 1, isBet: false } };
  expect(presets(facing).find((p) => p.name === 'pot')?.to).toBe(500);
});

test('the largest size is called by what sets it: the stack, the pot, or the limit', () => {
  const nameOfLargest = (limits: Partial<Spot>) => presets({ ...flop, ...limits }).at(-1)?.name;
  expect(nameOfLargest({})).toBe('all-in');
  expect(nameOfLargest({ isUpToStack: false, isPotLimit: true })).toBe('pot');
  expect(nameOfLargest({ isUpToStack: false })).toBe('most');
});

test('a size lies whole steps above the smallest, or is the largest', () => {
  const raise = { smallest: 200, largest: 850, step: 200, isBet: false };
  expect([0, 200, 290, 310, 790, 850, 9_000].map((to) => withinBounds(to, raise))).toEqual([200, 200, 200, 400, 800, 850, 850]);
});

test('whatever is offered, stepped to or slid to is legal', () => {
  fc.assert(
    fc.property(anySpot, fc.integer({ min: 0, max: 100 }), (spot, position) => {
      const sizes = [
        ...presets(spot).map((p) => p.to),
        sizeAt(position, spot.raise, spot.bigBlind),
        step(sizeAt(position, spot.raise, spot.bigBlind), 1, spot),
        step(sizeAt(position, spot.raise, spot.bigBlind), -1, spot),
      ];
      for (const size of sizes) {
        expect(size).toBe(withinBounds(size, spot.raise));
        expect(Number.isInteger(size)).toBe(true);
      }
      expect(new Set(presets(spot).map((p) => p.to)).size).toBe(presets(spot).length);
    }),
  );
});

test('the slider reaches both ends and comes back to where it was', () => {
  expect(sizeAt(0, flop.raise, 100)).toBe(100);
  expect(sizeAt(100, flop.raise, 100)).toBe(9_700);
  expect(sizeAt(positionOf(600, flop.raise), flop.raise, 100)).toBe(600);
});

test('steps go by whole big blinds', () => {
  expect(step(250, 1, preflop)).toBe(300);
  expect(step(250, -1, preflop)).toBe(200);
  expect(step(200, -1, preflop)).toBe(200);
});

test('typed sizes are read in either unit and either way of writing numbers', () => {
  expect(parseSize('1,250', 'chips', 100, '.')).toBe(1250);
  expect(parseSize('1.250', 'chips', 100, ',')).toBe(1250);
  expect(parseSize('2.5bb', 'chips', 100, '.')).toBe(250);
  expect(parseSize('2,5', 'bb', 100, ',')).toBe(250);
  expect(parseSize('lots', 'chips', 100, '.')).toBeNull();
  expect(parseSize('', 'chips', 100, '.')).toBeNull();
});
