/**
 * The people who run a room: operators, who look and change, and approvers, who are the second pair of eyes. One may be both, and not for the
 * same thing.
 * @see rules/CASHIER.md CASHIER-1, CASHIER-2
 */
import { assert, type Clock, type Ids, ok, type Result } from '@aboveboard/kit';
import {
  createPrincipal,
  type Db,
  findPrincipal,
  type Principal,
  principalsOfKind,
  revokeAllSessions,
} from '@aboveboard/storage';
import type { Sessions } from '../sessions/sessions.ts';
import { auditChange } from '../work/desk/audit-change.ts';
import type { Change } from '../work/desk/desk-types.ts';

export type StaffRole = 'operator' | 'approver';

export interface StaffPorts {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly sessions: Sessions;
}

export interface StaffMember {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly StaffRole[];
  readonly createdMs: number;
  readonly seenMs: number;
}

/** Everybody who ever had a token of the room, oldest first. */
export async function listStaff({ db }: Pick<StaffPorts, 'db'>): Promise<readonly StaffMember[]> {
  return (await principalsOfKind(db.reader, 'operator')).map(memberOf);
}

/** @returns the token, which is given here and never again. */
export async function addStaff(
  { db, clock, ids, sessions }: StaffPorts,
  change: Change,
  { name, roles }: { readonly name: string; readonly roles: readonly StaffRole[] },
): Promise<{ readonly member: StaffMember; readonly token: string }> {
  const createdMs = clock.nowMs();
  const principal: Principal = { id: ids.uuid(), name, kind: 'operator', roles, createdMs, seenMs: createdMs };
  const opened = await db.transaction(async (trx) => {
    await createPrincipal(trx, principal);
    await auditChange(trx, change, { atMs: createdMs, action: 'staff.add', subject: principal.id, details: { name, roles } });
    return ok(await sessions.open(trx, principal.id));
  });
  assert(opened.ok, 'a new operator is refused nothing');
  return { member: memberOf(principal), token: opened.value };
}

/** Ends all sessions of one of them, who comes in no more: a token is made only with its principal. */
export function endStaffSessions(
  { db, clock }: Pick<StaffPorts, 'db' | 'clock'>,
  change: Change,
  principalId: string,
): Promise<Result<void, 'NO_SUCH_STAFF'>> {
  return db.transaction(async (trx) => {
    const principal = await findPrincipal(trx, principalId);
    if (principal?.kind !== 'operator') return { ok: false, error: 'NO_SUCH_STAFF' as const };
    const atMs = clock.nowMs();
    await revokeAllSessions(trx, principalId, atMs);
    await auditChange(trx, change, {
      atMs,
      action: 'staff.end-sessions',
      subject: principalId,
      details: { name: principal.name },
    });
    return ok(undefined);
  });
}

function memberOf({ id, name, roles, createdMs, seenMs }: Principal): StaffMember {
  return { id, name, roles: roles.filter((role) => role === 'operator' || role === 'approver'), createdMs, seenMs };
}
