/**
 * A table as this player may see it: one immutable value, made by folding the server's events. Nothing here knows the rules;
 * every amount is the one an event carried.
 */
import type {
  HandRank,
  Position,
  PublicPlayer,
  SeatView,
  TableEventOf,
  TableSettings,
  WireLegalActions,
} from '@aboveboard/protocol';

/** What a seat did last on this street, for the label beside it. */
export type SeatAction =
  | { readonly kind: 'posted'; readonly what: TableEventOf<'posted'>['what']; readonly amount: number }
  | { readonly kind: 'folded' | 'checked'; readonly timedOut: boolean }
  | { readonly kind: 'called'; readonly amount: number; readonly timedOut: boolean }
  | { readonly kind: 'bet' | 'raised'; readonly to: number; readonly timedOut: boolean };

export interface TableSeat extends SeatView {
  /** Dealt into the hand that is played or was played last. */
  readonly isInHand: boolean;
  /** Bet of this street. */
  readonly bet: number;
  /** Cards this viewer knows: the own ones, or those shown. */
  readonly cards: readonly number[] | null;
  /** Cards that lie before the seat face down: dealt, neither folded, mucked nor known. */
  readonly backs: number;
  readonly isShown: boolean;
  readonly isFolded: boolean;
  readonly isMucked: boolean;
  readonly isAllIn: boolean;
  readonly lastAction: SeatAction | null;
  readonly rank: HandRank | null;
  /** Chips won from pots in this hand so far. */
  readonly won: number;
  readonly isWinner: boolean;
}

export interface TurnView {
  readonly turnId: number;
  readonly seat: number;
  /** Exact bounds, from the engine: offer these and no others. */
  readonly legal: WireLegalActions;
  /** By the server's clock: compare with `client.serverNowMs()`. */
  readonly startedAtMs: number;
  readonly deadlineMs: number;
  /** The seat's time bank as the turn began. */
  readonly timeBankMs: number;
  readonly isOnTimeBank: boolean;
}

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
  readonly isPaused: boolean;
  /** Null when it is not known (the pause began before the snapshot). */
  readonly pauseReason: TableEventOf<'table-paused'>['reason'] | null;
  readonly isClosed: boolean;
  readonly deal: DealView;
  /** The number the next deal will have. */
  readonly nextHandNo: number;
  readonly button: number | null;
  readonly smallBlind: number | null;
  readonly bigBlind: number | null;
  readonly board: readonly number[];
  /** Gathered pots, main pot first; the bets of this street lie before the seats. */
  readonly pots: readonly PotView[];
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
