/** The states of several tables, written together. */
import { err, ok, type Result } from '@aboveboard/kit';
import { sql } from 'kysely';
import { inBatches } from '../database/batches.ts';
import { toJson } from '../database/json.ts';
import { ofEach } from '../database/of-each.ts';
import type { Trx } from '../database/schema.ts';
import type { Fence } from './tables.repository.ts';

interface TableState {
  readonly fence: Fence;
  readonly state: unknown;
}

/** Keeps what the engine knows of each table; of a table that is there twice, the last. `FENCED`: one is not the caller's; undo what is written. */
export async function saveTableStates(trx: Trx, states: readonly TableState[]): Promise<Result<void, 'FENCED'>> {
  const last = new Map(states.map((one) => [one.fence.tableId, one]));
  for (const some of inBatches([...last.values()])) {
    const each = (valueFor: (one: TableState) => unknown) => ofEach('id', some, ({ fence }) => fence.tableId, valueFor);
    const saved = await sql`update card_table set state = ${each(({ state }) => toJson(state))}
      where id in (${sql.join(some.map(({ fence }) => fence.tableId))})
        and epoch = ${each(({ fence }) => fence.epoch)}`.execute(trx);
    if (saved.numAffectedRows !== BigInt(some.length)) return err('FENCED');
  }
  return ok(undefined);
}
