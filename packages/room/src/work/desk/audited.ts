/**
 * Changes by hand, in the audit log around the change: an entry before it is made, and one that says what came of it.
 *
 * The queues may lie in another store than the log, so the two cannot be one transaction. An entry `begun` that has no other after it
 * means that the process ended in between, and that the change may have been made; no change is ever made without one.
 * @see rules/DESK.md DESK-1
 */
import { type Clock, type Ids, ok } from '@aboveboard/kit';
import { addAudit, type Db } from '@aboveboard/storage';
import type { Change } from './desk-types.ts';

export interface AuditedPorts {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface AuditedAct {
  /** Such as `queue.pause`. */
  readonly action: string;
  /** The queue's name. */
  readonly subject: string;
  /** What is wanted, beside the queue. */
  readonly details?: Readonly<Record<string, unknown>>;
}

export type Audited = <T>(
  change: Change,
  act: AuditedAct,
  work: () => Promise<{ readonly value: T; readonly outcome?: Readonly<Record<string, unknown>> }>,
) => Promise<T>;

/** Of an error in the log. */
const MAX_ERROR_LENGTH = 500;

/** The work is not begun when its first entry cannot be written, and rejects as the work does. */
export function audited({ db, clock, ids }: AuditedPorts): Audited {
  return async (change, act, work) => {
    const ref = ids.uuid();
    const principal = change.who.principalId === undefined ? {} : { principalId: change.who.principalId };
    const record = async (stage: 'begun' | 'done' | 'failed', more: object): Promise<void> => {
      const entry = {
        atMs: clock.nowMs(),
        actorKind: change.who.kind,
        actor: change.who.name,
        action: act.action,
        subject: act.subject,
        why: change.why,
        details: { stage, ref, ...principal, ...act.details, ...more },
      };
      await db.transaction(async (trx) => ok(await addAudit(trx, entry)));
    };
    await record('begun', {});
    try {
      const { value, outcome = {} } = await work();
      await record('done', outcome);
      return value;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      // Where this entry cannot be written either, the first one stands alone, which says as much.
      await record('failed', { error: message.slice(0, MAX_ERROR_LENGTH) }).catch(() => {});
      throw error;
    }
  };
}
