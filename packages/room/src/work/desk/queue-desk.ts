/** The desk from which queues are operated, while workers run: looking as it is asked for, changing with who and why in the audit log. */
import { err, ok, type Result } from '@aboveboard/kit';
import type { JobId, QueueSpec, QueueStore } from '@aboveboard/streams';
import { type AuditedPorts, audited } from './audited.ts';
import type { Change, DeskRefusal, QueueDesk, QueueStats, Requeued } from './desk-types.ts';

export interface DeskPorts extends AuditedPorts {
  readonly store: QueueStore;
  readonly queues: readonly QueueSpec[];
}

/** Of the payloads on one page, at most: a page is shorter where a queue's payloads may be large. */
const PAGE_BYTES = 4 * 1024 * 1024;
/** Ids that stand in one audit entry; of more only the number does. */
const MAX_IDS_NAMED = 20;

export function createQueueDesk(ports: DeskPorts): QueueDesk {
  const { store, queues } = ports;
  const audit = audited(ports);
  const find = (name: string): Result<QueueSpec, DeskRefusal> => {
    const spec = queues.find((queue) => queue.name === name);
    return spec ? ok(spec) : err(noSuchQueue(name, queues));
  };
  const look = async <T>(name: string, read: (spec: QueueSpec) => Promise<T>): Promise<Result<T, DeskRefusal>> => {
    const spec = find(name);
    return spec.ok ? ok(await read(spec.value)) : spec;
  };
  const change = async <T>(
    wish: Change,
    name: string,
    verb: string,
    details: Readonly<Record<string, unknown>>,
    work: (spec: QueueSpec) => Promise<{ value: T; outcome?: Readonly<Record<string, unknown>> }>,
  ): Promise<Result<T, DeskRefusal>> => {
    const spec = find(name);
    if (!spec.ok) return spec;
    if (wish.why.trim() === '') return err(NO_REASON);
    return ok(await audit(wish, { action: `queue.${verb}`, subject: name, details }, () => work(spec.value)));
  };
  const statsOf = async (spec: QueueSpec): Promise<QueueStats> => {
    const { name, maxJobs, maxAttempts, leaseMs } = spec;
    return { name, counts: await store.counts(spec), limits: { maxJobs, maxAttempts, leaseMs } };
  };

  return {
    async stats(name) {
      if (name === undefined) return ok(await Promise.all(queues.map(statsOf)));
      return look(name, async (spec) => [await statsOf(spec)]);
    },
    peek: (name, state, limit, from) => look(name, (spec) => store.peek(spec, state, shortened(spec, limit), from)),
    deadLetters: (name, limit, from) => look(name, (spec) => store.deadLetters(spec, shortened(spec, limit), from)),
    async deadLetter(name, id) {
      const found = await look(name, (spec) => store.deadLetter(spec, id));
      if (!found.ok) return found;
      return found.value === null ? err(noSuchJob(name, id)) : ok(found.value);
    },
    look: (name, ids) => look(name, (spec) => Promise.all(ids.map((id) => store.look(spec, id)))),

    addJobs: (wish, name, jobs) =>
      change(wish, name, 'add', idsOf(jobs.map(({ id }) => id)), async (spec) => {
        const value = await store.add(spec, jobs);
        return { value, outcome: { added: value.filter((answer) => answer.ok).length } };
      }),
    pause: (wish, name) => change(wish, name, 'pause', {}, async (spec) => ({ value: await store.pause(spec) })),
    resume: (wish, name) => change(wish, name, 'resume', {}, async (spec) => ({ value: await store.resume(spec) })),
    requeue: (wish, name, ids) =>
      change(wish, name, 'requeue', idsOf(ids), async (spec) => {
        const value: Requeued[] = [];
        for (const id of ids) {
          const answer = await store.requeue(spec, id);
          value.push({ id, outcome: answer.ok ? 'REQUEUED' : answer.error });
        }
        return { value, outcome: { requeued: value.filter(({ outcome }) => outcome === 'REQUEUED').length } };
      }),
    discard: (wish, name, { state, ids }, as) =>
      change(wish, name, as, { state, ...idsOf(ids) }, async (spec) => {
        const value = await store.discard(spec, state, ids);
        return { value, outcome: { removed: value.length } };
      }),
  };
}

export const NO_REASON: DeskRefusal = { code: 'NO_REASON', message: 'A change needs a reason, for the audit log: say why.' };

function shortened({ maxPayloadBytes }: QueueSpec, limit: number): number {
  return Math.min(limit, Math.max(1, Math.floor(PAGE_BYTES / maxPayloadBytes)));
}

function idsOf(ids: readonly JobId[]): { jobs: number; ids: readonly JobId[] } {
  return { jobs: ids.length, ids: ids.slice(0, MAX_IDS_NAMED) };
}

function noSuchQueue(name: string, queues: readonly QueueSpec[]): DeskRefusal {
  const names = queues.map((queue) => queue.name).join(', ');
  return { code: 'NO_SUCH_QUEUE', message: `There is no queue ${JSON.stringify(name)}; there are ${names}.` };
}

function noSuchJob(name: string, id: JobId): DeskRefusal {
  return { code: 'NO_SUCH_JOB', message: `No dead letter of ${name} has the id ${JSON.stringify(id)}.` };
}
