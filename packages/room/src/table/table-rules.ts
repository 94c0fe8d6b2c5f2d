/** A table's settings, as players see them, in the engine's words. */
import {
  chips,
  DEFAULT_OPTIONS,
  DEFAULT_TABLE_OPTIONS,
  NO_STAKES,
  ONE_GAME,
  type Stakes,
  type TableOptions,
  type TableRules,
} from '@aboveboard/engine';
import type { TableSettings, WireStakes } from '@aboveboard/protocol';
import { gamesOf, stakesOf } from './stakes.ts';

export function tableRules(settings: TableSettings, maxWaiting: number): TableRules {
  return {
    games: gamesOf(settings.game).map((game) => ({
      code: game.code,
      stakes: engineStakes(stakesOf(game, settings.game, settings), settings.rake),
    })),
    mix: ONE_GAME, // orbit by orbit, in turn, where there are several
    options: DEFAULT_OPTIONS,
    tableOptions: { ...DEFAULT_TABLE_OPTIONS, straddles: straddlesOf(settings) },
    seatCount: settings.seats,
    minBuyIn: chips(settings.minBuyIn),
    maxBuyIn: chips(settings.maxBuyIn),
    maxWaiting,
  };
}

function engineStakes(stakes: WireStakes, { basisPoints, cap }: TableSettings['rake']): Stakes {
  return {
    ...NO_STAKES,
    smallBlind: chips(stakes.smallBlind),
    bigBlind: chips(stakes.bigBlind),
    ante: chips(stakes.ante),
    bigBlindAnte: chips(stakes.bigBlindAnte),
    bringIn: chips(stakes.bringIn),
    smallBet: chips(stakes.smallBet),
    bigBet: chips(stakes.bigBet),
    rake: { basisPoints, cap: chips(cap), noFlopNoDrop: true },
  };
}

function straddlesOf({ straddles }: TableSettings): TableOptions['straddles'] {
  return straddles === 0 ? null : { utg: true, button: false, most: straddles };
}
