import type { Card } from '@aboveboard/engine';
import { describe, expect, test } from 'vitest';
import { answer, ask, gameNamed, question } from '../testing/ask.ts';

const known = (cards: readonly Card[]) => ({ kind: 'cards', cards }) as const;

describe('[ODDS-3] a card lies in one place', () => {
  const refusal = (game: string, text: string) => {
    const result = answer(question(gameNamed(game), text));
    return result.ok ? result.value : result.error;
  };
  const As = 51 as Card;
  test.each([
    ['NT', 'AsKs v AsQd', { code: 'CARD_TWICE', card: As }],
    ['NT', 'AsKs v QcQd | As 2c 3c', { code: 'CARD_TWICE', card: As }],
    ['NT', 'AsKs v QcQd | 2c 3c 4c | dead As', { code: 'CARD_TWICE', card: As }],
    ['NT', 'AsKs v QcQd | 2c 3c 4c 5c 6c 7c', { code: 'TOO_MANY_CARDS_ON_BOARD', board: 0, most: 5 }],
    ['NT', 'AsKs v QcQd | 2c 3c 4c | 5c 6c 7c', { code: 'TOO_MANY_BOARDS', most: 1 }],
    ['FR', 'AsKs v QcQd | 2c', { code: 'TOO_MANY_CARDS_ON_BOARD', board: 0, most: 0 }],
    ['F7S', Array(8).fill('random').join(' v '), { code: 'DECK_RUNS_OUT', needed: 56, left: 52 }],
    ['NT', 'AsKs v AA:0.5 | Ah Ad 2c', { code: 'RANGE_EMPTY', hand: 1 }],
    ['NT', 'AA v AA v AA', { code: 'RANGES_CLASH' }],
    ['NT', 'AsKs', { code: 'HANDS_OUT_OF_RANGE', hands: 1 }],
    ['NT', Array(11).fill('random').join(' v '), { code: 'HANDS_OUT_OF_RANGE', hands: 11 }],
  ])('%s: %s', (game, text, wanted) => {
    expect(refusal(game, text)).toEqual(wanted);
  });

  test('a hand with a card too many, and a card of another deck', () => {
    const game = gameNamed('NS');
    const asked = (hands: Card[][]) => answer({ game, hands: hands.map(known), boards: [], dead: [] });
    expect(
      asked([
        [51, 50, 49],
        [40, 41],
      ] as Card[][]),
    ).toMatchObject({ error: { code: 'TOO_MANY_CARDS_IN_HAND', hand: 0, most: 2 } });
    expect(
      asked([
        [51, 50],
        [0, 41],
      ] as Card[][]),
    ).toMatchObject({ error: { code: 'NOT_IN_DECK', card: 0 } });
  });

  test('ranges leave each other what they hold', () => {
    // Two aces each: of the six ways to hold aces, one is left to the other hand.
    expect(ask('NT', 'AA v AA').deals).toBe(6 * 1_712_304);
    // An ace on the board and one dead: one way for aces, three for kings.
    expect(ask('NT', 'AA v KK | As Kd 2c 3c 4h | dead Ah').deals).toBe(1 * 3);
  });
});
