import { type Card, deckCards, GAMES, strength, type WinRule } from '@aboveboard/engine';
import { describe, expect, test } from 'vitest';
import { readCards } from './notation/read-cards.ts';
import type { Odds } from './odds.ts';
import type { OddsGame } from './question/odds-game.ts';
import { chanceOf } from './sample/chance.ts';
import { answer, ask, gameNamed, must } from './testing/ask.ts';
import { dealByHand, equityByHand } from './testing/by-hand.ts';

const SEED = Number(process.env.ABOVEBOARD_SEED ?? Date.now() % 2 ** 31);
console.info(`odds by seed ${SEED}: ABOVEBOARD_SEED=${SEED} repeats them`);

/** Wins of the first hand, wins of the second, ties. */
function headsUp({ hands: [a, b] }: Odds): (number | undefined)[] {
  return [a?.wins, b?.wins, a?.ties];
}

describe('[ODDS-1] aces against kings, all 1 712 304 boards', () => {
  test.each([
    ['AsAh v KdKc', [1_388_072, 317_694, 6_538]],
    ['AsAh v KhKd', [1_399_204, 305_177, 7_923]],
    ['AsAh v KsKh', [1_410_336, 292_660, 9_308]],
  ])('%s', (hands, counts) => {
    const odds = ask('NT', hands);
    expect(headsUp(odds)).toEqual(counts);
    expect(odds).toMatchObject({ isExact: true, deals: 1_712_304 });
  });

  test('as ranges: each of the 36 meetings once', () => {
    const odds = ask('NT', 'AA v KK');
    const sum = (...counts: number[]) => counts.reduce((a, b) => a + b);
    // Six meetings share no suit, six share both, twenty-four share one.
    expect(headsUp(odds)).toEqual([
      sum(6 * 1_388_072, 24 * 1_399_204, 6 * 1_410_336),
      sum(6 * 317_694, 24 * 305_177, 6 * 292_660),
      sum(6 * 6_538, 24 * 7_923, 6 * 9_308),
    ]);
  });
});

function expectEquities({ hands }: Odds, wanted: readonly number[]): void {
  for (const [i, { equity }] of hands.entries()) expect(equity).toBeCloseTo(wanted[i] as number, 12);
}

/** `text` with "??" where a card is to be dealt, and missing board cards too. */
function places(text: string, game: OddsGame, size: number): (Card | null)[] {
  const cards = must(readCards(text, game.deck));
  return [...cards, ...Array<null>(size - cards.length).fill(null)];
}

const HIGH: WinRule = { type: 'high', use: 'any' };
const OMAHA_WITH_36: OddsGame = { ...gameNamed('PO/8'), deck: deckCards({ ranks: 'A2345678T', suits: 'cdhs' }) };

describe('[ODDS-1] the same as dealing every card to every place by hand', () => {
  test.each([
    ['NT', 'AsKs v 7h7d', 'Qs 7c 2s'],
    ['NT', 'As?? v KdKc', 'Ah Kh 2s 3d'],
    ['NT', 'AsKd v AcKh v QsJs v 2c2d', 'Th 9s 4s'],
    ['NS', 'AsKs v 7h7d', 'Qs 7c 6s'],
    ['NR', 'AsKs v ThTd', 'Qs Jc'],
    ['NG', 'AsKs v 7h7d', 'Qs 7c 2s'],
    ['PO', 'AsKsQdJd v 7h7d8c9c', '6s 7c 2s'],
    ['PO/8', 'As2sKdQd v Ah3h4c5c v 8d7d6c9c', '6s 7c 2h'],
    ['PO5', 'AsKsQdJd2c v 7h7d8c9cTc', '6s 7s 2s'],
    ['PC/8', 'AsKsQd2d2c v 3h4d8c9cTc', '6s 7s 5h'],
    ['PDM', 'AsKsQdJd2c v 7h7d8c9cTc', '6s 7s 2s'],
    ['F7S', 'AsKsQd2d2c4h v 3h4d8c9cTc7h', ''],
    ['F7S/8', 'As3sQd2d5c7s v 3h4d8c9cTc7h', ''],
    ['FR', 'As3sQd2d5c7s?? v 3h4d8c9c6c7h??', ''],
    ['FB', 'As3d2c?? v 3h4d7c??', ''],
    ['F2L3D', '2s3d4c7h?? v 3s5c6d8h??', ''],
    ['FBA', '2s3d4c5h?? v As3c6d8hKs', ''],
    ['FBD', '2s3d4c5h?? v As3c6d8hKs', ''],
    ['KUHN', 'Js v ??', ''],
    ['LEDUC', '?? v ??', ''],
    ['RHODE', 'As v ??', 'Ks'],
  ])('%s: %s | %s', (code, hands, board) => {
    const game = gameNamed(code);
    const byHand = dealByHand(
      game,
      hands.split(' v ').map((hand) => places(hand, game, game.holeCards)),
      places(board, game, game.boardCards),
    );
    const odds = ask(game, `${hands} | ${board}`);
    expect(odds.isExact).toBe(true);
    expectEquities(odds, equityByHand(byHand));
  });

  test.each([1, 2])('boards taken by their classes: Omaha hands by chance with few cards left, %i', (draw) => {
    const { take } = stubOf(OMAHA_WITH_36.deck, SEED + draw);
    const hands = [take(4), take(4)];
    const dead = take(18); // few enough are left to deal them in every order
    const odds = must(answer({ game: OMAHA_WITH_36, hands: hands.map(known), boards: [], dead }));
    const byHand = equityByHand(dealByHand(OMAHA_WITH_36, hands, Array<null>(5).fill(null), dead));
    expectEquities(odds, byHand);
  });

  test.each([1, 2])("boards taken by their classes: two hold'em hands by chance on every board, %i", (draw) => {
    const { take, stub } = stubOf(gameNamed('NT').deck, SEED - draw);
    const hands = [take(2), take(2)];
    const odds = must(answer({ game: gameNamed('NT'), hands: hands.map(known), boards: [], dead: [] }));
    expect(headsUp(odds)).toEqual(everyBoard(hands, stub));
  });
});

const known = (cards: readonly Card[]) => ({ kind: 'cards', cards }) as const;

/** Cards to take by chance. */
function stubOf(deck: readonly Card[], seed: number): { stub: Card[]; take: (count: number) => Card[] } {
  const chance = chanceOf(seed);
  const stub = [...deck];
  return { stub, take: (count) => Array.from({ length: count }, () => stub.splice(chance.below(stub.length), 1)[0] as Card) };
}

/** Wins, losses and ties of the first hand on every board of five, in five loops. */
function everyBoard([a, b]: Card[][], stub: readonly Card[]): number[] {
  const counts = [0, 0, 0];
  const board: Card[] = [];
  const lay = (from: number): void => {
    if (board.length === 5) {
      const order = strength(HIGH, a as Card[], board) - strength(HIGH, b as Card[], board);
      const at = order > 0 ? 0 : order < 0 ? 1 : 2;
      counts[at] = (counts[at] as number) + 1;
    } else {
      for (let i = from; i < stub.length; i++) {
        board.push(stub[i] as Card);
        lay(i + 1);
        board.pop();
      }
    }
  };
  lay(0);
  return counts;
}

describe('[ODDS-1] shares are exact and add up', () => {
  test.each([
    ['NT', 'AsKs v 7h7d v QcJc | 2s 7s 9d'],
    ['NT', 'QQ+, AKs:0.5 v 76s-54s:0.25, 22 v KsQs | Kh 7d 2c'],
    ['PO/8', 'As2sKdQd v Ah3h4c5c v 8d7d6c9c'],
    ['F7S/8', 'As3sQd2d5c v 3h4d8c9cTc'],
    ['FBA', '2s3d4c5h?? v As3c6d8h??'],
    ['NT-B2', 'AsKs v 7h7d | 2s 7s 9d Kd | Qs Kh 2d 3c'],
  ])('%s: %s', (game, text) => {
    const { hands, isExact } = ask(game, text);
    expect(isExact).toBe(true);
    const common = hands.reduce((product, { share }) => product * share.denominator, 1n);
    const sum = hands.reduce((all, { share }) => all + share.numerator * (common / share.denominator), 0n);
    expect(sum).toBe(common);
    for (const { prizes, equity } of hands)
      expect(prizes.reduce((all, prize) => all + prize.equity, 0)).toBeCloseTo(equity, 12);
  });

  test('a share is a fraction in lowest terms', () => {
    expect(ask('NT', 'AsKs v AhKh | Qd Jd Td 9c 2c').hands[0]?.share).toEqual({ numerator: 1n, denominator: 2n });
    // Any of the deck's other two cards: queens lose to the king and win from the jack.
    expect(ask('KUHN', 'Qs v ??').hands[0]).toMatchObject({ wins: 1, ties: 0, share: { numerator: 1n, denominator: 2n } });
  });
});

describe('[ODDS-9] what makes no difference', () => {
  test('the order of the hands', () => {
    const hands = ['AsKs', '7h7d', 'QcJc', 'JJ+, AQo:0.5'];
    const odds = ask('NT', `${hands.join(' v ')} | 2s 7s 9d`);
    const turned = ask('NT', `${hands.toReversed().join(' v ')} | 2s 7s 9d`);
    expect(turned.hands.toReversed()).toEqual(odds.hands);
  });

  test('which suits they are', () => {
    const odds = ask('NT', 'AsKs v 7h7d v QcJc | dead 2d');
    expect(ask('NT', 'AcKc v 7d7s v QhJh | dead 2s')).toEqual(odds);
  });
});

test('every game has odds: two hands nobody has seen share the pot evenly', () => {
  for (const { code } of GAMES) {
    const { hands } = ask(code, 'random v random', { mostWork: 100_000, samples: 4_000, seed: SEED });
    for (const { equity } of hands) expect(equity, code).toBeCloseTo(0.5, 1);
  }
});
