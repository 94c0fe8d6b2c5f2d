/**
 * A table as this player may see it: one immutable value, made by folding the server's events. Nothing here knows the rules;
 * every amount is the one an event carried.
 */
import type {
  GameCode,
  Position,
  PublicPlayer,
  RankedHand,
  SeatView,
  TableEventOf,
  TableSettings,
  UpNext,
  WireLegalActions,
  WireStakes,
} from '@aboveboard/protocol';

/** What a seat did last on this street, for the label beside it. */
export type SeatAction =
  | { readonly kind: 'posted'; readonly what: TableEventOf<'posted'>['what']; readonly amount: number }
  | { readonly kind: 'folded' | 'checked'; readonly timedOut: boolean }
  | { readonly kind: 'called'; readonly amount: number; readonly timedOut: boolean }
  | { readonly kind: 'bet' | 'raised'; readonly to: number; readonly timedOut: boolean }
  /** Cards given up; 0 stood pat. */
  | { readonly kind: 'discarded'; readonly count: number; readonly timedOut: boolean };

/** A card a seat holds. */
export interface HeldCard {
  /** Null: this viewer may not see it. */
  readonly card: number | null;
  /** Lies face up before the seat. */
  readonly isOpen: boolean;
}

export interface TableSeat extends SeatView {
  /** Dealt into the hand that is played or was played last. */
  readonly isInHand: boolean;
  /** Bet of this street. */
  readonly bet: number;
  /** What lies before the seat, in the order dealt, drawn cards last. Empty once folded or mucked; the own cards are kept. */
  readonly cards: readonly HeldCard[];
  readonly isShown: boolean;
  readonly isFolded: boolean;
  readonly isMucked: boolean;
  readonly isAllIn: boolean;
  readonly lastAction: SeatAction | null;
  /** What the hand shown makes: one for each way to win and board. */
  readonly ranks: readonly RankedHand[];
  /** Chips won from pots in this hand so far. */
  readonly won: number;
  readonly isWinner: boolean;
}

export interface TurnView {
  readonly turnId: number;
  readonly seat: number;
  readonly street: TableEventOf<'turn'>['street'];
  /** Exact bounds, from the engine: offer these and no others. Null when the seat is to draw. */
  readonly legal: WireLegalActions | null;
  /** How many cards the seat gives up; null when it is to bet. */
  readonly draw: { readonly least: number; readonly most: number } | null;
  /** By the server's clock: compare with `client.serverNowMs()`. */
  readonly startedAtMs: number;
  readonly deadlineMs: number;
  /** The seat's time bank as the turn began. */
  readonly timeBankMs: number;
  readonly isOnTimeBank: boolean;
}

/** Who got what of a pot, or of the part of it that one board and one way to win decide. */
export type PotAward = Omit<TableEventOf<'pot-awarded'>, 'kind'>;

export interface PotView {
  readonly amount: number;
  readonly seats: readonly number[];
}

/**
 * `idle`: between hands. `sealed`: OPEN is logged, seeds are awaited. `void`: a seed was missing, another deal follows. `cut`: all
 * seeds are in, the deck is cut. `playing`, and `ended` until the next deal.
 */
export type DealPhase = 'idle' | 'sealed' | 'void' | 'cut' | 'playing' | 'ended';

export interface DealView {
  readonly phase: DealPhase;
  readonly handNo: number | null;
  /** Seats whose seeds are in this cut. */
  readonly contributors: readonly number[];
  /** Seats that kept theirs back, when the deal is void. */
  readonly missing: readonly number[];
}

export interface HandResultView {
  readonly handNo: number;
  readonly reason: TableEventOf<'hand-ended'>['reason'];
  readonly rake: number;
  readonly results: TableEventOf<'hand-ended'>['results'];
}

export interface TableView {
  readonly tableId: string;
  readonly position: Position;
  readonly settings: TableSettings;
  /** One for each seat of the table, at its own index. */
  readonly seats: readonly TableSeat[];
  readonly ownSeat: number | null;
  readonly waiting: readonly PublicPlayer[];
  /** What is known of the hand to come. */
  readonly upNext: UpNext;
  readonly isPaused: boolean;
  /** Nobody runs it just now, and the server looks for somebody: clocks stand still, and what is done waits. */
  readonly isAway: boolean;
  /** Null when it is not known (the pause began before the snapshot). */
  readonly pauseReason: TableEventOf<'table-paused'>['reason'] | null;
  readonly isClosed: boolean;
  readonly deal: DealView;
  /** The number the next deal will have. */
  readonly nextHandNo: number;
  /** What is played, or was played last; null before the first hand seen. */
  readonly game: GameCode | null;
  readonly stakes: WireStakes | null;
  readonly button: number | null;
  readonly smallBlind: number | null;
  readonly bigBlind: number | null;
  /** One board, two in a game with two, more when it is run several times; none before the first card. */
  readonly boards: readonly (readonly number[])[];
  /** Gathered pots, main pot first; the bets of this street lie before the seats. */
  readonly pots: readonly PotView[];
  readonly awards: readonly PotAward[];
  /** All chips played for: pots and bets. */
  readonly pot: number;
  readonly turn: TurnView | null;
  /** The last hand that ended, until the next one ends. */
  readonly lastResult: HandResultView | null;
  /** When the next hand is due, by the server's clock; null while one is played. */
  readonly nextHandAtMs: number | null;
}

/** Where a subscription stands. */
export type TableState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'open'; readonly view: TableView }
  | { readonly kind: 'refused'; readonly code: 'TABLE_NOT_FOUND' | 'INVITE_NEEDED' | 'TABLE_CLOSED' | 'NOT_ALLOWED' | string };
