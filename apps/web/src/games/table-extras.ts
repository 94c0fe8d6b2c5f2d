/** What a host may add to a game when opening a table, and how the wire says it. */
import { boardCardCount, gameOf, rotationOf } from '@aboveboard/engine';
import type { HouseRules, OfferedGame } from '@aboveboard/protocol';
import { gameFacts } from './game-facts.ts';

export type Extras = {
  readonly straddle: 'off' | 'one' | 'two' | 'button';
  readonly button: HouseRules['button'];
  readonly buyButton: boolean;
  readonly dealersChoice: boolean;
  readonly kill: HouseRules['kill'];
  readonly bombPots: 'off' | 'vote' | 'ten';
  readonly bombBoards: '1' | '2';
  readonly raiseCap: '3' | '4';
  readonly runTwice: boolean;
};

export const NO_EXTRAS: Extras = {
  straddle: 'off',
  button: 'dead',
  buyButton: false,
  dealersChoice: false,
  kill: 'off',
  bombPots: 'off',
  bombBoards: '1',
  raiseCap: '3',
  runTwice: true,
};

/** Which of them go with a game, or with one of the games of a rotation; the room refuses the others. */
export function extrasOf(code: OfferedGame) {
  const codes = rotationOf(code)?.games ?? [code];
  const games = codes.map((each) => gameFacts(each as OfferedGame));
  const withBlinds = games.filter(({ forced }) => forced === 'blinds');
  return {
    hasBlinds: withBlinds.length > 0,
    raiseCap: games.some(({ limit }) => limit === 'fixed-limit'),
    runTwice: games.some((game) => game.boards === 1 && boardCardCount(game) > 0),
    straddle: withBlinds.some(({ limit }) => limit === 'no-limit' || limit === 'pot-limit'),
    dealersChoice: rotationOf(code) !== null,
    kill: withBlinds.some(({ limit }) => limit === 'fixed-limit'),
    bombPots: gameOf(`${code}-B1`) !== null,
  };
}

const HANDS_TO_A_BOMB_POT = 10;

/** The extras as a new table asks for them; what does not go with the game is left out. */
export function asked(code: OfferedGame, extras: Extras): { readonly straddles: number; readonly house: Partial<HouseRules> } {
  const offered = extrasOf(code);
  const { bombPots, bombBoards, kill, button, straddle } = extras;
  const straddles = { off: 0, one: 1, two: 2, button: 1 }[straddle];
  const bombPot = {
    every: bombPots === 'ten' ? HANDS_TO_A_BOMB_POT : 0,
    byVote: bombPots === 'vote',
    boards: Number(bombBoards),
  };
  return {
    straddles: offered.straddle ? straddles : 0,
    house: {
      ...(offered.hasBlinds && button !== 'dead' ? { button } : {}),
      ...(offered.hasBlinds && extras.buyButton ? { mayBuyButton: true } : {}),
      ...(offered.straddle && straddle === 'button' ? { straddleFrom: 'button' } : {}),
      ...(offered.raiseCap && extras.raiseCap === '4' ? { raiseCap: 4 } : {}),
      ...(offered.runTwice && !extras.runTwice ? { mayRunTwice: false } : {}),
      ...(offered.dealersChoice && extras.dealersChoice ? { isDealersChoice: true } : {}),
      ...(offered.kill && kill !== 'off' ? { kill } : {}),
      ...(offered.bombPots && bombPots !== 'off' ? { bombPot } : {}),
    },
  };
}
