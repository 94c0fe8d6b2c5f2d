/** The states of several tables, written together. */
import { err, ok, type Result } from '@aboveboard/kit';
import type { Trx } from '../database/schema.ts';
import { updateRows } from '../database/write-rows.ts';
import type { Fence } from './tables.repository.ts';

interface TableState {
  readonly fence: Fence;
  /** @see packState */
  readonly packedState: Uint8Array;
}

/** Keeps what the engine knows of each table; of a table that is there twice, the last. `FENCED`: one is not the caller's; undo what is written. */
export async function saveTableStates(trx: Trx, states: readonly TableState[]): Promise<Result<void, 'FENCED'>> {
  const last = new Map(states.map((one) => [one.fence.tableId, one]));
  const saved = await updateRows(trx, [...last.values()], {
    table: 'table_state',
    key: { table_id: ({ fence }) => fence.tableId },
    set: { state: ({ packedState }) => packedState },
    guard: { epoch: ({ fence }) => fence.epoch },
  });
  return saved === last.size ? ok(undefined) : err('FENCED');
}
