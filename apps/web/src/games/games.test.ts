import { GAMES } from '@aboveboard/engine';
import { GAME_CODES, ROTATION_CODES } from '@aboveboard/protocol';
import i18next from 'i18next';
import { expect, test } from 'vitest';
import { tableSettings } from '../dev/table-fixture.ts';
import { english } from '../testing/wording.ts';
import { boardCount, familyOf, mostHeld, openCards } from './game-facts.ts';
import { gamesByFamily, OFFERED_GAMES } from './offered-games.ts';
import { rulesWords } from './rules-words.ts';
import { stakesWords } from './stakes-words.ts';
import { asked, NO_EXTRAS } from './table-extras.ts';

test('every game and rotation that a table may offer has a name and a family', () => {
  const { name, family } = english().games;
  for (const code of [...GAME_CODES, ...ROTATION_CODES]) {
    expect(name).toHaveProperty([code]);
    expect(family).toHaveProperty([familyOf(code)]);
  }
  expect([...OFFERED_GAMES].sort()).toEqual([...GAME_CODES, ...ROTATION_CODES].sort());
  expect(gamesByFamily().flatMap(([, codes]) => codes)).toHaveLength(OFFERED_GAMES.length);
  expect(GAME_CODES.filter((code) => !GAMES.some((game) => game.code === code))).toEqual([]);
});

test('families are told from what is dealt', () => {
  const codes = ['NT', 'NS', 'NCP', 'PI', 'PO', 'FO/8', 'PC', 'F7S', 'FR', 'FB', 'N2L1D', 'PDM', 'PO-B2', 'HORSE'] as const;
  expect(codes.map((code) => familyOf(code)).join(' ')).toBe(
    'holdem holdem holdem holdem omaha omaha omaha stud stud draw draw draw omaha mixed',
  );
});

test('how much room a game needs: own cards, open ones, boards', () => {
  const needs = (['NT', 'PO6', 'PI', 'F7S', 'F2L3D', 'FB', 'PO-B2'] as const).map((code) => [
    mostHeld(code),
    openCards(code),
    boardCount(code),
  ]);
  expect(needs).toEqual([[2, 0, 1], [6, 0, 1], [4, 0, 1], [7, 4, 0], [5, 0, 0], [4, 0, 0], [4, 0, 2]]); // biome-ignore format: a row
});

test('stakes are said in the terms of the game', async () => {
  const t = await i18next.createInstance().init({ lng: 'en', resources: { en: { translation: english() } } });
  const say = (code: Parameters<typeof stakesWords>[0], changes = {}) => {
    const { main, more } = stakesWords(code, tableSettings(6, changes), t, String);
    return [main, more].filter(Boolean).join('; ');
  };
  expect(say('NT')).toBe('50/100');
  expect(say('PO/8', { ante: 10 })).toBe('50/100; ante 10');
  expect(say('F2L3D')).toBe('100/200 limit');
  expect(say('FR', { ante: 20, bringIn: 30 })).toBe('100/200 limit; ante 20, bring-in 30');
  expect(say('HORSE', { ante: 20, bringIn: 30 })).toBe('100/200 limit; ante 20, bring-in 30');
  expect(say('NS', { ante: 100 })).toBe('100; button blind, ante 100');
  expect(say('PO-B2', { ante: 200 })).toBe('ante 200');
});

test('every game is explained in three lines, with every blank filled', async () => {
  const t = await i18next.createInstance().init({ lng: 'en', resources: { en: { translation: english() } } });
  for (const code of GAME_CODES) {
    const lines = rulesWords(code, tableSettings(6), t, String);
    expect(lines).toHaveLength(3);
    expect(lines.join(' ')).not.toMatch(/rules\.|\{\{|undefined/);
  }
  expect(rulesWords('PO/8', tableSettings(6), t, String)).toEqual([
    '4 cards of your own: exactly two of them play, with three of the board.',
    'The pot is split. The highest hand wins. The lowest of five different cards from eight down wins; without one, all goes to the high.',
    'A bet or raise may be as large as the pot.',
  ]);
});

test('a table asks only for extras that go with its game', () => {
  const all = {
    straddle: 'button',
    button: 'moving',
    buyButton: true,
    dealersChoice: true,
    kill: 'half',
    bombPots: 'vote',
    bombBoards: '2',
    raiseCap: '4',
    runTwice: false,
  } as const;
  const blinds = { button: 'moving', mayBuyButton: true } as const;
  const straddle = { straddleFrom: 'button', mayRunTwice: false } as const;
  expect(asked('NT', NO_EXTRAS)).toEqual({ straddles: 0, house: {} });
  expect(asked('NT', { ...NO_EXTRAS, straddle: 'two' })).toEqual({ straddles: 2, house: {} });
  expect(asked('F7S', all)).toEqual({ straddles: 0, house: { raiseCap: 4 } });
  expect(asked('NT', all)).toEqual({
    straddles: 1,
    house: { ...blinds, ...straddle, bombPot: { every: 0, byVote: true, boards: 2 } },
  });
  expect(asked('HORSE', { ...NO_EXTRAS, dealersChoice: true }).house).toEqual({ isDealersChoice: true });
  expect(asked('FT', all)).toEqual({ straddles: 0, house: { ...blinds, mayRunTwice: false, kill: 'half', raiseCap: 4 } });
  expect(asked('8-GAME', all)).toEqual({
    straddles: 1,
    house: { ...blinds, ...straddle, isDealersChoice: true, kill: 'half', raiseCap: 4 },
  });
});
