/**
 * Jobs added from the command line, and what becomes of them. They are the room's from the moment it has taken them: whoever waits here only
 * watches.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Result } from '@aboveboard/kit';
import { operatorRest as rest } from '@aboveboard/protocol';
import { answered, Complaint } from '../../control/complaint.ts';
import type { Control, ControlFault } from '../../control/control-client.ts';
import { queuePath } from '../queue/queue-paths.ts';

export interface Order {
  /** What a person calls it: the file, or the table and day. */
  readonly name: string;
  readonly payload: object;
  readonly key?: string;
}

export interface EndedJob {
  readonly name: string;
  /** The result of a job that is done, as its handler left it; null where it is known no more, or the job failed. */
  readonly result: string | null;
  /** Why it is dead; null for one that is done. */
  readonly fault: string | null;
  readonly units: number;
}

export interface Batch {
  readonly queue: string;
  readonly why: string;
  readonly orders: readonly Order[];
}

export interface BatchProgress {
  readonly added: number;
  readonly ended: number;
  readonly faults: number;
  /** Hands that ended jobs have handled. */
  readonly units: number;
}

const AT_ONCE = rest.MAX_JOBS_NAMED;
const LOOK_EVERY_MS = 400;
/** Jobs that are looked at each time: the oldest, which end first. */
const LOOKED_AT = 4 * AT_ONCE;
/** A full queue in which nothing moves for so long is paused, or full of dead letters. */
const STILL_MS = 10_000;
/** How often a queue store that is away is asked again, a second later each time. */
const MOST_SILENCES = 30;

type Pending = Order & { readonly id: string };

export interface RunningBatch {
  /** Hands all jobs over; waits where the queue is full. */
  add(): Promise<void>;
  /** Until each job has ended; after `add`. */
  ended(): Promise<readonly EndedJob[]>;
}

/** @param told hears how far it is. */
export function jobBatch(
  control: Control,
  { queue, why, orders }: Batch,
  told: (progress: BatchProgress) => void,
): RunningBatch {
  const run = randomUUID();
  const jobs = orders.map((order, i): Pending => ({ ...order, id: `${queue}-${run}-${i + 1}` }));
  const pending = new Map<string, Pending>();
  const ended: EndedJob[] = [];
  let [added, faults, units] = [0, 0, 0];
  const tell = (): void => told({ added, ended: ended.length, faults, units });

  const addPart = async (part: readonly Pending[]): Promise<Pending[]> => {
    const wanted = part.map(({ id, payload, key }) => ({
      id,
      payload: JSON.stringify(payload),
      ...(key !== undefined && { key }),
    }));
    const path = `/control/queues/${queue}/jobs`;
    const { jobs: outcomes } = await patiently(() => control.post(path, { why, jobs: wanted }, rest.addJobsReply));
    const full: Pending[] = [];
    for (const [i, job] of part.entries()) {
      const outcome = outcomes[i]?.outcome;
      if (outcome === 'FULL') full.push(job);
      else if (outcome === 'TOO_LARGE') throw new Complaint(`${job.name}: its name is too long for a job.`);
      else {
        added += 1; // DUPLICATE: an answer that was lost said so before
        pending.set(job.id, job);
      }
    }
    return full;
  };
  const lookAround = async (): Promise<void> => {
    const ids = [...pending.keys()].slice(0, LOOKED_AT);
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      const part = ids.slice(at, at + AT_ONCE);
      const path = `/control/queues/${queue}/look`;
      const { jobs: views } = await patiently(() => control.post(path, { ids: part }, rest.lookReply));
      for (const [i, id] of part.entries()) await settle(id, views[i] ?? null);
    }
    tell();
  };
  const settle = async (id: string, view: View): Promise<void> => {
    const job = pending.get(id);
    const isOver = view === null || ['done', 'dead', 'cancelled'].includes(view.state);
    if (!job || !isOver) return;
    const fault = view?.state === 'dead' ? await lastError(id) : view?.state === 'cancelled' ? 'it was cancelled' : null;
    pending.delete(id);
    faults += fault === null ? 0 : 1;
    units += view?.progress?.done ?? 0;
    ended.push({ name: job.name, result: view?.result ?? null, fault, units: view?.progress?.done ?? 0 });
  };
  const lastError = async (id: string): Promise<string> => {
    const letter = await control.get(queuePath(queue, '/dead/letter', { id }), rest.deadLetter);
    return letter.ok ? (letter.value.errors.at(-1)?.message ?? letter.value.reason) : letter.error.message;
  };

  return {
    async add() {
      for (let at = 0; at < jobs.length; at += AT_ONCE) {
        let left = await addPart(jobs.slice(at, at + AT_ONCE));
        tell();
        for (let movedAtMs = performance.now(); left.length > 0; ) {
          await wait(LOOK_EVERY_MS);
          const before = added + ended.length;
          await lookAround();
          left = await addPart(left);
          if (added + ended.length > before) movedAtMs = performance.now();
          else if (performance.now() - movedAtMs > STILL_MS) throw new Complaint(fullText(queue, added, jobs.length));
        }
      }
    },
    async ended() {
      while (pending.size > 0) {
        await lookAround();
        if (pending.size > 0) await wait(LOOK_EVERY_MS);
      }
      return ended;
    },
  };
}

function fullText(queue: string, added: number, wanted: number): string {
  return `The queue is full and nothing in it moves: is it paused, or full of dead letters? Look with: npx aboveboard queue stats --queue ${queue}. It has ${added} of these ${wanted} jobs; say the same again for the others.`;
}

type View = NonNullable<ReturnType<typeof rest.lookReply.parse>['jobs'][number]> | null;

/** A queue store that is away for a moment is asked again: both adding and looking may be repeated. */
async function patiently<T>(ask: () => Promise<Result<T, ControlFault>>): Promise<T> {
  for (let silences = 0; ; silences++) {
    const answer = await ask();
    const isAway = !answer.ok && answer.error.code === 'UNAVAILABLE';
    if (!isAway || silences === MOST_SILENCES) return answered(answer);
    await wait(1_000);
  }
}
