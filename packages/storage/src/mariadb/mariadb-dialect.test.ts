import { ok } from '@aboveboard/kit';
import { sql } from 'kysely';
import { createConnection } from 'mysql2/promise';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Db } from '../database/db.ts';
import { findSetting, putSetting } from '../settings/settings.repository.ts';
import { newMariaDb, temporaryMariaDb } from '../testing/mariadb-databases.ts';
import { startMariaDb } from '../testing/mariadb-server.ts';
import { write } from '../testing/temporary-database.ts';
import { DatabaseUrlError, openMariaDb } from './open-mariadb.ts';
import { retryingConflicts } from './retry-conflicts.ts';

/** On a machine that has much else to do. */
const LONG = { timeout: 60_000 };

async function ask(db: Db, query: ReturnType<typeof sql>): Promise<unknown> {
  return (await query.execute(db.reader)).rows[0];
}

describe('the dialect', () => {
  test.each(["'; drop table setting; -- ", 'back\\slash', "O\\'Brien", 'Ana ♠ 🂡', '', ' ', '\0\n\r\x1a', '$& ?'])(
    'brings the text %j back as it went in',
    async (text) => {
      const db = await temporaryMariaDb();
      await write(db, (trx) => putSetting(trx, 'k', text));
      expect(await findSetting(db.reader, 'k')).toBe(text);
    },
  );

  test('brings bytes back as plain bytes, and nothing as nothing', async () => {
    const db = await temporaryMariaDb();
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    const row = (await ask(db, sql`select cast(${bytes} as binary) as bytes, ${null} as none`)) as { bytes: Uint8Array };
    expect(row).toEqual({ bytes, none: null });
    expect(Buffer.isBuffer(row.bytes)).toBe(false);
  });

  test('reads counts, sums and averages as numbers', async () => {
    const db = await temporaryMariaDb();
    const numbers = sql`(select ${1} as n union all select ${2 ** 53 - 2})`;
    expect(await ask(db, sql`select count(*) as count, sum(n) as sum, max(n) as max from ${numbers} as numbers`)).toEqual({
      count: 2,
      sum: 2 ** 53 - 1,
      max: 2 ** 53 - 2,
    });
  });

  test('refuses to read a number it could not hold exactly', async () => {
    const db = await temporaryMariaDb();
    await expect(ask(db, sql`select 9007199254740993 as n`)).rejects.toThrow('too large');
    await expect(ask(db, sql`select sum(n) as n from (select 9007199254740993 as n) as numbers`)).rejects.toThrow('too large');
    await expect(ask(db, sql`select -9007199254740993 as n`)).rejects.toThrow('too large');
  });

  test('takes one value for a parameter, and no list or object, which would become SQL', async () => {
    const db = await temporaryMariaDb();
    for (const value of [['a', 'b'], { key: 'a' }, undefined, new Date(0)]) {
      await expect(ask(db, sql`select ${value} as x`)).rejects.toThrow('not a parameter');
    }
  });

  test('refuses what does not fit, and does not cut it', async () => {
    const db = await temporaryMariaDb();
    await expect(write(db, (trx) => putSetting(trx, 'k'.repeat(256), 'v'))).rejects.toThrow('too long');
    expect(await ask(db, sql`select count(*) as n from setting`)).toEqual({ n: 0 });
  });

  test('says how many rows a change matched, also where they were so already', async () => {
    const db = await temporaryMariaDb();
    await write(db, (trx) => putSetting(trx, 'k', 'v'));
    const again = await db.reader.updateTable('setting').set({ value: 'v' }).where('key', '=', 'k').executeTakeFirstOrThrow();
    expect(again.numUpdatedRows).toBe(1n);
    const none = await db.reader.updateTable('setting').set({ value: 'v' }).where('key', '=', 'x').executeTakeFirstOrThrow();
    expect(none.numUpdatedRows).toBe(0n);
  });
});

describe('transactions that need what another has', () => {
  /** Two that read both of two rows and then each writes one: one of them cannot go on. */
  async function crossed(db: Db): Promise<void> {
    await write(db, (trx) => putSetting(trx, 'a', '0'));
    await write(db, (trx) => putSetting(trx, 'b', '0'));
    let read = 0;
    const bothRead = Promise.withResolvers<void>();
    const addToOther = (own: string, other: string) =>
      db.transaction(async (trx) => {
        const n = Number(await findSetting(trx, other));
        if (++read >= 2) bothRead.resolve();
        await bothRead.promise;
        await putSetting(trx, own, `${n + 1}`);
        return ok(undefined);
      });
    await Promise.all([addToOther('a', 'b'), addToOther('b', 'a')]);
  }

  test('are run again, and it is as if one had come after the other', async () => {
    const db = await temporaryMariaDb();
    await crossed(db);
    const values = [await findSetting(db.reader, 'a'), await findSetting(db.reader, 'b')];
    expect(values.sort()).toEqual(['1', '2']); // both having read 0, it would be 1 and 1
  });

  test('are given up when that does not help', async () => {
    let runs = 0;
    const conflict = Object.assign(new Error('Deadlock found'), { errno: 1213 });
    const unlucky = retryingConflicts({
      ...(await temporaryMariaDb()),
      transaction: async () => {
        runs++;
        throw conflict;
      },
    });
    await expect(unlucky.transaction(async () => ok(undefined))).rejects.toBe(conflict);
    expect(runs).toBe(20);
  });
});

describe('the server', { timeout: 120_000 }, () => {
  test('killed and started again has every transaction that was answered', async () => {
    const server = await startMariaDb();
    onTestFinished(() => server.end());
    const db = await openMariaDb(await server.createDatabase());
    onTestFinished(() => db.close());
    let answered = 0;
    const writing = (async () => {
      for (let n = 1; ; n++) {
        await write(db, (trx) => putSetting(trx, `n${n}`, '1'));
        answered = n;
      }
    })();
    const ended = expect(writing).rejects.toThrow();
    await expect.poll(() => answered, LONG).toBeGreaterThan(20);
    await server.kill();
    await ended;
    await expect(findSetting(db.reader, 'n1')).rejects.toThrow();
    await server.start();
    await expect.poll(() => findSetting(db.reader, 'n1').catch(() => 'not yet'), LONG).toBe('1');
    const { n } = (await ask(db, sql`select count(*) as n from setting`)) as { n: number };
    expect([answered, answered + 1]).toContain(n); // the last may be there without its answer
  });

  test('that is there and does not answer is an error in time, and used again when it does', async () => {
    const server = await startMariaDb();
    onTestFinished(() => server.end());
    const db = await openMariaDb(await server.createDatabase(), { answerWithinMs: 300 });
    onTestFinished(() => db.close());
    await write(db, (trx) => putSetting(trx, 'k', 'before'));
    server.freeze();
    const writes = Array.from({ length: 3 }, (_, n) => write(db, (trx) => putSetting(trx, 'k', `frozen ${n}`)));
    for (const result of await Promise.allSettled(writes)) expect(result).toMatchObject({ status: 'rejected' });
    server.thaw();
    await expect
      .poll(() => write(db, (trx) => putSetting(trx, 'k', 'after')).then(() => findSetting(db.reader, 'k')), LONG)
      .toBe('after');
  });

  test('that lets nobody in, or has no such database, says so', async () => {
    const url = await newMariaDb();
    await expect(openMariaDb(url.replace('root@', 'root:wrong@'))).rejects.toThrow('Access denied');
    await expect(openMariaDb(url.replace('room_', 'tomb_'))).rejects.toThrow('Unknown database');
    await expect(openMariaDb('mysql://nowhere')).rejects.toThrow(DatabaseUrlError);
  });

  test('lets a user in by name and password', async () => {
    const url = new URL(await newMariaDb());
    const socketPath = url.searchParams.get('socket') as string;
    const root = await createConnection({ socketPath, user: 'root' });
    await root.query(`grant all on ${url.pathname.slice(1)}.* to dealer@localhost identified by 'b@d:/beat'`);
    await root.end();
    url.username = 'dealer';
    url.password = 'b@d:/beat';
    const db = await openMariaDb(url.href);
    onTestFinished(() => db.close());
    expect(await ask(db, sql`select current_user() as who`)).toEqual({ who: 'dealer@localhost' });
  });

  test('speaks to every connection as it should, whatever its own settings are', async () => {
    const db = await temporaryMariaDb();
    const settings = sql`select @@tx_isolation as isolation, @@sql_mode like '%STRICT_ALL_TABLES%' as strict,
      @@time_zone as zone, @@innodb_flush_log_at_trx_commit as flush`;
    for (const row of await Promise.all(Array.from({ length: 12 }, () => ask(db, settings)))) {
      expect(row).toEqual({ isolation: 'SERIALIZABLE', strict: 1, zone: '+00:00', flush: 1 });
    }
  });
});
