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
  invite: string | null;
}

export function newGate(invite: string | null): TableGate {
  return { last: null, asked: null, ask: null, askedAt: null, againAtMs: 0, isAway: false, seat: 'unknown', invite };
}

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
  if (message.type === 'snapshot') gate.last = message.position;
  else gate.last = message.frames.at(-1) ?? gate.asked;
}

/** Follows where `playerId` sits. */
export function noteSeat(gate: TableGate, { seat, player }: SeatView, playerId: string): void {
  if (player?.playerId === playerId) gate.seat = seat;
  else if (gate.seat === seat) gate.seat = null;
}
