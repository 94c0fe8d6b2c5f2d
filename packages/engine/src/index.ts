export {
  type Card,
  card,
  DECK_SIZE,
  formatCard,
  orderedDeck,
  parseCard,
  parseCards,
  type Rank,
  rankOf,
  type Suit,
  suitOf,
} from './cards/card.ts';
export { type Category, evaluate, evaluate7 } from './cards/evaluate.ts';
export { type HandRank, rankHand } from './cards/rank.ts';
export type { DealerCommand, HandCommand, PlayerCommand } from './poker/command.ts';
export type { HandEvent, HandEventOf, HoleCard, PostKind, Pot, Share } from './poker/event.ts';
export { boardCardCount, type Game, holeCardCount, NO_LIMIT_HOLDEM, type Street } from './poker/game.ts';
export {
  type Hand,
  type HandResult,
  type HandSeat,
  type LegalActions,
  type NextStep,
  type Phase,
  seatAt,
} from './poker/hand.ts';
export { boardPosition, holePosition } from './poker/positions.ts';
export type { HandRefusal } from './poker/refusal.ts';
export type { HandSetup, HouseOptions, Rake, SeatSetup, Stakes } from './poker/setup.ts';
export type { TableCommand } from './table/command.ts';
export type { TableEvent } from './table/event.ts';
export type { TableRefusal } from './table/refusal.ts';
export type { HandInPlay, Positions, SeatStatus, Table, TableRules, TableSeat } from './table/state.ts';
export { type Chips, chips, MAX_SEATS, type PlayerId, playerId, type SeatIndex, seatIndex } from './units.ts';
// Coming with these signatures:
//   evaluate(cards: ArrayLike<number>): number      5 to 7 cards, higher wins     evaluate7(cards: ArrayLike<number>): number
//   rankHand(cards: readonly Card[]): HandRank      best five of 5 to 7
//   startHand(setup: HandSetup): HandEvent[]        hand-started, then the posts
//   decideHand(hand: Hand, command: HandCommand): Result<readonly HandEvent[], HandRefusal>
//   evolveHand(hand: Hand, event: HandEvent): Hand  handFrom(events: Iterable<HandEvent>): Hand     initialHand: Hand
//   nextStep(hand: Hand): NextStep                  legalActions(hand: Hand): LegalActions | null (null: nobody has the turn)
//   handResult(hand: Hand): HandResult | null       potTotal(hand: Hand): Chips     DEFAULT_OPTIONS: HouseOptions
//   emptyTable(rules: TableRules): Table            decideTable(table, command): Result<readonly TableEvent[], TableRefusal>
//   evolveTable(table, event): Table                handSetup(table: Table): HandSetup (of the hand in play)
//   offeredSeats(table): readonly PlayerId[]        who on the waiting list may sit now       parseTable(json: unknown): Table | null
