/**
 * The one timeline of a simulation: everything that will happen stands in a heap by its moment, and between two steps whatever a step
 * set going comes to rest. Of one moment what was set first happens first, so a run is the same each time.
 */
import { assert, type Timer } from '@aboveboard/kit';

declare const setImmediate: (task: () => void) => unknown;

export interface SimTime {
  /** True time since the simulation began, in milliseconds; what a process thinks it is may differ. */
  nowMs(): number;
  at(delayMs: number, task: () => void): Timer;
  /** Takes one step after the other up to `untilMs`; `afterStep` looks at the room at rest and ends the run with true. */
  run(untilMs: number, afterStep: () => boolean): Promise<void>;
  /** Steps taken so far. */
  steps(): number;
}

interface Step {
  readonly atMs: number;
  readonly order: number;
  task: (() => void) | null;
}

export function simTime(): SimTime {
  const heap: Step[] = [];
  let nowMs = 0;
  let order = 0;
  let steps = 0;
  return {
    nowMs: () => nowMs,
    at: (delayMs, task) => {
      assert(delayMs >= 0, `a delay of ${delayMs} ms`);
      const step: Step = { atMs: nowMs + delayMs, order: order++, task };
      push(heap, step);
      return {
        cancel: () => {
          step.task = null;
        },
      };
    },
    run: async (untilMs, afterStep) => {
      const step = (): boolean => {
        const next = nextUntil(heap, untilMs);
        if (!next?.task) return false;
        nowMs = Math.max(nowMs, next.atMs);
        steps += 1;
        next.task();
        return true;
      };
      let went: Went = 'on';
      while (went === 'on') went = await oneTurn(step, afterStep);
      if (went === 'dry') nowMs = Math.max(nowMs, untilMs);
    },
    steps: () => steps,
  };
}

/** Takes the next step from the heap; null where none is due by then. */
function nextUntil(heap: Step[], untilMs: number): Step | null {
  for (let next = heap[0]; next && next.atMs <= untilMs; next = heap[0]) {
    pop(heap);
    if (next.task) return next;
  }
  return null;
}

/** Whether there may be more steps, there is none that is due, or whoever looks on has seen enough. */
type Went = 'on' | 'dry' | 'ended';

/** Of one turn of the event loop: each turn costs as much as a small step. */
const STEPS_PER_TURN = 64;

/**
 * Promises alone are under way between two steps, and all of them have come to rest when one immediate of a turn gives way to the next.
 *
 * @param step takes one; false where none is due
 */
function oneTurn(step: () => boolean, afterStep: () => boolean): Promise<Went> {
  return new Promise((resolve, reject) => {
    let went: Went | null = null;
    const settle = (how: Went): void => {
      went = how;
      resolve(how);
    };
    const take = (no: number): void => {
      if (went !== null) return;
      try {
        if (no > 0 && afterStep()) settle('ended');
        else if (no === STEPS_PER_TURN) settle('on');
        else if (!step()) settle('dry');
      } catch (error) {
        went = 'ended';
        reject(error);
      }
    };
    for (let no = 0; no <= STEPS_PER_TURN; no++) setImmediate(() => take(no));
  });
}

function isBefore(a: Step, b: Step): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}

function push(heap: Step[], step: Step): void {
  let at = heap.push(step) - 1;
  while (at > 0) {
    const above = (at - 1) >> 1;
    const parent = heap[above] as Step;
    if (!isBefore(step, parent)) break;
    heap[at] = parent;
    at = above;
  }
  heap[at] = step;
}

function pop(heap: Step[]): void {
  const last = heap.pop();
  if (!last || heap.length === 0) return;
  let at = 0;
  for (let below = 1; below < heap.length; below = 2 * at + 1) {
    const other = heap[below + 1];
    if (other && isBefore(other, heap[below] as Step)) below += 1;
    const child = heap[below] as Step;
    if (!isBefore(child, last)) break;
    heap[at] = child;
    at = below;
  }
  heap[at] = last;
}
