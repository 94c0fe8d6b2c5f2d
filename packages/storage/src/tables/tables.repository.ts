/**
 * Card tables: what they are, what the engine knows of them between hands, and who may write.
 *
 * Whoever runs a table has claimed it and holds its epoch. Every write names that epoch in its own WHERE, so an owner that
 * was replaced changes nothing any more: `FENCED`.
 */
import { err, ok, type Result } from '@aboveboard/kit';
import { inBatches } from '../database/batches.ts';
import { fromJson, toJson } from '../database/json.ts';
import type { Reader, Trx } from '../database/schema.ts';
import { packState, unpackState } from './packed-state.ts';
import { saveTableStates } from './table-states.repository.ts';

export interface TableRecord {
  readonly id: string;
  readonly name: string;
  readonly config: unknown;
  readonly isPrivate: boolean;
  readonly inviteHash: string | null;
  readonly owner: string | null;
  readonly state: unknown;
  readonly incarnation: number;
  readonly epoch: number;
  readonly nextHandNo: number;
  readonly lastCloseIndex: number | null;
  readonly openedMs: number;
  readonly closedMs: number | null;
}

export interface NewTable {
  readonly id: string;
  readonly name: string;
  readonly config: unknown;
  /** Null for a public table; else the hash of the secret in its invite link, lower-case hex. */
  readonly inviteHash: string | null;
  /** The principal who opened it; null for the house. */
  readonly owner: string | null;
  readonly state: unknown;
  readonly openedMs: number;
}

/** A claim on a table: what its owner writes with. */
export interface TableClaim {
  readonly tableId: string;
  readonly epoch: number;
  /** Grows with every claim; positions of the table carry it. */
  readonly incarnation: number;
}

/** The right to write to a table; a `TableClaim` is one. */
export type Fence = Pick<TableClaim, 'tableId' | 'epoch'>;

export async function createTable(trx: Trx, table: NewTable): Promise<void> {
  await trx
    .insertInto('card_table')
    .values({
      id: table.id,
      name: table.name,
      config: toJson(table.config),
      is_private: table.inviteHash === null ? 0 : 1,
      invite_hash: table.inviteHash,
      owner: table.owner,
      incarnation: 0,
      epoch: 0,
      next_hand_no: 1,
      last_close_index: null,
      opened_ms: table.openedMs,
      closed_ms: null,
    })
    .execute();
  await trx
    .insertInto('table_state')
    .values({ table_id: table.id, epoch: 0, state: packState(table.state) })
    .execute();
}

export async function findTable(reader: Reader, tableId: string): Promise<TableRecord | null> {
  const row = await tablesWithState(reader).where('id', '=', tableId).executeTakeFirst();
  return row ? recordOf(row) : null;
}

/** Those of these tables that are private. */
export async function privateTablesAmong(reader: Reader, tableIds: readonly string[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const some of inBatches([...new Set(tableIds)])) {
    const rows = await reader
      .selectFrom('card_table')
      .select('id')
      .where('id', 'in', some)
      .where('is_private', '=', 1)
      .execute();
    for (const { id } of rows) found.add(id);
  }
  return found;
}

/** Tables that are not closed, oldest first, private ones too. */
export async function openTables(reader: Reader): Promise<readonly TableRecord[]> {
  const rows = await tablesWithState(reader).where('closed_ms', 'is', null).orderBy('opened_ms').orderBy('id').execute();
  return rows.map(recordOf);
}

function tablesWithState(reader: Reader) {
  return reader
    .selectFrom('card_table')
    .innerJoin('table_state', 'table_state.table_id', 'id')
    .selectAll('card_table')
    .select('state');
}

/** What whoever places tables looks at: every table that is not closed, oldest first, with the epoch it was last claimed at. */
export function openTableEpochs(reader: Reader): Promise<readonly { readonly id: string; readonly epoch: number }[]> {
  const open = reader.selectFrom('card_table').select(['id', 'epoch']).where('closed_ms', 'is', null);
  return open.orderBy('opened_ms').orderBy('id').execute();
}

export async function isOpenTable(reader: Reader, tableId: string): Promise<boolean> {
  const open = reader.selectFrom('card_table').select('id').where('id', '=', tableId).where('closed_ms', 'is', null);
  return (await open.executeTakeFirst()) !== undefined;
}

/**
 * Makes the caller the table's only writer: whoever wrote before is fenced from now on.
 *
 * @param epoch of the caller's lease
 * @returns `FENCED` when the table was claimed at this epoch or a later one, or is closed
 */
export async function claimTable(trx: Trx, tableId: string, epoch: number): Promise<Result<TableClaim, 'FENCED'>> {
  const claimed = await trx
    .updateTable('card_table')
    .set((eb) => ({ epoch, incarnation: eb('incarnation', '+', 1) }))
    .where('id', '=', tableId)
    .where('epoch', '<', epoch)
    .where('closed_ms', 'is', null)
    .executeTakeFirstOrThrow();
  if (claimed.numUpdatedRows === 0n) return err('FENCED');
  await trx.updateTable('table_state').set({ epoch }).where('table_id', '=', tableId).execute();
  const row = await trx.selectFrom('card_table').select('incarnation').where('id', '=', tableId).executeTakeFirstOrThrow();
  return ok({ tableId, epoch, incarnation: row.incarnation });
}

/** Keeps what the engine knows of the table between hands. */
export async function saveTableState(trx: Trx, fence: Fence, state: unknown): Promise<Result<void, 'FENCED'>> {
  return saveTableStates(trx, [{ fence, packedState: packState(state) }]);
}

/** Closes a table for good; its hands and its log stay. */
export async function closeTable(trx: Trx, fence: Fence, closedMs: number): Promise<Result<void, 'FENCED'>> {
  return updateOwned(trx, fence, { closed_ms: closedMs });
}

/** Makes sure of the fence for the rest of the transaction: nobody can claim the table before it ends. */
export async function holdTable(trx: Trx, fence: Fence): Promise<Result<void, 'FENCED'>> {
  return updateOwned(trx, fence, { epoch: fence.epoch });
}

type OwnedColumns = { epoch?: number; closed_ms?: number; last_close_index?: number };

/** Changes a table's row if the fence still stands. */
export async function updateOwned(trx: Trx, { tableId, epoch }: Fence, columns: OwnedColumns): Promise<Result<void, 'FENCED'>> {
  const updated = await trx
    .updateTable('card_table')
    .set(columns)
    .where('id', '=', tableId)
    .where('epoch', '=', epoch)
    .executeTakeFirstOrThrow();
  return updated.numUpdatedRows > 0n ? ok(undefined) : err('FENCED');
}

type TableRow = Awaited<ReturnType<ReturnType<typeof tablesWithState>['executeTakeFirstOrThrow']>>;

function recordOf(row: TableRow): TableRecord {
  return {
    id: row.id,
    name: row.name,
    config: fromJson(row.config),
    isPrivate: row.is_private === 1,
    inviteHash: row.invite_hash,
    owner: row.owner,
    state: unpackState(row.state),
    incarnation: row.incarnation,
    epoch: row.epoch,
    nextHandNo: row.next_hand_no,
    lastCloseIndex: row.last_close_index,
    openedMs: row.opened_ms,
    closedMs: row.closed_ms,
  };
}
