import { describe, expect, test } from 'vitest';
import { ask } from './testing/ask.ts';

describe('[ODDS-2] the pot is split', () => {
  test('a low that nobody makes leaves everything to the high', () => {
    const [high] = ask('PO/8', 'AsAd2c3c v KsKdQhJh | Kc Td 9c 8h Ah').hands;
    expect(high).toMatchObject({ wins: 0, ties: 0 });
    expect(ask('PO/8', 'AsAd2c3c v KsKdQhJh | 4d 5d 8c Kc Ah').hands.map(({ equity }) => equity)).toEqual([1, 0]);
  });

  test('quartered: the same low twice, one high', () => {
    const { hands } = ask('PO/8', 'As2sKdKh v Ad2dQcJc | 3c 4h 8s Ks 9d');
    expect(hands.map(({ equity }) => equity)).toEqual([0.75, 0.25]);
    expect(hands.map(({ wins, ties }) => [wins, ties])).toEqual([[0, 1], [0, 1]]); // biome-ignore format: as the deal reads
    expect(hands[1]?.prizes).toMatchObject([
      { rule: { type: 'high' }, wins: 0, ties: 0, equity: 0 },
      { rule: { type: 'low-8' }, wins: 0, ties: 1, equity: 0.25 },
    ]);
  });

  test('two boards, one each', () => {
    const { hands } = ask('NT-B2', 'AsKs v 7h7d | Ac Ad 2c 3d 9h | 7c 7s 2d 3c 9d');
    expect(hands.map(({ equity, ties }) => [equity, ties])).toEqual([[0.5, 1], [0.5, 1]]); // biome-ignore format: as the deal reads
    expect(hands[0]?.prizes.map(({ board, wins }) => [board, wins])).toEqual([[0, 1], [1, 0]]); // biome-ignore format: as the deal reads
  });

  test('three ways for ten hands of one kind', () => {
    const { hands } = ask('NT', 'AsKs v AhKh v AdKd v 2c2d | Qs Jd Th 3c 4c');
    expect(hands.map(({ share }) => share)).toEqual([
      ...Array(3).fill({ numerator: 1n, denominator: 3n }),
      { numerator: 0n, denominator: 1n },
    ]);
  });
});

test('[ODDS-6] a hand held half as often counts half as much', () => {
  const board = '| Ac 8d 5h 3s 2c';
  expect(ask('NT', `AhAd, KsKh:0.5 v QsQh ${board}`)).toMatchObject({ deals: 3, hands: [{ wins: 3 }, { wins: 0 }] });
  expect(ask('NT', `QsQh v AhAd:0.2, JsJh ${board}`)).toMatchObject({ deals: 6, hands: [{ wins: 5 }, { wins: 1 }] });
});
