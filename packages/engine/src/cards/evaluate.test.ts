import { expect, test } from 'vitest';
import { type Card, orderedDeck, parseCards, rankOf, suitOf } from './card.ts';
import { type Category, evaluate, evaluate7 } from './evaluate.ts';
import { categoryOf, rankHand } from './rank.ts';

function hand(text: string): Card[] {
  return parseCards(text) ?? expect.fail(`not cards: ${text}`);
}

function beats(better: string, worse: string): void {
  expect(evaluate(hand(better)), `${better} over ${worse}`).toBeGreaterThan(evaluate(hand(worse)));
}

/** All choices of `k` of the first `n` numbers, each written into one array that is used again. */
function forEachChoice(n: number, k: number, visit: (chosen: number[]) => void): void {
  const chosen = Array.from({ length: k }, (_, i) => i);
  for (;;) {
    visit(chosen);
    let i = k - 1;
    while (i >= 0 && chosen[i] === n - k + i) i--;
    if (i < 0) return;
    chosen[i] = (chosen[i] as number) + 1;
    for (let j = i + 1; j < k; j++) chosen[j] = (chosen[j - 1] as number) + 1;
  }
}

test('[CARD-1] all 2 598 960 five-card hands fall into the known numbers of each category and 7 462 ranks', () => {
  const byStrength = new Map<number, number>();
  forEachChoice(52, 5, (five) => {
    const strength = evaluate(five);
    byStrength.set(strength, (byStrength.get(strength) ?? 0) + 1);
  });
  const counts: Partial<Record<Category, number>> = {};
  for (const [strength, count] of byStrength) counts[categoryOf(strength)] = (counts[categoryOf(strength)] ?? 0) + count;
  expect(counts).toEqual({
    'straight-flush': 40,
    'four-of-a-kind': 624,
    'full-house': 3744,
    flush: 5108,
    straight: 10200,
    'three-of-a-kind': 54912,
    'two-pair': 123552,
    pair: 1098240,
    'high-card': 1302540,
  });
  expect(byStrength.size).toBe(7462);
  expect(byStrength.get(evaluate(hand('AsKsQsJsTs')))).toBe(4);
});

test('[CARD-1] categories stand in their order', () => {
  const weakestFirst = [
    'AsKdQhJc9s', // high card
    '2s2d3h4c5s',
    '2s2d3h3c4s',
    '2s2d2h3c4s',
    'As2d3h4c5s', // straight
    '2s3s4s5s7s',
    '2s2d2h3c3s',
    '2s2d2h2c3s',
    'As2s3s4s5s', // straight flush
  ];
  for (let i = 1; i < weakestFirst.length; i++) beats(weakestFirst[i] as string, weakestFirst[i - 1] as string);
});

test('[CARD-2] kickers decide between equal pairs, and suits never do', () => {
  beats('AsAdKh3c2s', 'AhAcQh9c8s');
  beats('AsAdKh4c2s', 'AhAcKd3c2d');
  beats('KsKd2h2cAs', 'KhKc2d2sQs');
  expect(evaluate(hand('AsKsQsJs9s'))).toBe(evaluate(hand('AcKcQcJc9c')));
});

test('[CARD-3] the ace ends a straight at either end and is never in its middle', () => {
  beats('2s3d4h5c6s', 'As2d3h4c5s');
  beats('AsKdQhJcTs', 'KsQdJhTc9s');
  expect(rankHand(hand('KsAd2h3c4s')).category).toBe('high-card');
});

test('[CARD-4] the best five of seven count, the board alone if it is best', () => {
  expect(rankHand(hand('AsAdAhKcKdKsQh')).category).toBe('full-house');
  expect(rankHand(hand('AsAdAhKcKdKsQh')).ranks).toEqual([12, 11]);
  expect(evaluate7(hand('2c3dAsKsQsJsTs'))).toBe(evaluate7(hand('9h9dAsKsQsJsTs')));
  expect(evaluate7(hand('AsAdKhKcQsQdJh'))).toBe(evaluate(hand('AsAdKhKcQs')));
  expect(rankHand(hand('2s3s4s5s6sKhKd')).category).toBe('straight-flush');
});

/** The rules of ranking, told naively: nothing shared with the evaluator. */
function naiveFive(five: readonly Card[]): number[] {
  const counts = new Map<number, number>();
  for (const c of five) counts.set(rankOf(c), (counts.get(rankOf(c)) ?? 0) + 1);
  const groups = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0]);
  const shape = groups.map(([, count]) => count).join('');
  const ranks = groups.map(([rank]) => rank);
  const isFlush = five.every((c) => suitOf(c) === suitOf(five[0] as Card));
  const isWheel = ranks.join() === '12,3,2,1,0';
  const isStraight = shape === '11111' && (isWheel || (ranks[0] as number) - (ranks[4] as number) === 4);
  const order = ['11111', '2111', '221', '311', 'straight', 'flush', '32', '41', 'both'];
  const name = isStraight ? (isFlush ? 'both' : 'straight') : isFlush ? 'flush' : shape;
  return [order.indexOf(name), ...(isStraight ? [isWheel ? 3 : (ranks[0] as number)] : ranks)];
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) if (a[i] !== b[i]) return (a[i] ?? 0) - (b[i] ?? 0);
  return 0;
}

function naiveBest(cards: readonly Card[]): number[] {
  let best: number[] = [-1];
  forEachChoice(cards.length, 5, (chosen) => {
    const one = naiveFive(chosen.map((i) => cards[i] as Card));
    if (compare(one, best) > 0) best = one;
  });
  return best;
}

test('[CARD-4] six and seven cards rank as the best of all their fives, and the five named are that hand', () => {
  let seed = 20240607;
  const draw = (n: number): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * n);
  };
  const deal = (count: number): Card[] => {
    const deck = orderedDeck();
    return Array.from({ length: count }, () => deck.splice(draw(deck.length), 1)[0] as Card);
  };
  for (let round = 0; round < 4000; round++) {
    const count = 6 + (round & 1);
    const [a, b] = [deal(count), deal(count)];
    expect(Math.sign(evaluate(a) - evaluate(b))).toBe(Math.sign(compare(naiveBest(a), naiveBest(b))));
    const { best } = rankHand(a);
    expect(best.every((c) => a.includes(c)) && new Set(best).size).toBe(5);
    expect(evaluate(best)).toBe(evaluate(a));
  }
});
