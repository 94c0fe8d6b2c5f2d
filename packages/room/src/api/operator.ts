/** What the room's operator sees and does. */
import { assert, ok } from '@aboveboard/kit';
import type { rest } from '@aboveboard/protocol';
import { createPrincipal, openTables, type Principal, principalsOfKind, revokeAllSessions } from '@aboveboard/storage';
import type { ApiPorts } from './ports.ts';
import { settingsOf } from './tables.ts';

/** The room's first operator and its token, or null when there is one already: printed once, at the first start. */
export async function firstOperator(ports: ApiPorts): Promise<string | null> {
  if ((await principalsOfKind(ports.db.reader, 'operator')).length > 0) return null;
  const createdMs = ports.clock.nowMs();
  const operator: Principal = {
    id: ports.ids.uuid(),
    name: 'Operator',
    kind: 'operator',
    roles: ['operator', 'approver'],
    createdMs,
    seenMs: createdMs,
  };
  const opened = await ports.db.transaction(async (trx) => {
    await createPrincipal(trx, operator);
    return ok(await ports.sessions.open(trx, operator.id));
  });
  assert(opened.ok, 'the first operator is refused nothing');
  return opened.value;
}

/** Ends all sessions of the room's operator and opens a new one: for a token that was lost, or that others have seen. */
export async function renewOperator({ db, clock, sessions }: ApiPorts): Promise<string> {
  const [operator] = await principalsOfKind(db.reader, 'operator');
  assert(operator, 'a room without an operator has nothing to renew');
  const opened = await db.transaction(async (trx) => {
    await revokeAllSessions(trx, operator.id, clock.nowMs());
    return ok(await sessions.open(trx, operator.id));
  });
  assert(opened.ok, 'the operator is refused nothing');
  return opened.value;
}

export async function operatorTables({ db }: ApiPorts): Promise<rest.OperatorTable[]> {
  const tables = await openTables(db.reader);
  return tables.map((table) => ({
    settings: settingsOf(table),
    ownerId: table.owner,
    incarnation: table.incarnation,
    nextHandNo: table.nextHandNo,
    openedMs: table.openedMs,
  }));
}
