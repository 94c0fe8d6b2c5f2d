/** What a table of each game is played for, from its two blinds: the one number that players compare tables by. */
import { type Game, gameOf, rotationOf } from '@aboveboard/engine';
import { assert } from '@aboveboard/kit';
import type { OfferedGame, WireStakes } from '@aboveboard/protocol';

/** Stud: an ante of a fifth and a bring-in of three tenths of the small bet, as card rooms have it. */
const STUD_ANTE = 0.2;
const STUD_BRING_IN = 0.3;
/** Ante of a bomb pot, in big blinds. */
export const BOMB_POT_ANTE = 2;
/** Largest bet at spread limit, in big blinds. */
const SPREAD = 5;

/** The games that are played at a table offering `code`: one, or all of a rotation in their order. */
export function gamesOf(code: OfferedGame): readonly Game[] {
  const codes = rotationOf(code)?.games ?? [code];
  return codes.map((each) => {
    const game = gameOf(each);
    assert(game, `${code} names a game that is not there`);
    return game;
  });
}

/**
 * The table's stakes: the small bet is the big blind, the big bet twice that, so that limit 50/100 has blinds of 25 and 50. Antes and
 * bring-in are there where a game of the table has them; short deck antes as much as its button blind.
 */
export function stakesFor(code: OfferedGame, smallBlind: number, bigBlind: number): WireStakes {
  const games = gamesOf(code);
  const isSpread = games.some(({ limit }) => limit === 'spread-limit');
  return {
    smallBlind,
    bigBlind,
    ante: Math.max(...games.map((game) => anteOf(game, bigBlind))),
    bigBlindAnte: 0,
    bringIn: games.some(isStud) ? atLeastOne(bigBlind * STUD_BRING_IN) : 0,
    smallBet: bigBlind,
    bigBet: bigBlind * (isSpread ? SPREAD : 2),
  };
}

/** What one game of the table is played for: in a rotation a seat antes, and brings in, only where the game has that. */
export function stakesOf(game: Game, offered: OfferedGame, table: WireStakes): WireStakes {
  if (rotationOf(offered) === null) return table;
  const hasAnte = game.forced !== 'blinds';
  return { ...table, ante: hasAnte ? table.ante : 0, bringIn: isStud(game) ? table.bringIn : 0 };
}

function anteOf(game: Game, bigBlind: number): number {
  switch (game.forced) {
    case 'bring-in':
      return atLeastOne(bigBlind * STUD_ANTE);
    case 'antes':
      return bigBlind * BOMB_POT_ANTE;
    case 'button-blind':
      return bigBlind;
    case 'blinds':
      return 0;
  }
}

function isStud({ forced }: Game): boolean {
  return forced === 'bring-in';
}

function atLeastOne(chips: number): number {
  return Math.max(1, Math.round(chips));
}
