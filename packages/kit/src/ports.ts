/**
 * Time and chance come in from outside, so that a hand, a table or a whole room can be run again exactly.
 */

/** Wall time. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  nowMs(): number;
}

/** A task that has been put off. */
export interface Timer {
  /** After this the task does not run. Harmless when it has run already. */
  cancel(): void;
}

export interface Scheduler {
  /** Runs `task` once, `delayMs` from now or a little later; never at once. */
  after(delayMs: number, task: () => void): Timer;
}

/** Unpredictable bytes: the operating system's in a room, a seeded stream in a simulation. */
export interface Random {
  bytes(length: number): Uint8Array;
}

export interface Ids {
  /** A new UUID, version 4 or 7, lower case. */
  uuid(): string;
}
