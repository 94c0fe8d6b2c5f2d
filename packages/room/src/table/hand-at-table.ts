/** The hand in play as its table holds it: before the cut, and after it. Both phases share one `HandSlot`. */
import type { HandSetup } from '@aboveboard/engine';
import type { Bytes, StartState } from '@aboveboard/fairness';
import type { CommandKey } from '@aboveboard/storage';
import type { CutDeal, SealedDeal } from '../deal/deal-protocol.ts';
import type { TimedAction } from '../signals/replies.ts';
import type { PlayStep } from './hand-play.ts';
import type { TableCore } from './table-core.ts';
import type { Change } from './table-store.ts';

export interface HandAtTable {
  readonly handNo: number;
  readonly startedMs: number;
  readonly start: StartState;
  readonly setup: HandSetup;
  readonly openIndex: number;
  /** Next number in the hand's journal. */
  journalSeq: number;
}

export interface Revealing extends HandAtTable {
  readonly phase: 'revealing';
  readonly sealed: SealedDeal;
  readonly contributors: readonly number[];
  readonly seeds: Map<number, Bytes>;
}

export interface Playing extends HandAtTable {
  readonly phase: 'playing';
  readonly cut: CutDeal;
  readonly steps: PlayStep[];
  /** Seats that want their cards turned up at the end. In memory only: a hand that is run out shows all live hands anyway. */
  readonly showing: Set<number>;
  /** By seat: how often it wishes the board to be run, should it come to that. In memory only, as a run-out deals one board. */
  readonly runs: Map<number, number>;
  /** In memory only: they are kept with the hand when it was played to its end, and count for nothing else. */
  readonly acted: TimedAction[];
  turns: number;
  turn: Turn | null;
  isPastMidBetting: boolean;
}

/** Where a table's hand is, while there is one. */
export interface HandSlot {
  live: Revealing | Playing | null;
}

export interface Turn {
  readonly turnId: number;
  readonly seat: number;
  deadlineMs: number;
  isOnBank: boolean;
}

/** A change of the hand that is ready to be written; `apply` books it in memory and shows it. */
export interface HandChange {
  readonly change: Change;
  apply(): void;
}

export interface EndedHand {
  readonly pot: number;
  readonly endedMs: number;
}

/** The player's seat, where it is dealt in; else null. */
export function seatInHand({ state: { table } }: TableCore, playerId: string): number | null {
  const seat = table.seats.findIndex((at) => at?.player === playerId);
  return table.hand?.seats.some((s) => s.seat === seat) ? seat : null;
}

/** A change of the hand alone: the table stays as it is. */
export function journalled(
  { state }: TableCore,
  live: HandAtTable,
  kind: string,
  payload: unknown,
  key: CommandKey | null,
): Change {
  const journal = { handNo: live.handNo, seq: live.journalSeq, kind, payload };
  return {
    command: key,
    before: state,
    after: state,
    events: [],
    requestId: key?.commandId ?? `hand-${live.handNo}`,
    journal,
  };
}
