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
export { type Deck, deckCards, deckSize } from './cards/deck.ts';
export { type Category, describeHand, type HandRank } from './cards/describe.ts';
export type { CardUse, HandType, WinRule } from './cards/hand-type.ts';
export { NO_HAND } from './cards/no-hand.ts';
export { IN_SUIT, type SevenCards, sevenCards } from './cards/seven-cards.ts';
export { strength } from './cards/strength.ts';
export { handInWords } from './cards/words.ts';
export { bombPot } from './games/bomb-pot.ts';
export { GAMES, gameOf } from './games/catalogue.ts';
export { NO_LIMIT_HOLDEM } from './games/holdem.ts';
export { ROTATIONS, type Rotation, rotationOf } from './games/rotation.ts';
export type { DealerCommand, HandCommand, PlayerCommand } from './poker/command.ts';
export { nextStep } from './poker/dealing.ts';
export { decideHand, type Played, playHand } from './poker/decide.ts';
export { legalDraw } from './poker/drawing.ts';
export type { Award, HandEvent, HandEventOf, HoleCard, PostKind, Pot, Share } from './poker/event.ts';
export { evolveHand, handFrom } from './poker/evolve.ts';
export {
  boardCardCount,
  boardCardsOn,
  type Forced,
  facesOf,
  type Game,
  hasDraws,
  holeCardCount,
  holeCardsOn,
  type Limit,
  mostSeats,
  type Opener,
  type Street,
  type StreetName,
  tableSeats,
} from './poker/game.ts';
export type { Hand, HandResult, HandSeat, LegalActions, NextStep, Phase, RaiseBounds } from './poker/hand.ts';
export { legalActions } from './poker/legal-actions.ts';
export { potTotal } from './poker/pots.ts';
export type { HandRefusal } from './poker/refusal.ts';
export { handResult } from './poker/result.ts';
export { seatAt } from './poker/seats.ts';
export type { ExtraBlind, HandSetup, HouseOptions, Rake, SeatSetup, Stakes } from './poker/setup.ts';
export { DEFAULT_OPTIONS, initialHand, NO_STAKES, startHand } from './poker/start.ts';
export { type Bust, bustOrder, type Place } from './table/bust-order.ts';
export { nextChooser } from './table/choices.ts';
export type { ComeIn, TableCommand } from './table/command.ts';
export { decideTable } from './table/decide.ts';
export type { TableEvent } from './table/event.ts';
export { emptyTable, evolveTable } from './table/evolve.ts';
export { type MustMove, mustMove } from './table/must-move.ts';
export { nextHand } from './table/next-hand.ts';
export {
  type BombPotOption,
  DEFAULT_TABLE_OPTIONS,
  type KillOption,
  type Mix,
  ONE_GAME,
  type StraddleOption,
  type TableOptions,
} from './table/options.ts';
export { parseTable } from './table/parse.ts';
export type { TableRefusal } from './table/refusal.ts';
export { offeredTo } from './table/seats.ts';
export { gameInPlay, handSetup } from './table/setup.ts';
export type {
  HandInPlay,
  MoveRequest,
  Positions,
  SeatInHand,
  SeatStatus,
  Table,
  TableGame,
  TableRules,
  TableSeat,
  Turn,
} from './table/state.ts';
export { type Chips, chips, MAX_SEATS, type PlayerId, type SeatIndex, seatIndex } from './units.ts';
