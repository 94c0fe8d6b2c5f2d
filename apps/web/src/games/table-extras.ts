/** What a host may add to a game when opening a table, and how the wire says it. */
import { gameOf, rotationOf } from '@aboveboard/engine';
import type { HouseRules, OfferedGame } from '@aboveboard/protocol';
import { gameFacts } from './game-facts.ts';

export type Extras = {
  readonly straddle: boolean;
  readonly buyButton: boolean;
  readonly dealersChoice: boolean;
  readonly kill: HouseRules['kill'];
  readonly bombPots: 'off' | 'vote' | 'ten';
  readonly bombBoards: '1' | '2';
};

export const NO_EXTRAS: Extras = {
  straddle: false,
  buyButton: false,
  dealersChoice: false,
  kill: 'off',
  bombPots: 'off',
  bombBoards: '1',
};

/** Which of them go with a game, or with one of the games of a rotation; the room refuses the others. */
export function extrasOf(code: OfferedGame) {
  const codes = rotationOf(code)?.games ?? [code];
  const withBlinds = codes.map((each) => gameFacts(each as OfferedGame)).filter(({ forced }) => forced === 'blinds');
  return {
    straddle: withBlinds.some(({ limit }) => limit === 'no-limit' || limit === 'pot-limit'),
    buyButton: withBlinds.length > 0,
    dealersChoice: rotationOf(code) !== null,
    kill: withBlinds.some(({ limit }) => limit === 'fixed-limit'),
    bombPots: gameOf(`${code}-B1`) !== null,
  };
}

const HANDS_TO_A_BOMB_POT = 10;

/** The extras as a new table asks for them; what does not go with the game is left out. */
export function asked(code: OfferedGame, extras: Extras): { readonly straddles: number; readonly house: Partial<HouseRules> } {
  const offered = extrasOf(code);
  const { bombPots, bombBoards, kill } = extras;
  const bombPot = {
    every: bombPots === 'ten' ? HANDS_TO_A_BOMB_POT : 0,
    byVote: bombPots === 'vote',
    boards: Number(bombBoards),
  };
  return {
    straddles: offered.straddle && extras.straddle ? 1 : 0,
    house: {
      ...(offered.buyButton && extras.buyButton ? { mayBuyButton: true } : {}),
      ...(offered.dealersChoice && extras.dealersChoice ? { isDealersChoice: true } : {}),
      ...(offered.kill && kill !== 'off' ? { kill } : {}),
      ...(offered.bombPots && bombPots !== 'off' ? { bombPot } : {}),
    },
  };
}
