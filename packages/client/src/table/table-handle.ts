/** A table that is watched or played at, as programs use it. */

import type { ComeIn, GameCode, PlayerAction, TableEvent } from '@aboveboard/protocol';
import type { CommandResult } from '../commands/command-queue.ts';
import type { Readable } from '../store/readable.ts';
import type { TableState, TableView } from '../table-view/table-view.ts';
import type { TableVerification } from '../verification/verification-view.ts';

/** An event and the view just after it. */
export interface TableHappening {
  readonly event: TableEvent;
  readonly view: TableView;
  readonly atMs: number;
  /** Missed while away and caught up now: show its outcome, do not play its animation out. */
  readonly isCatchUp: boolean;
}

export interface OpenTableOptions {
  /** From the link to a private table. */
  readonly invite?: string;
  /** False for seats that never contribute to a cut (the operator's bots). Default true. */
  readonly contribute?: boolean;
  /** False for seats of the room's own, which have nothing to find out from a proof. Default true. */
  readonly verify?: boolean;
}

export interface TableHandle {
  readonly tableId: string;
  readonly state: Readable<TableState>;
  readonly verification: Readable<TableVerification>;
  /** Every event in order, once; a snapshot emits none. */
  onEvent(listener: (happening: TableHappening) => void): () => void;
  /** @param post how to come in where a blind is owed; `now` unless said */
  sit(seat: number, buyIn: number, post?: ComeIn): CommandResult;
  leave(): CommandResult;
  sitOut(): CommandResult;
  sitIn(post: ComeIn): CommandResult;
  topUp(amount: number): CommandResult;
  /** Straddles the next time the own seat may, or takes that back. */
  straddle(isOn: boolean): CommandResult;
  /** Moves to an empty seat, or asks for one: it is done as soon as it can be. */
  moveSeat(seat: number, post?: 'now' | 'wait'): CommandResult;
  cancelMove(): CommandResult;
  /** Asks for a bomb pot, or takes that back. */
  voteBombPot(isOn: boolean): CommandResult;
  /** Dealer's choice, when `upNext.choice` is the own seat's. */
  chooseGame(game: GameCode): CommandResult;
  joinWaitList(): CommandResult;
  leaveWaitList(): CommandResult;
  /** Answers the turn shown in the view, or the one named by `turnId`. */
  act(action: PlayerAction, turnId?: number): CommandResult;
  /** Asks for the own cards to be turned up when this hand ends, or takes that back. */
  showCards(isOn: boolean): CommandResult;
  /** Wishes the rest of the board dealt `times` times (1 to 3), should all be all-in; 1 takes it back. */
  runIt(times: number): CommandResult;
  /** The `.hand` file of one of the recent hands; `isPublic` leaves out the own cards. Null when it is not at hand or did not verify. */
  receiptFor(handNo: number, isPublic?: boolean): Uint8Array | null;
  /** All events of a recent hand as they came: what to show others when it did not verify. Null when it is not at hand. */
  evidenceFor(handNo: number): readonly TableEvent[] | null;
  /** Stops watching. A seat at the table stays. */
  close(): void;
}
