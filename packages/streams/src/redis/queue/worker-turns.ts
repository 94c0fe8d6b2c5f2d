/**
 * What a process settles of a queue in one turn of its event loop goes to Redis in one call, with the claim for the places it freed; what is
 * asked of other queues in that turn goes in the same round trip.
 */
import { WHEEL } from '../../queue/priority.ts';
import type { QueueSpec } from '../../queue/queue-store.ts';
import type { Asker } from './asker.ts';
import { WORK } from './scripts/working.ts';

/** Most settlements of a call, and about as many bytes, so that no script holds Redis up for long. */
const MOST = 1_000;
const MOST_BYTES = 1_000_000;

/** What is to be booked of a run. */
export interface Settlement {
  readonly id: string;
  readonly run: number;
  readonly what: 'complete' | 'fail' | 'bury' | 'give-back' | 'progress';
  readonly a: string;
  readonly b: string | number;
}

export interface ClaimOf {
  readonly worker: string;
  readonly claim: string;
  readonly limit: number;
}

/** The ms to the next due job, -1 for none, and the claimed jobs as lists. */
export type Claimed = readonly [nextDue: string, jobs: readonly (readonly string[])[]];

export interface WorkerTurns {
  settle(settlement: Settlement): Promise<string>;
  claim(of: ClaimOf): Promise<Claimed>;
}

interface Asked<Q, A> {
  readonly question: Q;
  readonly resolve: (answer: A) => void;
  readonly reject: (error: unknown) => void;
}

export function workerTurns({ run }: Asker, queue: QueueSpec): WorkerTurns {
  let settlements: Asked<Settlement, string>[] = [];
  let claims: Asked<ClaimOf, Claimed>[] = [];
  let isDue = false;

  const send = async (settling: readonly Asked<Settlement, string>[], claiming: Asked<ClaimOf, Claimed> | undefined) => {
    try {
      const { worker, claim, limit } = claiming?.question ?? { worker: '', claim: '', limit: 0 };
      const booked = settling.flatMap(({ question: { id, run, what, a, b } }) => [id, run, what, a, b]);
      const args = [queue.keepResultMs, queue.maxAttempts, worker, claim, limit, WHEEL_TEXT, ...booked];
      const [answers, nextDue, jobs] = await run<[string[], string, string[][]]>(queue, WORK, ...args);
      claiming?.resolve([nextDue, jobs]);
      for (const [i, { resolve }] of settling.entries()) resolve(answers[i] as string);
    } catch (error) {
      for (const { reject } of settling) reject(error);
      claiming?.reject(error);
    }
  };
  const sendAll = (): void => {
    isDue = false;
    const [toSettle, toClaim] = [settlements, claims];
    settlements = [];
    claims = [];
    while (toSettle.length > 0 || toClaim.length > 0) void send(toSettle.splice(0, countOf(toSettle)), toClaim.shift());
  };
  const due = (): void => {
    if (isDue) return;
    isDue = true;
    setImmediate(sendAll);
  };
  return {
    settle: (question) =>
      new Promise((resolve, reject) => {
        settlements.push({ question, resolve, reject });
        due();
      }),
    claim: (question) =>
      new Promise((resolve, reject) => {
        claims.push({ question, resolve, reject });
        due();
      }),
  };
}

const WHEEL_TEXT = WHEEL.join('');

/** How many of them go in one call, one at least. */
function countOf(settlements: readonly Asked<Settlement, string>[]): number {
  let bytes = 0;
  const tooMany = settlements.findIndex(({ question }, i) => {
    bytes += question.a.length;
    return i > 0 && (i >= MOST || bytes > MOST_BYTES);
  });
  return tooMany === -1 ? settlements.length : tooMany;
}
