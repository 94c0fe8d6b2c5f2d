/** A table's settings, as players see them, in the engine's words. */
import { chips, DEFAULT_OPTIONS, NO_LIMIT_HOLDEM, type TableRules } from '@aboveboard/engine';
import type { TableSettings } from '@aboveboard/protocol';

export function tableRules(settings: TableSettings, maxWaiting: number): TableRules {
  const { rake } = settings;
  return {
    game: NO_LIMIT_HOLDEM,
    stakes: {
      smallBlind: chips(settings.smallBlind),
      bigBlind: chips(settings.bigBlind),
      ante: chips(settings.ante),
      bigBlindAnte: chips(settings.bigBlindAnte),
      rake: { basisPoints: rake.basisPoints, cap: chips(rake.cap), noFlopNoDrop: true },
    },
    options: DEFAULT_OPTIONS,
    seatCount: settings.seats,
    minBuyIn: chips(settings.minBuyIn),
    maxBuyIn: chips(settings.maxBuyIn),
    maxWaiting,
  };
}
