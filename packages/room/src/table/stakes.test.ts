import { GAMES, ROTATIONS } from '@aboveboard/engine';
import { GAME_CODES, ROTATION_CODES } from '@aboveboard/protocol';
import { describe, expect, test } from 'vitest';
import { gamesOf, stakesFor } from './stakes.ts';

describe('what a table may offer', () => {
  test.each([...GAME_CODES])('%s is a game of the engine', (code) => {
    expect(gamesOf(code).map((game) => game.code)).toEqual([code]);
  });

  test.each([...ROTATION_CODES])('%s is a rotation of games that can be offered alone', (code) => {
    expect(gamesOf(code).length).toBeGreaterThan(1);
    for (const game of gamesOf(code)) expect(GAME_CODES).toContain(game.code);
  });

  test('every game is offered but those of study, and royal, whose deck no deal seals', () => {
    const missing = GAMES.filter(({ code }) => !(GAME_CODES as readonly string[]).includes(code));
    expect(missing.map(({ code }) => code)).toEqual(['NR', 'KUHN', 'LEDUC', 'RHODE']);
    expect(ROTATIONS.map(({ code }) => code)).toEqual([...ROTATION_CODES]);
  });
});

describe('stakes from two blinds', () => {
  test('limit 50/100 has blinds of 25 and 50', () => {
    expect(stakesFor('FT', 25, 50)).toMatchObject({
      smallBlind: 25,
      bigBlind: 50,
      smallBet: 50,
      bigBet: 100,
      ante: 0,
      bringIn: 0,
    });
  });

  test('stud antes a fifth and brings in three tenths of the small bet', () => {
    expect(stakesFor('F7S', 25, 50)).toMatchObject({ ante: 10, bringIn: 15, smallBet: 50, bigBet: 100 });
    expect(stakesFor('FR', 1, 2)).toMatchObject({ ante: 1, bringIn: 1 });
  });

  test('a rotation has what any of its games needs', () => {
    expect(stakesFor('HORSE', 25, 50)).toMatchObject({ smallBlind: 25, ante: 10, bringIn: 15, bigBet: 100 });
  });

  test('short deck antes as much as the button posts; a bomb pot two big blinds; a spread is five wide', () => {
    expect(stakesFor('NS', 10, 20)).toMatchObject({ ante: 20, bigBlind: 20 });
    expect(stakesFor('PO-B2', 10, 20)).toMatchObject({ ante: 40 });
    expect(stakesFor('ST', 10, 20)).toMatchObject({ smallBet: 20, bigBet: 100 });
  });
});
