import { grant, requestTransfer } from '@aboveboard/ledger';
import { sql } from 'kysely';
import { describe, expect, test, vi } from 'vitest';
import { ledgerAccounts } from '../accounts/accounts.repository.ts';
import { postBatches } from '../accounts/posting.repository.ts';
import { addApproval, noteDecision } from '../approvals/approvals.repository.ts';
import { DATA_CLASSES } from '../database/data-classes.ts';
import type { Db } from '../database/db.ts';
import type { Schema, Trx } from '../database/schema.ts';
import { createPrincipal, findPrincipal } from '../principals/principals.repository.ts';
import { createTable } from '../tables/tables.repository.ts';
import { anUnclaimedTable } from '../testing/a-table.ts';
import { DATABASES } from '../testing/databases.ts';
import { write } from '../testing/temporary-database.ts';
import { ERASURE_FATES } from './erasure-fates.ts';
import { erasedMs, erasePlayer, openMattersOf } from './privacy.repository.ts';

vi.setConfig({ testTimeout: 120_000 });

/** Ana's and Bo's rows in every table that an erasure clears, each with a text by which it is known again. */
const ROWS: { readonly [Table in keyof Schema]?: (id: string) => object } = {
  session: (id) => ({ token_hash: `hash-${id}`, principal_id: id, created_ms: 7_001, expires_ms: 7_002, revoked_ms: null }),
  session_trace: (id) => ({
    principal_id: id,
    address_hash: `a-${id}`,
    device_hash: `d-${id}`,
    first_ms: 7_003,
    last_ms: 7_004,
  }),
  command_reply: (id) => ({ table_id: 't', player_id: id, command_id: `c-${id}`, reply: `"${id}"`, at_ms: 7_005 }),
  notice: (id) => ({
    player_id: id,
    notice_key: `k-${id}`,
    kind: 'bonus-given',
    made_by: 'cashier',
    at_ms: 7_006,
    payload: '{}',
  }),
  notice_mark: (id) => ({ player_id: id, notice_key: `k-${id}`, read_ms: 7_007, is_gone: 0, at_ms: 7_008 }),
  best_win: (id) => ({ player_id: id, day_ms: 0, amount: 7_009, table_id: 't', hand_no: 1, at_ms: 7_010 }),
};

async function aPlayer(trx: Trx, id: string): Promise<void> {
  await createPrincipal(trx, { id, name: `Name of ${id}`, kind: 'guest', roles: ['player'], createdMs: 7_000 });
  await createTable(trx, { ...anUnclaimedTable(`table of ${id}`), owner: id });
  for (const [table, row] of Object.entries(ROWS))
    await trx
      .insertInto(table as 'session')
      .values(row(id) as never)
      .execute();
  const other = id === 'ana' ? 'bo' : 'ana';
  const given = grant({ playerId: id, requestId: 'g', amount: 100, atMs: 1 });
  const asked = requestTransfer({ from: id, to: other, requestId: 'r', amount: 5, expiresAtMs: 99, atMs: 1 });
  await postBatches(trx, [given, asked]);
  const { no } = await addApproval(trx, {
    ...{ kind: 'transfer', batchKey: asked.key, proposedBy: id, proposerName: `Name of ${id}`, sender: id, recipient: other },
    ...{ amount: 5, undoes: null, why: '', proposedMs: 1, expiresMs: 99 },
  });
  await noteDecision(trx, no, { by: id, name: `Name of ${id}`, why: '', atMs: 3 });
}

/** Everything in the tables that are cleared, and all names, as one text. */
async function texts(db: Db): Promise<string> {
  const tables = [...Object.keys(ROWS), 'principal', 'approval', 'card_table'];
  const all = await Promise.all(
    tables.map(async (table) => (await sql`select * from ${sql.table(table)}`.execute(db.reader)).rows),
  );
  return JSON.stringify(all);
}

test('rows of this test are in every table of which whole rows are cleared', () => {
  const cleared = Object.entries(ERASURE_FATES).flatMap(([table, fate]) => (fate === 'erased' ? table : []));
  expect([...Object.keys(ROWS), 'principal'].sort()).toEqual(cleared.sort());
  expect(Object.keys(DATA_CLASSES)).toEqual(expect.arrayContaining(cleared));
});

describe.each(DATABASES)('erasing a player on $name', ({ temporaryDatabase }) => {
  test('[PRIVACY-4] [PRIVACY-5] clears what is personal of that player alone, and leaves the books', async () => {
    const db = await temporaryDatabase();
    await write(db, async (trx) => {
      await aPlayer(trx, 'ana');
      await aPlayer(trx, 'bo');
    });
    const bo = await findPrincipal(db.reader, 'bo');
    const books = await ledgerAccounts(db.reader);
    expect(await openMattersOf(db.reader, 'ana')).toEqual({ atTables: 0, reserved: 10 });
    const before = await texts(db);
    for (const trace of ['Name of ana', 'hash-ana', 'a-ana', 'd-ana', 'c-ana', 'k-ana']) expect(before).toContain(trace);

    await write(db, (trx) => erasePlayer(trx, 'ana', 8_000));

    const after = await texts(db);
    for (const trace of ['Name of ana', 'hash-ana', 'a-ana', 'd-ana', 'c-ana', 'k-ana']) expect(after).not.toContain(trace);
    for (const trace of ['Name of bo', 'hash-bo', 'a-bo', 'd-bo', 'c-bo', 'k-bo']) expect(after).toContain(trace);
    expect(await findPrincipal(db.reader, 'ana')).toEqual({
      ...{ id: 'ana', name: 'Erased player', kind: 'guest', roles: [], createdMs: 0, seenMs: 0 },
    });
    expect([await erasedMs(db.reader, 'ana'), await erasedMs(db.reader, 'bo')]).toEqual([8_000, null]);
    expect(await findPrincipal(db.reader, 'bo')).toEqual(bo);
    const owners = await db.reader.selectFrom('card_table').select('owner').orderBy('id').execute();
    expect(owners.map(({ owner }) => owner)).toEqual([null, 'bo']);
    expect(await ledgerAccounts(db.reader)).toEqual(books);
  });
});
