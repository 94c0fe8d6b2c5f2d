/** What is done with named hands in games of other kinds than hold'em. */
import { card, formatCard, gameOf, parseCards } from '@aboveboard/engine';
import type { PlayerAction } from '@aboveboard/protocol';
import { describe, expect, test } from 'vitest';
import { type Chance, chanceFrom } from '../chance.ts';
import { decideAction } from './decide.ts';
import { decideDraw } from './draw/decide-draw.ts';
import type { KnownCards, OtherHand } from './known-cards.ts';
import type { Personality } from './personality.ts';
import { estimateShares } from './share/estimate-share.ts';
import type { Situation } from './situation.ts';

const seeded = (seed: number): Chance => chanceFrom({ bytes: () => Uint8Array.of(seed >>> 24, seed >>> 16, seed >>> 8, seed) });
const ordinary: Personality = {
  ...{ looseness: 1, aggression: 0.5, bluffing: 0.1, stubbornness: 0.02, runsTwice: false, showing: 0, slowness: 1 },
};
const TRIES = 60;

const cards = (text: string): number[] => parseCards(text) ?? expect.fail(text);
/** Another seat's cards, "xx" for one that lies face down. */
const other = (text: string): OtherHand => ({
  ...{ signs: 0, isToDraw: false },
  cards: text.split(' ').map((one) => (one === 'xx' ? null : (cards(one)[0] ?? null))),
});

function known(code: string, street: number, hole: string, board: string, others: readonly string[]): KnownCards {
  const game = gameOf(code) ?? expect.fail(code);
  return { game, street, hole: cards(hole), boards: [cards(board)], others: others.map(other), isToDraw: false };
}

const CHECKED: Pick<Situation, 'legal' | 'toCall' | 'betToMatch'> = {
  legal: { canFold: true, canCheck: true, raise: { smallest: 20, largest: 20, step: 1, isBet: true } },
  ...{ toCall: 0, betToMatch: 0 },
};
const BET: typeof CHECKED = {
  legal: { canFold: true, canCheck: false, call: 20, raise: { smallest: 40, largest: 40, step: 1, isBet: false } },
  ...{ toCall: 20, betToMatch: 20 },
};
const RAISED_BIG: typeof CHECKED = {
  legal: { canFold: true, canCheck: false, call: 150 },
  ...{ toCall: 150, betToMatch: 150 },
};
const BRING_IN: typeof CHECKED = {
  legal: { canFold: false, canCheck: false, bringIn: 3, raise: { smallest: 10, largest: 10, step: 1, isBet: true } },
  ...{ toCall: 0, betToMatch: 0 },
};

/** How often each kind of action is chosen in many tries, in hundredths. */
function tally(cardsKnown: KnownCards, facing: typeof CHECKED, pot: number): Partial<Record<PlayerAction['kind'], number>> {
  const counts: Partial<Record<PlayerAction['kind'], number>> = {};
  const raisers = facing.betToMatch > 0 ? 1 : 0;
  const rest = {
    pot,
    stack: 1000,
    raisers,
    bigBlind: 10,
    lateness: 0.5,
    isBigBlind: false,
    tableSize: cardsKnown.others.length + 1,
  };
  for (let seed = 1; seed <= TRIES; seed++) {
    const { kind } = decideAction({ ...cardsKnown, ...facing, ...rest }, ordinary, seeded(seed * 7919));
    counts[kind] = (counts[kind] ?? 0) + 100 / TRIES;
  }
  return counts;
}

const shareOf = (at: KnownCards) => estimateShares(at, [at.hole], seeded(5))[0] ?? 0;

describe('the share of the pot', () => {
  test.each([
    ['both ways of Omaha with the nuts in each', 'PO/8', 3, 'Ac2cKdQd', '3c4c5c9hTh', ['xx xx xx xx'], 0.97, 1],
    [
      'the best high alone gets half, when a low is as good as sure',
      'PO/8',
      3,
      'KcKdQhJs',
      'Kh3c4d6s9c',
      ['Ac 2d xx xx'],
      0.4,
      0.55,
    ],
    ['two own cards play: four aces in hand are one pair', 'PO', 3, 'AcAdAhAs', '2c7d9hJsQd', ['Jc Jd 3c 3d'], 0, 0],
    ['a made wheel at razz against a pair and paint', 'FR', 4, 'Ac2d3h4s5cKdKh', '', ['xx xx Kc Qd Qc Jd xx'], 0.99, 1],
    ['razz: an open king is no threat to an eight draw', 'FR', 0, 'Ac3d8h', '', ['xx xx Kc'], 0.55, 0.85],
    ['stud: aces against an open pair of kings', 'F7S', 1, 'AcAd7h2s', '', ['xx xx Kc Kd'], 0.25, 0.65],
    ['a pat seven before the last draw', 'F2L3D', 3, '2c3d4h5s7c', '', ['xx xx xx xx xx'], 0.95, 1],
    ['a pat badugi against one who draws', 'FB', 2, 'Ac3d5h7s', '', ['xx xx xx xx'], 0.75, 1],
    ['a flush beats a full house with 36 cards', 'NS', 3, 'AhKh', '6h7h9hTcTd', ['Ts 9c'], 1, 1],
  ] as const)('%s', (_, code, street, hole, board, others, least, most) => {
    const share = shareOf(known(code, street, hole, board, others));
    expect(share).toBeGreaterThanOrEqual(least);
    expect(share).toBeLessThanOrEqual(most);
  });

  test('a bet makes it smaller: who bets holds more than cards at random', () => {
    const quiet = known('F7S', 4, 'TcTd7h7s2c3d4h', '', ['xx xx 9c Kd Qh 8s xx']);
    const loud = { ...quiet, others: quiet.others.map((seat) => ({ ...seat, signs: 2 })) };
    expect(shareOf(loud)).toBeLessThan(shareOf(quiet) - 0.1);
  });
});

describe('bets', () => {
  const UNSEEN = ['xx xx xx xx', 'xx xx xx xx'];

  test('the nuts are never folded, and raised about as often as the seat is aggressive', () => {
    const nuts = tally(known('PO', 3, 'AsKs2c2d', 'QsJsTs2h3d', UNSEEN), BET, 100);
    expect(nuts.fold).toBeUndefined();
    expect(nuts['raise-to']).toBeGreaterThan(25);
  });

  test('air folds to a big bet and checks where that is free', () => {
    const air = known('PO', 3, '4h5c7d9h', 'QsJsTs2h2d', UNSEEN);
    expect(tally(air, RAISED_BIG, 300).fold).toBeGreaterThan(90);
    expect(tally(air, CHECKED, 100).check).toBeGreaterThan(70);
  });

  test('razz: three low cards come in, paint folds to a raise', () => {
    const doors = ['xx xx Kc', 'xx xx 9d', 'xx xx Jh'];
    expect(tally(known('FR', 0, 'Ac2d4h', '', doors), BET, 30).fold).toBeUndefined();
    expect(tally(known('FR', 0, 'KhQdJs', '', doors), BET, 30).fold).toBeGreaterThan(90);
  });

  test('the bring-in is put in with a poor hand, completed at times with a good one', () => {
    const doors = ['xx xx Kc', 'xx xx 9d'];
    expect(tally(known('F7S', 0, 'Jh7d2c', '', doors), BRING_IN, 6)).toEqual({ 'bring-in': expect.closeTo(100) });
    expect(tally(known('F7S', 0, '2h2d2c', '', doors), BRING_IN, 6)['raise-to']).toBeGreaterThan(25);
  });

  test('a rough draw folds to a raise before the last draw is bet, a made hand does not', () => {
    expect(tally(known('F2L3D', 3, 'KcKdQh9s2c', '', ['xx xx xx xx xx']), BET, 60).fold).toBeGreaterThan(90);
    expect(tally(known('F2L3D', 3, '2c3d4h6s8c', '', ['xx xx xx xx xx']), BET, 60).fold).toBeUndefined();
  });
});

describe('discards that the board has a say in', () => {
  test.each([
    ['pineapple: the pair that made a set stays', 'NCP', 'KcKd4h', 'Ks9h2d', 1, 1, '4h'],
    ['pineapple: two of three spades, with two on the board', 'NCP', 'AsQs7d', 'Js5s2h', 1, 1, '7d'],
    ['Irish: the made straight', 'PI', '9c8dKh2s', 'TcJd7h', 2, 2, 'Kh 2s'],
    ['Drawmaha: a made flush of its own stands pat', 'PDM', '2c5c9cJcKc', 'Kd8h3s', 0, 5, ''],
  ])('%s', (_, code, hole, board, least, most, expected) => {
    const street = 2;
    const at = { ...known(code, street, hole, board, ['xx xx', 'xx xx']), isToDraw: true };
    const held = code === 'PDM' ? 5 : at.hole.length;
    const others = at.others.map((seat) => ({ ...seat, cards: Array(held).fill(null), isToDraw: true }));
    const action = decideDraw({ ...at, others }, { least, most }, seeded(3));
    const given = action.kind === 'discard' ? action.cards.map((c) => formatCard(card(c))) : [];
    expect(given.join(' ')).toBe(expected);
  });
});
