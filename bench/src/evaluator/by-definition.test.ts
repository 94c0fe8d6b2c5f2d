import { type Card, type CardUse, type HandType, orderedDeck, parseCards, strength, type WinRule } from '@aboveboard/engine';
import { seededRandom } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import { type Held, orderByDefinition } from './by-definition.ts';

/** Each beats all below it. */
const LADDER = [
  'As Ks Qs Js Ts 2d 3c',
  '5s 4s 3s 2s As Kd Kc',
  '9s 9h 9d 9c 2s 3d 4c',
  '8s 8h 8d 7c 7s 7d 2c',
  'As Js 9s 4s 2s Ad Ac',
  'Ts 9d 8c 7s 6d 6c 6h',
  'As 2d 3c 4s 5d Kc Kh',
  'Qs Qd Qc Ah Kd 2c 3s',
  'As Ad Ks Kd Qs Qd Jc',
  'As Ad Kc Qd 9s 3h 2c',
  'As Kd Qc Jd 9s 3h 2c',
].map((text): Held => ({ hole: parseCards(text) ?? [], board: [] }));

test('the judge of all evaluators puts every category in its place', () => {
  const high: WinRule = { type: 'high', use: 'any' };
  for (const [i, better] of LADDER.entries()) {
    expect(orderByDefinition(high, better, better)).toBe(0);
    for (const worse of LADDER.slice(i + 1)) {
      expect(orderByDefinition(high, better, worse)).toBe(1);
      expect(orderByDefinition(high, worse, better)).toBe(-1);
    }
  }
});

const TYPES: readonly HandType[] = [
  'high',
  'short-deck',
  'short-deck-trips',
  'low-8',
  'low-a5',
  'low-27',
  'badugi',
  'badugi-27',
  'three-card',
];
const USES: readonly CardUse[] = ['any', 'own', 'two-and-three'];
const seed = Number(process.env.ABOVEBOARD_SEED ?? 20261121);
console.log(`seed ${seed} (ABOVEBOARD_SEED)`);

/** Decks with few ranks bring pairs, straights and flushes; the whole one everything else. */
function deckOf(type: HandType, round: number): Card[] {
  const lowest = type.startsWith('short-deck') ? 4 : 0;
  const [from, to] = [
    [lowest, 12],
    [lowest, lowest + 5],
    [7, 12],
  ][round % 3] as [number, number];
  return orderedDeck().filter((card) => (card >> 2 >= from && card >> 2 <= to) || card >> 2 === 12);
}

test.each(TYPES.flatMap((type) => USES.map((use) => [type, use] as const)))(
  '%s of %s: the engine and the definition agree',
  (type, use) => {
    const chance = seededRandom(seed);
    const rule: WinRule = { type, use };
    for (let round = 0; round < 300; round++) {
      const [own, onBoard] = [1 + chance.below(5), chance.below(6)];
      const deck = deckOf(type, round);
      const deal = (count: number): Card[] =>
        Array.from({ length: count }, () => deck.splice(chance.below(deck.length), 1)[0] as Card);
      const board = deal(onBoard);
      const [a, b] = [
        { hole: deal(own), board },
        { hole: deal(own), board },
      ];
      const order = Math.sign(strength(rule, a.hole, board) - strength(rule, b.hole, board));
      expect(order, JSON.stringify({ rule, a, b })).toBe(orderByDefinition(rule, a, b));
    }
  },
);
