/** The house that a replay takes where the record does not say: it lets happen what happened. */
import { DEFAULT_OPTIONS, type HouseOptions } from '@aboveboard/engine';

/** Any number of raises, a big bet on an open pair, hands turned up when the record shows them. */
export const LENIENT_HOUSE: HouseOptions = { ...DEFAULT_OPTIONS, tableAllIns: false, raiseCap: null, openPairBigBet: true };
