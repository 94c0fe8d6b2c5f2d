/** A table's settings, as players see them, in the engine's words. */
import { chips, DEFAULT_OPTIONS, NO_STAKES, type TableRules } from '@aboveboard/engine';
import { assert } from '@aboveboard/kit';
import type { TableSettings } from '@aboveboard/protocol';
import { gamesOf } from './stakes.ts';

export function tableRules(settings: TableSettings, maxWaiting: number): TableRules {
  const { rake } = settings;
  const [game] = gamesOf(settings.game);
  assert(game, `no game at ${settings.tableId}`);
  return {
    game,
    stakes: {
      ...NO_STAKES,
      smallBlind: chips(settings.smallBlind),
      bigBlind: chips(settings.bigBlind),
      ante: chips(settings.ante),
      bigBlindAnte: chips(settings.bigBlindAnte),
      bringIn: chips(settings.bringIn),
      smallBet: chips(settings.smallBet),
      bigBet: chips(settings.bigBet),
      rake: { basisPoints: rake.basisPoints, cap: chips(rake.cap), noFlopNoDrop: true },
    },
    options: DEFAULT_OPTIONS,
    seatCount: settings.seats,
    minBuyIn: chips(settings.minBuyIn),
    maxBuyIn: chips(settings.maxBuyIn),
    maxWaiting,
  };
}
