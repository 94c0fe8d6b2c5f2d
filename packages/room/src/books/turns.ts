/** One thing at a time, each in pieces that others come between, and what is under way. */
import type { Scheduler } from '@aboveboard/kit';
import type { UnderWay } from './desk-types.ts';
import type { Walk } from './walk.ts';

export interface Turns {
  /** Does it after all that was asked for before. */
  inTurn<T>(what: UnderWay['what'], work: (walk: Walk) => Promise<T>): Promise<T>;
  underWay(): UnderWay | null;
  /** What is under way fails at its next pause, and nothing begins any more; nothing is under way afterwards. */
  stop(): Promise<void>;
}

export function createTurns(scheduler: Scheduler): Turns {
  let underWay: UnderWay | null = null;
  let isOver = false;
  let last: Promise<unknown> = Promise.resolve();
  const goOn = (): void => {
    if (isOver) throw new Error('the room is stopping');
  };
  const walkOf = (what: UnderWay['what']): Walk => ({
    breathe: async () => {
      await new Promise<void>((resolve) => scheduler.after(0, resolve));
      goOn();
    },
    progress: (done, of) => {
      underWay = { what, done, of };
    },
  });
  return {
    inTurn(what, work) {
      const done = last.then(async () => {
        goOn();
        underWay = { what, done: 0, of: 0 };
        try {
          return await work(walkOf(what));
        } finally {
          underWay = null;
        }
      });
      last = done.catch(() => {});
      return done;
    },
    underWay: () => underWay,
    async stop() {
      isOver = true;
      await last;
    },
  };
}
