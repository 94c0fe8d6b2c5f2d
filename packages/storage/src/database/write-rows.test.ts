import { expect, test } from 'vitest';
import { DATABASES } from '../testing/databases.ts';
import { write } from '../testing/temporary-database.ts';
import type { Db } from './db.ts';
import { insertRows, updateRows } from './write-rows.ts';

/** More than three statements of MariaDB's; two at each of the tables. */
const ROWS = Array.from({ length: 350 }, (_, i) => ({ table_id: `table-${i % 175}`, ended_ms: i, hand_no: i, game: 'NT' }));

const all = (db: Db) => db.reader.selectFrom('table_hand').selectAll().orderBy('hand_no').execute();
const plain = (rows: Awaited<ReturnType<typeof all>>) => rows.map((row) => ({ ...row }));

test.each(DATABASES)('many rows are written and changed together on $name, and those that are otherwise stay', async (one) => {
  const db = await one.temporaryDatabase();
  await write(db, (trx) => insertRows(trx, 'table_hand', []));
  await write(db, (trx) => insertRows(trx, 'table_hand', ROWS));
  expect(plain(await all(db))).toEqual(ROWS);
  const rename = (wanted: (row: (typeof ROWS)[number]) => number) =>
    write(db, (trx) =>
      updateRows(trx, ROWS, {
        table: 'table_hand',
        key: { table_id: (row) => row.table_id, ended_ms: (row) => row.ended_ms },
        set: { game: (row) => `G${row.hand_no}` },
        guard: { hand_no: wanted },
      }),
    );
  expect(await rename((row) => (row.hand_no % 7 === 0 ? -1 : row.hand_no))).toBe(300);
  const isSame = (no: number) => no % 7 === 0;
  expect(plain(await all(db))).toEqual(ROWS.map((row) => (isSame(row.hand_no) ? row : { ...row, game: `G${row.hand_no}` })));
  const broken = db.transaction(
    (trx) => insertRows(trx, 'table_hand', [{ ...ROWS[0], hand_no: 999 }, ROWS[1]] as never) as never,
  );
  await expect(broken).rejects.toThrow();
  expect(await all(db)).toHaveLength(350);
});
