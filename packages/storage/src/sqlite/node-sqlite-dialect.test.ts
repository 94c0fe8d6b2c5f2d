import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { NodeSqliteDialect } from './node-sqlite-dialect.ts';

interface Shapes {
  shape: { n: number; text: string | null; bytes: Uint8Array | null };
}

function shapes(): Kysely<Shapes> {
  const database = new DatabaseSync(':memory:');
  database.exec('create table shape (n integer primary key, text text, bytes blob) strict');
  const kysely = new Kysely<Shapes>({ dialect: new NodeSqliteDialect(database) });
  onTestFinished(() => kysely.destroy());
  return kysely;
}

describe('the dialect', () => {
  test('brings texts, bytes and nothing back as they went in', async () => {
    const db = shapes();
    const rows = [
      { n: 1, text: 'Ana ♠', bytes: Uint8Array.of(0, 255) },
      { n: 2, text: null, bytes: null },
    ];
    await db.insertInto('shape').values(rows).execute();
    expect(await db.selectFrom('shape').selectAll().orderBy('n').execute()).toEqual(rows);
  });

  test('takes bytes as first parameter for bytes', async () => {
    const db = shapes();
    await db
      .insertInto('shape')
      .values({ bytes: Uint8Array.of(7), n: 1, text: 'x' })
      .execute();
    const found = await db.selectFrom('shape').select('n').where('bytes', '=', Uint8Array.of(7)).execute();
    expect(found).toEqual([{ n: 1 }]);
  });

  test('writes yes and no as 1 and 0', async () => {
    expect((await sql<{ yes: number; no: number }>`select ${true} as yes, ${false} as no`.execute(shapes())).rows).toEqual([
      { yes: 1, no: 0 },
    ]);
  });

  test('says how many rows a write touched', async () => {
    const db = shapes();
    const inserted = await db
      .insertInto('shape')
      .values([{ n: 1 }, { n: 2 }] as never)
      .executeTakeFirstOrThrow();
    expect(inserted.numInsertedOrUpdatedRows).toBe(2n);
    const missed = await db.updateTable('shape').set({ text: 'x' }).where('n', '=', 9).executeTakeFirstOrThrow();
    expect(missed.numUpdatedRows).toBe(0n);
  });

  test('refuses to read a number it could not hold exactly', async () => {
    const db = shapes();
    await sql`insert into shape (n) values (9007199254740993)`.execute(db);
    await expect(db.selectFrom('shape').selectAll().execute()).rejects.toThrow('too large');
  });

  test('runs a statement again and again, also when many others came between', async () => {
    const db = shapes();
    for (let i = 0; i < 600; i++) {
      const { rows } = await sql<{ n: number }>`select ${sql.lit(i)} + ${i} as n`.execute(db);
      expect(rows).toEqual([{ n: 2 * i }]);
    }
    await db.insertInto('shape').values({ n: 5, text: null, bytes: null }).execute();
    for (let i = 0; i < 3; i++) expect(await db.selectFrom('shape').select('n').execute()).toEqual([{ n: 5 }]);
  });
});
