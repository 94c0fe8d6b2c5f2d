/**
 * The desk from which events and their consumers are looked after, while they are at work.
 *
 * Looking is free. A change is made for somebody, with a reason, and both are in the audit log before it is made.
 *
 * @see rules/DESK.md DESK-1, DESK-2 and DESK-9
 */
import { err, ok, type Result } from '@aboveboard/kit';
import { type DeadEvent, deadEvents, takeDeadEvent } from '@aboveboard/storage';
import { type AuditedPorts, audited } from '../../work/desk/audited.ts';
import type { Change, DeskRefusal, DeskResult } from '../../work/desk/desk-types.ts';
import { NO_REASON } from '../../work/desk/queue-desk.ts';
import type { Consumer } from '../consumer.ts';
import { rebuild, reprocess } from '../repair-consumer.ts';
import { type EventsStatus, eventsStatus } from './events-status.ts';

/** What came of an event that was to be done again; `error` where it failed again and stayed as it was. */
export interface Reprocessed {
  readonly id: number;
  readonly outcome: 'DONE' | 'NOT_DEAD' | 'FAILED_AGAIN';
  readonly error: string | null;
}

export interface EventDesk {
  status(): Promise<EventsStatus>;
  /** A consumer's dead events by id. @param after the last id of the page before. */
  dead(consumer: string, page: { readonly limit: number; readonly after: number }): DeskResult<readonly DeadEvent[]>;
  deadEvent(consumer: string, id: number): DeskResult<DeadEvent>;
  /** Hands dead events to their consumer once more, each by itself under its own id. */
  reprocess(change: Change, consumer: string, ids: readonly number[]): DeskResult<readonly Reprocessed[]>;
  /** Removes dead events for good: the consumer never takes them. @returns those that were removed. */
  discard(change: Change, consumer: string, ids: readonly number[]): DeskResult<readonly number[]>;
  /** Removes everything that the consumer wrote; it takes every event since the first again, at its own pace. */
  rebuild(change: Change, consumer: string): DeskResult<void>;
}

export interface EventDeskPorts extends AuditedPorts {
  readonly consumers: readonly Consumer[];
}

/** Ids that stand in one audit entry; of more only the number does. */
const MAX_IDS_NAMED = 20;

export function createEventDesk(ports: EventDeskPorts): EventDesk {
  const { db, consumers } = ports;
  const audit = audited(ports);
  const on = async <T>(name: string, work: (consumer: Consumer) => Promise<Result<T, DeskRefusal>>) => {
    const consumer = consumers.find((one) => one.name === name);
    return consumer ? work(consumer) : err(noSuchConsumer(name, consumers));
  };
  const change = <T>(
    wish: Change,
    name: string,
    verb: string,
    details: Readonly<Record<string, unknown>>,
    work: (consumer: Consumer) => Promise<{ value: T; outcome?: Readonly<Record<string, unknown>> }>,
  ): DeskResult<T> =>
    on(name, async (consumer) => {
      if (wish.why.trim() === '') return err(NO_REASON);
      return ok(await audit(wish, { action: `events.${verb}`, subject: name, details }, () => work(consumer)));
    });

  return {
    status: () => eventsStatus(ports),
    dead: (name, page) => on(name, async () => ok(await deadEvents(db.reader, name, page))),
    deadEvent: (name, id) =>
      on(name, async () => {
        const [found] = await deadEvents(db.reader, name, { after: id - 1, limit: 1 });
        return found?.eventId === id ? ok(found) : err(noSuchEvent(name, id));
      }),
    reprocess: (wish, name, ids) =>
      change(wish, name, 'reprocess', idsOf(ids), async (consumer) => {
        const value: Reprocessed[] = [];
        for (const id of ids) value.push(outcomeOf(id, await reprocess(ports, consumer, id)));
        return { value, outcome: { done: value.filter(({ outcome }) => outcome === 'DONE').length } };
      }),
    discard: (wish, name, ids) =>
      change(wish, name, 'discard', idsOf(ids), async () => {
        const value: number[] = [];
        for (const id of ids) {
          const taken = await db.transaction((trx) => takeDeadEvent(trx, name, id));
          if (taken.ok) value.push(id);
        }
        return { value, outcome: { removed: value.length } };
      }),
    rebuild: (wish, name) => change(wish, name, 'rebuild', {}, async (consumer) => ({ value: await rebuild(ports, consumer) })),
  };
}

function outcomeOf(id: number, done: Awaited<ReturnType<typeof reprocess>>): Reprocessed {
  if (done.ok) return { id, outcome: 'DONE', error: null };
  return { id, outcome: done.error.code, error: done.error.code === 'FAILED_AGAIN' ? done.error.error : null };
}

function idsOf(ids: readonly number[]): { events: number; ids: readonly number[] } {
  return { events: ids.length, ids: ids.slice(0, MAX_IDS_NAMED) };
}

function noSuchConsumer(name: string, consumers: readonly Consumer[]): DeskRefusal {
  const names = consumers.map((one) => one.name).join(', ');
  return { code: 'NO_SUCH_CONSUMER', message: `There is no consumer ${JSON.stringify(name)}; there are ${names}.` };
}

function noSuchEvent(name: string, id: number): DeskRefusal {
  return { code: 'NO_SUCH_EVENT', message: `No dead event of ${name} has the id ${id}.` };
}
