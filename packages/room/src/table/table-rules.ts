/** A table's settings, as players see them, in the engine's words. */
import { chips, NO_STAKES, type Stakes, type TableRules } from '@aboveboard/engine';
import type { TableSettings, WireStakes } from '@aboveboard/protocol';
import { houseOptionsOf, mixOf, tableOptionsOf } from './house.ts';
import { gamesOf, stakesOf } from './stakes.ts';

export function tableRules(settings: TableSettings, maxWaiting: number): TableRules {
  return {
    games: gamesOf(settings.game).map((game) => ({
      code: game.code,
      stakes: engineStakes(stakesOf(game, settings.game, settings), settings.rake),
    })),
    mix: mixOf(settings),
    options: houseOptionsOf(settings),
    tableOptions: tableOptionsOf(settings),
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
