/**
 * Lets people see what happened: events of one burst are shown one after the other, each for a moment.
 *
 * Showing never holds up playing. The moment the own turn comes, or the player was away, or more than `GIVEN_UP_MS` is
 * waiting, all of it is shown at once; and the more is waiting beyond `MOST_BEHIND_MS`, the shorter each moment gets.
 */
import type { TableHappening, TableView } from '@aboveboard/client';
import type { Scheduler, Timer } from '@aboveboard/kit';
import type { TableEvent } from '@aboveboard/protocol';

export type MotionSpeed = 'off' | 'fast' | 'normal';

/** How long each kind of event stays alone on the table, in milliseconds at normal speed; the others take no time. */
const MOMENTS: Partial<Record<TableEvent['kind'], number>> = {
  'hole-dealt': 25,
  discarded: 220,
  folded: 120,
  checked: 160,
  called: 180,
  raised: 220,
  'uncalled-returned': 260,
  'pots-gathered': 340,
  'board-dealt': 520,
  'runs-agreed': 500,
  shown: 450,
  mucked: 120,
  'pot-awarded': 700,
};
export const MOST_BEHIND_MS = 2_500;
/** More than the longest run-out: so far behind, the table would no longer tell the truth. */
export const GIVEN_UP_MS = 4 * MOST_BEHIND_MS;
const FACTOR: Readonly<Record<MotionSpeed, number>> = { off: 0, fast: 0.5, normal: 1 };

export type Pacer = {
  push(happening: TableHappening): void;
  /** Drops what is waiting: the view given is the truth now. */
  flush(view: TableView): void;
  stop(): void;
};

export function createPacer(port: {
  scheduler: Scheduler;
  speed: () => MotionSpeed;
  show: (view: TableView, event: TableEvent | null) => void;
}): Pacer {
  let waiting: TableHappening[] = [];
  let timer: Timer | null = null;

  const momentOf = (event: TableEvent) => (MOMENTS[event.kind] ?? 0) * FACTOR[port.speed()];
  const behindMs = () => waiting.reduce((sum, { event }) => sum + momentOf(event), 0);
  const next = (): void => {
    timer = null;
    for (;;) {
      const happening = waiting.shift();
      if (!happening) return;
      port.show(happening.view, happening.event);
      const moment = momentOf(happening.event) * Math.min(1, MOST_BEHIND_MS / Math.max(behindMs(), 1));
      if (moment < 1) continue;
      timer = port.scheduler.after(moment, next);
      return;
    }
  };
  const drop = (): void => {
    timer?.cancel();
    timer = null;
    waiting = [];
  };

  return {
    push(happening) {
      const { event, view, isCatchUp } = happening;
      const isTurn = event.kind === 'turn' || event.kind === 'draw-turn';
      if (isCatchUp || (isTurn && event.seat === view.ownSeat) || port.speed() === 'off') {
        drop();
        port.show(view, event);
        return;
      }
      waiting.push(happening);
      if (behindMs() > GIVEN_UP_MS) {
        drop();
        port.show(view, event);
      } else if (!timer) next();
    },
    flush(view) {
      drop();
      port.show(view, null);
    },
    stop: drop,
  };
}
