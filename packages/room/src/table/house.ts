/** House rules in the engine's words, and which of them go with a game. */
import {
  chips,
  DEFAULT_OPTIONS,
  DEFAULT_TABLE_OPTIONS,
  type Game,
  type HouseOptions,
  ONE_GAME,
  type TableOptions,
  type TableRules,
} from '@aboveboard/engine';
import { GAME_CODES, type TableSettings } from '@aboveboard/protocol';
import { BOMB_POT_ANTE, gamesOf } from './stakes.ts';

/** The least pot whose scoop calls for a kill, in big bets. */
const SCOOP_BIG_BETS = 5;

type Settings = Pick<TableSettings, 'game' | 'house' | 'straddles' | 'bigBlind' | 'smallBet' | 'bigBet'>;

/** An option that does not go with the table's game, or `half-kill-uneven`: half of the stakes is no whole number of chips. */
export type HouseFault = 'straddles' | 'kill' | 'half-kill-uneven' | 'bomb-pot' | 'dealers-choice' | 'button';

export function tableOptionsOf(settings: Settings): TableOptions {
  const { house } = settings;
  return {
    ...DEFAULT_TABLE_OPTIONS,
    button: house.button,
    mayBuyButton: house.mayBuyButton,
    straddles: straddlesOf(settings),
    kill: killOf(settings),
    bombPot: bombPotOf(settings),
    roundsOut: house.roundsOut === 0 ? null : house.roundsOut,
  };
}

export function houseOptionsOf({ house }: Settings): HouseOptions {
  return { ...DEFAULT_OPTIONS, raiseCap: house.raiseCap };
}

/** Orbit by orbit, in turn or as the button chooses, where there are several games. */
export function mixOf({ house }: Settings): TableRules['mix'] {
  return house.isDealersChoice ? { order: 'dealers-choice', each: 'orbit' } : ONE_GAME;
}

/** The first option that would never be played, or cannot be, with this game; null when all go together. */
export function houseFault(settings: Settings): HouseFault | null {
  const { house, straddles } = settings;
  const games = gamesOf(settings.game);
  const hasBlinds = games.some(({ forced }) => forced === 'blinds');
  const isKillable = games.some(({ forced, limit }) => forced === 'blinds' && limit === 'fixed-limit');
  if (house.isDealersChoice && games.length === 1) return 'dealers-choice';
  if (straddles > 0 && !games.some(mayStraddle)) return 'straddles';
  if (house.mayBuyButton && !hasBlinds) return 'button';
  if (house.kill !== 'off' && !isKillable) return 'kill';
  if (house.kill === 'half' && !isEven(settings)) return 'half-kill-uneven';
  return hasBombPots(settings) && !games.every((game) => isBombPotNamed(game, house.bombPot.boards)) ? 'bomb-pot' : null;
}

function straddlesOf({ house, straddles }: Settings): TableOptions['straddles'] {
  const isOnButton = house.straddleFrom === 'button';
  return straddles === 0 ? null : { utg: !isOnButton, button: isOnButton, most: straddles };
}

/** Where high and low share the pots they seldom go to one player twice running: there a scoop is what calls for it. */
function killOf({ game, house, bigBet }: Settings): TableOptions['kill'] {
  if (house.kill === 'off') return null;
  const isShared = gamesOf(game).every(({ wins }) => wins.length > 1);
  if (isShared) return { size: house.kill, trigger: 'scoop', least: chips(SCOOP_BIG_BETS * bigBet) };
  return { size: house.kill, trigger: 'two-in-a-row', least: chips(0) };
}

function bombPotOf(settings: Settings): TableOptions['bombPot'] {
  const { every, byVote, boards } = settings.house.bombPot;
  if (!hasBombPots(settings)) return null;
  return {
    ante: chips(settings.bigBlind * BOMB_POT_ANTE),
    boards: boards === 2 ? 2 : 1,
    every: every === 0 ? null : every,
    byVote,
  };
}

function hasBombPots({ house: { bombPot } }: Settings): boolean {
  return bombPot.every > 0 || bombPot.byVote;
}

function mayStraddle({ forced, limit }: Game): boolean {
  return forced === 'blinds' && (limit === 'no-limit' || limit === 'pot-limit');
}

function isEven({ bigBlind, smallBet, bigBet }: Settings): boolean {
  return [bigBlind, smallBet, bigBet].every((amount) => amount % 2 === 0);
}

/** The wire has a name for the game's bomb pots: `hand-started` says it. */
function isBombPotNamed({ code }: Game, boards: number): boolean {
  return (GAME_CODES as readonly string[]).includes(`${code}-B${boards}`);
}
