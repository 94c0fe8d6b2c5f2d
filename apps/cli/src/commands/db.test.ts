import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { lockDataFolder } from '@aboveboard/storage/sqlite';
import { startMariaDb } from '@aboveboard/storage/testing/mariadb-server';
import { describe, expect, onTestFinished, test } from 'vitest';
import { aboveboardHere } from '../testing/run-aboveboard.ts';

/** `db …` in a folder of its own, with these settings alone. */
function place(env: Record<string, string> = {}) {
  const cwd = mkdtempSync(join(tmpdir(), 'aboveboard-db-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  return { cwd, db: (...args: string[]) => aboveboardHere(['db', ...args], { cwd, env }) };
}

const states = (text: string) => JSON.parse(text).migrations.map(({ state }: { state: string }) => state);

describe('aboveboard db', { timeout: 120_000 }, () => {
  test('says what is to be migrated, migrates it, and finds nothing wrong', async () => {
    const { cwd, db } = place();
    const before = await db('status');
    expect(before.lines[0]).toBe(`the SQLite file ${join(cwd, 'data/room.db')}`);
    expect(before.lines[2]).toMatch(/^ +1 +opening +pending$/);
    expect(before.status).toBe(1);
    expect((await db('migrate')).stdout).toMatch(/: migrated: opening, /);
    expect((await db('migrate')).stdout).toMatch(/: there was nothing to migrate\n$/);
    const after = await db('status', '--json');
    expect(after.status).toBe(0);
    expect(new Set(states(after.stdout))).toEqual(new Set(['applied']));
    const verified = await db('verify');
    expect([verified.status, verified.stdout]).toEqual([0, expect.stringMatching(/: nothing is wrong with it\n$/)]);
  });

  test('verify says what is wrong, and ends with 1', async () => {
    const { cwd, db } = place();
    await db('migrate', '--data', 'mine');
    const database = new DatabaseSync(join(cwd, 'mine/room.db'));
    database.exec("insert into ledger_account values ('wallet:ana', 'wallet', 'ana', 'CHIP', 'credit', 5, 0, 0)");
    database.close();
    const { status, lines } = await db('verify', '--data', 'mine');
    expect(lines).toEqual([
      'BOOKS: wallet:ana has 5, and its transfers make 0',
      'BOOKS: all balances together are 5, not 0',
      expect.stringMatching(/: 2 wrong$/),
    ]);
    expect(status).toBe(1);
    const detail = 'all balances together are 5, not 0';
    const { isGood, findings } = JSON.parse((await db('verify', '--data', 'mine', '--json')).stdout);
    expect([isGood, findings[1]]).toEqual([false, { code: 'BOOKS', detail }]);
  });

  test('migrate keeps off a data folder that a room has', async () => {
    const { cwd, db } = place();
    mkdirSync(join(cwd, 'data'));
    const lock = lockDataFolder(join(cwd, 'data'));
    if (lock.ok) onTestFinished(() => lock.value.release());
    const { status, stderr } = await db('migrate');
    expect(stderr).toContain('is in use by process');
    expect(status).toBe(2);
  });

  test('looks after the MariaDB that the settings name, and never says its password', async () => {
    const mariaDb = await startMariaDb();
    onTestFinished(() => mariaDb.end());
    const url = await mariaDb.createDatabase();
    const { db } = place({ ABOVEBOARD_DATABASE_URL: url });
    expect((await db('status')).stdout).toMatch(/^the database room_1 on \/.*\n.*\n +1 +opening +pending\n/);
    expect((await db('migrate')).status).toBe(0);
    expect((await db('verify')).stdout).toMatch(/: nothing is wrong with it\n$/);
    const wrong = await place({ ABOVEBOARD_DATABASE_URL: url.replace('root@', 'root:sesame@') }).db('status');
    expect([wrong.status, wrong.stdout]).toEqual([2, '']);
    expect(wrong.stderr).toMatch(/^ABOVEBOARD_DATABASE_URL: the MariaDB cannot be used: Access denied/);
    expect(wrong.stderr).not.toContain('sesame');
  });

  test('a wrong setting is a wrong call', async () => {
    const { status, stderr } = await place({ ABOVEBOARD_DATABASE_URL: 'postgres://room:sesame@db/x' }).db('status');
    expect(stderr).toMatch(/^ABOVEBOARD_DATABASE_URL: got a secret, which is not shown, wants an address such as mysql:/);
    expect(status).toBe(2);
  });
});
