import { formatCard } from '@aboveboard/engine';
import { describe, expect, test } from 'vitest';
import { gameNamed, must } from '../testing/ask.ts';
import { readKnownCards } from './read-cards.ts';
import { readHand } from './read-hand.ts';

const holdem = gameNamed('NT');

/** The hands of a range by their cards, with the weights that are not the same as the first's. */
function range(text: string, code = 'NT'): string[] {
  const spec = must(readHand(text, gameNamed(code)));
  if (spec.kind === 'cards') return [`only ${spec.cards.map(formatCard).join('')}`];
  return spec.combos.map(({ cards, weight }) => cards.map(formatCard).join('') + (weight === 1 ? '' : `:${weight}`)).sort();
}

describe('[ODDS-4] hands by their cards', () => {
  test.each([
    ['NT', 'AsKd', 'only AsKd'],
    ['NT', ' as kD ', 'only AsKd'],
    ['NT', 'As??', 'only As'],
    ['NT', 'As', 'only As'],
    ['NT', 'random', 'only '],
    ['NT', '????', 'only '],
    ['PO', 'AsKdQh??', 'only AsKdQh'],
    ['FR', '2c 3c ?? Td', 'only 2c3cTd'],
  ])('%s: %s', (code, text, wanted) => {
    expect(range(text, code)).toEqual([wanted]);
  });

  test('lists of hands in games of more than two cards, with one left open', () => {
    expect(range('AsKdQhJh, 2c2d2h2s:0.5', 'PO')).toEqual(['2s2h2d2c', 'AsKdQhJh:2']);
    expect(range('AsKdQh??, 2c2d2h2s', 'PO')).toHaveLength(49 + 1);
  });
});

describe('[ODDS-5] ranges', () => {
  test.each([
    ['QQ', 6],
    ['QQ+', 18],
    ['22-55', 24],
    ['55-22', 24],
    ['AKs', 4],
    ['AKo', 12],
    ['AK', 16],
    ['KA', 16],
    ['aks', 4],
    ['A5s-A2s', 16],
    ['A2s-A5s', 16],
    ['76s-54s', 12],
    ['54s-76s', 12],
    ['KTo+', 36],
    ['ATs+', 16],
    ['QQ+, AKs, 76s-54s, A5s-A2s, KQo, AsKs, 22-55, AK', 18 + 16 + 12 + 16 + 12 + 24],
    ['random, AA', 1326],
  ])('%s is %i hands', (text, count) => {
    const hands = range(text);
    expect(hands).toHaveLength(count);
    expect(new Set(hands).size).toBe(count);
  });

  test('the cards themselves', () => {
    expect(range('QQ')).toEqual(['QdQc', 'QhQc', 'QhQd', 'QsQc', 'QsQd', 'QsQh']);
    expect(range('76s-65s')).toEqual(['6c5c', '6d5d', '6h5h', '6s5s', '7c6c', '7d6d', '7h6h', '7s6s']);
    expect(range('A9s+', 'NS').filter((hand) => hand.includes('s'))).toEqual(['AsKs', 'AsQs', 'AsJs', 'AsTs', 'As9s'].sort());
    expect(range('22-66', 'NS')).toHaveLength(6); // a short deck has no more than the sixes of it
  });
});

test('[ODDS-6] weights become the smallest whole numbers, and the later one stands', () => {
  expect(range('AsAh:0.5, KsKh:.25')).toEqual(['AsAh:2', 'KsKh']);
  expect(range('AsAh:0.5, AhAs:1, KsKh:0.25')).toEqual(['AsAh:4', 'KsKh']);
  expect(range('AsAh:0.5')).toEqual(['AsAh']);
});

describe('[ODDS-7] faults have a place', () => {
  test.each([
    ['', 'EMPTY', 0, ''],
    ['QQ+, , AKs', 'EMPTY', 5, ''],
    ['QQ+, AKx', 'NOT_A_HAND', 5, 'AKx'],
    ['QQ+, AsXd', 'NOT_A_HAND', 5, 'AsXd'],
    ['QQs', 'NOT_A_HAND', 0, 'QQs'],
    ['AKs, 76s-54o', 'ENDS_DO_NOT_MATCH', 5, '76s-54o'],
    ['A5s-K2s', 'ENDS_DO_NOT_MATCH', 0, 'A5s-K2s'],
    ['55-A2', 'ENDS_DO_NOT_MATCH', 0, '55-A2'],
    ['AKs:2', 'BAD_WEIGHT', 3, ':2'],
    ['AKs:0', 'BAD_WEIGHT', 3, ':0'],
    ['QQ, AKs:', 'BAD_WEIGHT', 7, ':'],
    ['AKs:0.5:1', 'BAD_WEIGHT', 3, ':0.5:1'],
    ['AKs:0.5555', 'BAD_WEIGHT', 3, ':0.5555'],
    ['AsAs', 'CARD_TWICE', 2, 'As'],
    ['KK, AsKsQs', 'TOO_MANY_CARDS', 4, 'AsKsQs'],
  ])('%s', (text, code, at, part) => {
    expect(readHand(text, holdem)).toEqual({ ok: false, error: { code, at, text: part } });
  });

  test.each([
    ['PO', 'QQ+', 'TWO_CARD_GAMES_ONLY', 0, 'QQ+'],
    ['NS', 'As, As2s', 'NOT_IN_DECK', 6, '2s'],
    ['PO', 'As, KsQs', 'TOO_MANY_WAYS', 4, 'KsQs'],
  ])('%s: %s', (game, text, code, at, part) => {
    const wide = game === 'PO' && code === 'TOO_MANY_WAYS' ? { ...gameNamed('PO6') } : gameNamed(game);
    const result = readHand(text, wide);
    expect(result.ok ? null : result.error.code).toBe(code);
    if (code !== 'TOO_MANY_WAYS') expect(result).toEqual({ ok: false, error: { code, at, text: part } });
  });

  test('a board or dead card must be known', () => {
    expect(readKnownCards('As ?? Kd', holdem.deck)).toEqual({ ok: false, error: { code: 'NOT_A_CARD', at: 3, text: '??' } });
    expect(readKnownCards('As 1d', holdem.deck)).toEqual({ ok: false, error: { code: 'NOT_A_CARD', at: 3, text: '1d' } });
    expect(readKnownCards('as,KD qh', holdem.deck)).toEqual({ ok: true, value: [51, 45, 42] });
  });
});
