/**
 * A side of the comparison: a server in a process of its own, and the frames by which a client speaks to it. All clients of all sides are
 * plain sockets in this process, so that what they cost is the same and no part of any figure.
 */
import type { SideName } from './plan.ts';

/** What a client hears. */
export interface Ears {
  /** A command of those below was acknowledged. */
  onAck(): void;
  /** An event of its table came. */
  onEvent(bytes: number): void;
  onClosed(): void;
}

/** At a room that plays: it acts on its own turns while it is told to. */
export interface PlayingSeat {
  /** A command that leaves a record and that nobody else hears of. */
  ask(): void;
  /** A command of which everybody at the table is told once. */
  wish(): void;
  play(thinkMs: number): void;
  rest(): void;
  close(): void;
}

/** At a peer: has so many events told to all at the table. */
export interface TellingSeat {
  tell(events: number, text: string): void;
  close(): void;
}

export interface RunningSide<Seat> {
  /** Its server, the one process or the first of them; of several, all by what they are. */
  readonly pid: number;
  readonly parts: Readonly<Record<string, readonly number[]>>;
  /** Connects as the nth of the hall, greeted and nothing else; comes when it is in. */
  enterHall(n: number, onClosed: () => void): Promise<{ close(): void }>;
  /** The nth viewer of a table; the first nine of each have seats. */
  enterTable(table: number, n: number, ears: Ears): Promise<Seat>;
  stop(): Promise<void>;
}

export interface Side<Seat> {
  readonly name: SideName;
  /** What `start` needs and takes long, once for all rounds. */
  prepare(hall: number): Promise<void>;
  /** With so many tables; with none for the measures of the hall. */
  start(tables: number): Promise<RunningSide<Seat>>;
  end(): Promise<void>;
}
export type PeerSide = Side<TellingSeat>;
export type RoomSide = Side<PlayingSeat>;
