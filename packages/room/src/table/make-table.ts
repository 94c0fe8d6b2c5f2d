/** A new table: its row in the database, for a shard to find. */
import { emptyTable } from '@aboveboard/engine';
import { type Clock, type Ids, ok, type Random } from '@aboveboard/kit';
import type { TableSettings } from '@aboveboard/protocol';
import { createTable, type Db } from '@aboveboard/storage';
import type { NewTable } from '../ports.ts';
import { inviteHash, newInvite } from './invite.ts';
import { tableRules } from './table-rules.ts';

export interface MakeTablePorts {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
}

export interface MadeTable {
  readonly settings: TableSettings;
  /** Opens a private table and is given here only; it is stored hashed. */
  readonly invite: string | null;
}

/** @param waitListLimit most who wait for a seat */
export async function makeTable(
  { db, clock, ids, random }: MakeTablePorts,
  { settings: wanted, ownerId }: NewTable,
  waitListLimit: number,
): Promise<MadeTable> {
  const settings: TableSettings = { ...wanted, tableId: ids.uuid() };
  const invite = settings.isPrivate ? newInvite(random) : null;
  await db.transaction(async (trx) =>
    ok(
      await createTable(trx, {
        id: settings.tableId,
        name: settings.name,
        config: settings,
        inviteHash: invite === null ? null : inviteHash(invite),
        owner: ownerId,
        state: { table: emptyTable(tableRules(settings, waitListLimit)), members: {} },
        openedMs: clock.nowMs(),
      }),
    ),
  );
  return { settings, invite };
}
