/** Odds of poker hands: exact where they can be counted, sampled where not. */
export { countOdds, DEFAULT_SETTINGS, type OddsSettings } from './count-odds.ts';
export type { TextFault } from './notation/fault.ts';
export { readKnownCards } from './notation/read-cards.ts';
export { readHand } from './notation/read-hand.ts';
export type { HandOdds, Odds, PrizeOdds } from './odds.ts';
export type { Progress } from './progress.ts';
export { type OddsGame, oddsGame } from './question/odds-game.ts';
export type { HandSpec, OddsRefusal, Question } from './question/question.ts';
