/**
 * A mailbox: what reaches one table, done strictly one after the other.
 *
 * It is bounded for what comes from outside, and says so; the table's own timers are few and always get in.
 */
export interface Mailbox {
  /** Queues a task; false, and nothing is queued, when the box is full. */
  offer(task: Task): boolean;
  /** Queues a task of the table's own, which may not be lost. */
  post(task: Task): void;
  /** Resolves when everything queued so far, and what that queued, is done. */
  idle(): Promise<void>;
  /** Drops what waits; the task under way runs to its end. */
  close(): void;
}

export type Task = () => Promise<void>;

/** @param onFault takes what a task threw: our own mistake, never a player's. */
export function createMailbox(limit: number, onFault: (error: unknown) => void): Mailbox {
  const waiting: Task[] = [];
  let isClosed = false;
  let running: Promise<void> | null = null;

  const run = async (): Promise<void> => {
    await null; // never within the call that queued it
    for (let task = waiting.shift(); task; task = waiting.shift()) {
      try {
        await task();
      } catch (error) {
        onFault(error);
      }
    }
    running = null;
  };
  const post = (task: Task): void => {
    if (isClosed) return;
    waiting.push(task);
    running ??= run();
  };
  return {
    offer: (task) => {
      if (isClosed || waiting.length >= limit) return false;
      post(task);
      return true;
    },
    post,
    idle: async () => {
      while (running) await running;
    },
    close: () => {
      isClosed = true;
      waiting.length = 0;
    },
  };
}
