/** Where players may have seats, found by what they ever brought to tables. */
import { inBatches } from '../database/batches.ts';
import type { Reader } from '../database/schema.ts';
import { unpackState } from './packed-state.ts';

export interface TableWithState {
  readonly id: string;
  readonly state: unknown;
}

/** `escrow:<table>:<player>` */
const ESCROW = 'escrow';

/** Open tables to which the player ever brought chips, oldest first: who has a seat has brought some. */
export async function openTablesVisited(reader: Reader, playerId: string): Promise<readonly TableWithState[]> {
  const accounts = await reader
    .selectFrom('ledger_account')
    .select('id')
    .where('owner', '=', playerId)
    .where('kind', '=', ESCROW)
    .execute();
  const found: (TableWithState & { readonly openedMs: number })[] = [];
  for (const ids of inBatches(accounts.flatMap(({ id }) => id.split(':')[1] ?? []))) {
    const rows = await reader
      .selectFrom('card_table')
      .innerJoin('table_state', 'table_state.table_id', 'id')
      .select(['id', 'state', 'opened_ms'])
      .where('id', 'in', ids)
      .where('closed_ms', 'is', null)
      .execute();
    for (const { id, state, opened_ms } of rows) found.push({ id, state: unpackState(state), openedMs: opened_ms });
  }
  return found.sort((a, b) => a.openedMs - b.openedMs || (a.id < b.id ? -1 : 1));
}
