/** Principals: who can act in the room. Guests, bots and operators are all rows here. */
import type { Selectable } from 'kysely';
import { inBatches } from '../database/batches.ts';
import { fromJson, toJson } from '../database/json.ts';
import type { PrincipalKind, Reader, Schema, Trx } from '../database/schema.ts';

export interface Principal {
  readonly id: string;
  readonly name: string;
  readonly kind: PrincipalKind;
  readonly roles: readonly string[];
  readonly createdMs: number;
  readonly seenMs: number;
}

export type NewPrincipal = Omit<Principal, 'seenMs'>;

export async function createPrincipal(trx: Trx, principal: NewPrincipal): Promise<void> {
  await trx
    .insertInto('principal')
    .values({
      id: principal.id,
      name: principal.name,
      kind: principal.kind,
      roles: toJson(principal.roles),
      created_ms: principal.createdMs,
      seen_ms: principal.createdMs,
    })
    .execute();
}

export async function findPrincipal(reader: Reader, id: string): Promise<Principal | null> {
  const row = await reader.selectFrom('principal').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? principalOf(row) : null;
}

/** All of one kind, oldest first: the bots to bring back at a start, or whether there is an operator yet. */
export async function principalsOfKind(reader: Reader, kind: PrincipalKind): Promise<readonly Principal[]> {
  const rows = await reader
    .selectFrom('principal')
    .selectAll()
    .where('kind', '=', kind)
    .orderBy('created_ms')
    .orderBy('id')
    .execute();
  return rows.map(principalOf);
}

/** When somebody last came in, to about a day. */
export async function markSeen(trx: Trx, id: string, seenMs: number): Promise<void> {
  await trx.updateTable('principal').set({ seen_ms: seenMs }).where('id', '=', id).execute();
}

export function principalOf(row: Selectable<Schema['principal']>): Principal {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    roles: fromJson(row.roles) as string[],
    createdMs: row.created_ms,
    seenMs: row.seen_ms,
  };
}

/** The names that some principals have now; nothing for who is not known. */
export async function namesOf(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const some of inBatches([...new Set(ids)])) {
    const rows = await reader.selectFrom('principal').select(['id', 'name']).where('id', 'in', some).execute();
    for (const { id, name } of rows) names.set(id, name);
  }
  return names;
}
