/**
 * The gate between a table's frames and one connection: it opens with the answer to `subscribe` and lets every sequence number
 * through once, in order.
 *
 * Frames and answers come down one stream, in the shard's order, so what arrives before the answer is in the answer. A number
 * that is missing means that this gateway lost part of its stream, and the table must be asked again.
 */
import type { BatchMessage, Position, SeatView, SnapshotMessage } from '@aboveboard/protocol';
import type { Asked } from './asking.ts';

export interface TableGate extends Asked {
  /** Null until the shard has answered. */
  last: Position | null;
  /** What the connection had when it asked: an empty batch answers that nothing came after it. */
  asked: Position | null;
  /** The viewer was told that nobody has the table just now. */
  isAway: boolean;
  /** Where the viewer sits, as told by a snapshot or since: null for a spectator, whose frames are gathered for a moment. */
  seat: number | null | 'unknown';
  /** The round trip that the shard was told since it answered last; null: none. */
  toldRttMs: number | null;
  invite: string | null;
}

export function newGate(invite: string | null): TableGate {
  return {
    last: null,
    asked: null,
    ask: null,
    askedAt: null,
    againAtMs: 0,
    isAway: false,
    seat: 'unknown',
    toldRttMs: null,
    invite,
  };
}

/** What a round trip may change by without being told. */
const [NO_MATTER_MS, NO_MATTER_PART] = [20, 0.2];

export type Passage = 'pass' | 'drop' | 'ask-again';

export function passage(gate: TableGate, frame: Position): Passage {
  const { last } = gate;
  if (!last) return 'drop';
  if (frame.incarnation < last.incarnation) return 'drop';
  if (frame.incarnation > last.incarnation) return 'ask-again';
  if (frame.seq <= last.seq) return 'drop';
  return frame.seq === last.seq + 1 ? 'pass' : 'ask-again';
}

/** Where the connection is, answered or not: what comes after it is what it lacks. */
export function positionAt(gate: TableGate): Position | null {
  return gate.last ?? gate.asked;
}

/** The shard's answer opens the gate right after what the answer holds. */
export function open(gate: TableGate, message: SnapshotMessage | BatchMessage): void {
  gate.ask = null;
  gate.isAway = false;
  gate.toldRttMs = null; // it may be another shard
  if (message.type === 'snapshot') gate.last = message.position;
  else gate.last = message.frames.at(-1) ?? gate.asked;
}

/** Follows where `playerId` sits. */
export function noteSeat(gate: TableGate, { seat, player }: SeatView, playerId: string): void {
  if (player?.playerId === playerId) gate.seat = seat;
  else if (gate.seat === seat) gate.seat = null;
}

/** Whether a shard must hear of a round trip: it stretches the windows of those who sit, and nothing follows from a little of it. */
export function isNewRoundTrip({ seat, toldRttMs }: TableGate, rttMs: number): boolean {
  if (typeof seat !== 'number') return false;
  return toldRttMs === null || Math.abs(rttMs - toldRttMs) > Math.max(NO_MATTER_MS, toldRttMs * NO_MATTER_PART);
}
