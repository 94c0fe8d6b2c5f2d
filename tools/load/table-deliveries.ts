/** Frames of tables as one viewer gets them: every sequence number once and in order, from the answer to a `subscribe` on. */
import type { BatchMessage, FrameMessage, Position, SnapshotMessage, SubscribeMessage, TableEvent } from '@aboveboard/protocol';

export interface FrameCounts {
  /** Frames that came live, and in the batches of a resume. */
  frames: number;
  caughtUp: number;
  snapshots: number;
  batches: number;
  /** Sequence numbers that a snapshot stood for after a resume: the table held them no more. */
  skipped: number;
  /** Own actions, as they stand at the tables; what the clock did for the player is none. */
  actsSeen: number;
}

export interface TableDeliveries {
  readonly counts: Readonly<FrameCounts>;
  positions(): ReadonlyMap<string, Position>;
  isCurrent(tableId: string): boolean;
  /** Nothing that was asked is answered any more. */
  lost(): void;
  asked(message: SubscribeMessage): void;
  left(tableId: string): void;
  /** The player gives the seat up: a fold that follows is the room's. */
  leaving(tableId: string): void;
  take(message: SnapshotMessage | BatchMessage | FrameMessage, playerId: string): void;
}

interface Watched {
  last: Position | null;
  /** Where an unanswered `subscribe` wants to go on; undefined when none is under way. */
  asked: Position | null | undefined;
  ownSeat: number;
  isLeaving: boolean;
}

const ACTIONS: ReadonlySet<TableEvent['kind']> = new Set(['folded', 'checked', 'called', 'raised', 'discarded']);

/** @param fault hears what the contract forbids, in words. */
export function watchDeliveries(fault: (what: string) => void): TableDeliveries {
  const counts: FrameCounts = { frames: 0, caughtUp: 0, snapshots: 0, batches: 0, skipped: 0, actsSeen: 0 };
  const tables = new Map<string, Watched>();

  function begin(watched: Watched, { position, seats }: SnapshotMessage, playerId: string): void {
    const { last } = watched;
    counts.snapshots += 1;
    if (last?.incarnation === position.incarnation) counts.skipped += Math.max(0, position.seq - last.seq);
    watched.last = position;
    watched.asked = undefined;
    const own = seats.find(({ player }) => player?.playerId === playerId);
    watched.ownSeat = own?.seat ?? -1;
    watched.isLeaving = own?.status === 'leaving';
  }

  function catchUp(watched: Watched, { frames }: BatchMessage, playerId: string): void {
    counts.batches += 1;
    counts.caughtUp += frames.length;
    watched.last = watched.asked ?? watched.last;
    watched.asked = undefined;
    for (const frame of frames) goOn(watched, frame, playerId);
  }

  function goOn(watched: Watched, { incarnation, seq, event }: FrameMessage, playerId: string): void {
    const wrong = outOfOrder(watched.last, { incarnation, seq });
    if (wrong) fault(wrong);
    watched.last = { incarnation, seq };
    if (event?.kind === 'seat-changed') {
      if (event.seat.player?.playerId === playerId) {
        watched.ownSeat = event.seat.seat;
        watched.isLeaving ||= event.seat.status === 'leaving';
      } else if (event.seat.seat === watched.ownSeat) watched.ownSeat = -1;
    }
    if (event && isActionOf(event, watched)) counts.actsSeen += 1;
  }

  return {
    counts,
    positions: () => new Map([...tables].flatMap(([tableId, { last }]) => (last ? [[tableId, last] as const] : []))),
    isCurrent: (tableId) => {
      const watched = tables.get(tableId);
      return watched !== undefined && watched.last !== null && watched.asked === undefined;
    },
    lost: () => {
      for (const watched of tables.values()) watched.asked = null;
    },
    asked: ({ tableId, position = null }) => {
      const { last = null, ownSeat = -1, isLeaving = false } = tables.get(tableId) ?? {};
      tables.set(tableId, { last, asked: position, ownSeat, isLeaving });
    },
    left: (tableId) => void tables.delete(tableId),
    leaving: (tableId) => {
      const watched = tables.get(tableId);
      if (watched) watched.isLeaving = true;
    },
    take: (message, playerId) => {
      const watched = tables.get(message.tableId);
      if (!watched) return;
      if (message.type === 'snapshot') begin(watched, message, playerId);
      else if (message.type === 'batch') catchUp(watched, message, playerId);
      else if (watched.asked === undefined) {
        counts.frames += 1; // one that comes before the answer is in the answer
        goOn(watched, message, playerId);
      }
    },
  };
}

function outOfOrder(last: Position | null, { incarnation, seq }: Position): string | null {
  if (!last) return `frame ${seq} came before its table was answered`;
  if (incarnation !== last.incarnation) return `incarnation ${incarnation} came after ${last.incarnation} without a snapshot`;
  if (seq <= last.seq) return `frame ${seq} came again after ${last.seq}`;
  return seq > last.seq + 1 ? `frame ${seq} came after ${last.seq}` : null;
}

function isActionOf(event: TableEvent, { ownSeat, isLeaving }: Watched): boolean {
  if (!ACTIONS.has(event.kind) || !('timedOut' in event)) return false;
  return event.seat === ownSeat && !event.timedOut && !(isLeaving && event.kind === 'folded');
}
