export {
  type Card,
  card,
  formatCard,
  orderedDeck,
  parseCard,
  parseCards,
  type Rank,
  rankOf,
  type Suit,
  suitOf,
} from './cards/card.ts';
export { describeHand, type HandRank } from './cards/describe.ts';
export { type Category, evaluate, evaluate7 } from './cards/evaluate.ts';
export { rankHand } from './cards/rank.ts';
export { NO_HAND, strength } from './cards/strength.ts';
export { handInWords } from './cards/words.ts';
export type { DealerCommand, HandCommand, PlayerCommand } from './poker/command.ts';
export { nextStep } from './poker/dealing.ts';
export { decideHand, type Played, playHand } from './poker/decide.ts';
export type { HandEvent, HandEventOf, HoleCard, PostKind, Pot, Share } from './poker/event.ts';
export { evolveHand, handFrom } from './poker/evolve.ts';
export { boardCardCount, type Game, holeCardCount, NO_LIMIT_HOLDEM, type Street } from './poker/game.ts';
export type { Hand, HandResult, HandSeat, LegalActions, NextStep, Phase } from './poker/hand.ts';
export { legalActions, potTotal } from './poker/legal-actions.ts';
export { boardPosition, holePosition } from './poker/positions.ts';
export type { HandRefusal } from './poker/refusal.ts';
export { handResult } from './poker/result.ts';
export { seatAt } from './poker/seats.ts';
export type { HandSetup, HouseOptions, Rake, SeatSetup, Stakes } from './poker/setup.ts';
export { DEFAULT_OPTIONS, initialHand, startHand } from './poker/start.ts';
export type { TableCommand } from './table/command.ts';
export { decideTable } from './table/decide.ts';
export type { TableEvent } from './table/event.ts';
export { emptyTable, evolveTable } from './table/evolve.ts';
export { parseTable } from './table/parse.ts';
export type { TableRefusal } from './table/refusal.ts';
export { offeredTo } from './table/seats.ts';
export { handSetup } from './table/setup.ts';
export type { HandInPlay, Positions, SeatStatus, Table, TableRules, TableSeat } from './table/state.ts';
export { type Chips, chips, MAX_SEATS, type PlayerId, type SeatIndex, seatIndex } from './units.ts';
