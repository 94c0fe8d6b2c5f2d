/** What a room on MariaDB commits is shipped out of the server's binary log, and comes back transaction by transaction. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { grant } from '@aboveboard/ledger';
import { type Db, postBatch } from '@aboveboard/storage';
import { openMariaDb } from '@aboveboard/storage/mariadb';
import { newMariaDb } from '@aboveboard/storage/testing/mariadb-databases';
import { startMariaDb } from '@aboveboard/storage/testing/mariadb-server';
import { rawSql } from '@aboveboard/storage/testing/raw-sql';
import { expect, onTestFinished, test } from 'vitest';
import { serverConfig } from '../config/settings.ts';
import { createLogger } from '../log/logger.ts';
import { runServer } from '../run-server.ts';
import { QUICK } from '../testing/open-room.ts';
import { until } from '../testing/playing-guest.ts';
import { makeKeyFile, readKeyFile } from './backup-key.ts';
import { makeBackup } from './make-backup.ts';
import { backupsIn, chainsIn } from './names.ts';
import { restoreBackup } from './restore-backup.ts';
import { lockShipping, shipOnce } from './ship-log.ts';

const quiet = { at: () => {} };

async function post(db: Db, from: number, count: number): Promise<void> {
  for (let n = from; n < from + count; n++) {
    const order = grant({ playerId: `player-${n % 3}`, requestId: `grant-${n}`, amount: 10 + n, atMs: n });
    expect(await db.transaction((trx) => postBatch(trx, order))).toMatchObject({ ok: true });
  }
}

/** All of the books, as they are written. */
async function booksOf(db: Db): Promise<unknown> {
  const tables = ['ledger_journal', 'ledger_step', 'ledger_account', 'outbox', 'log_entry'];
  return Promise.all(tables.map((table) => rawSql(db.reader, `select * from ${table} order by 1, 2`)));
}

/** The words that a message says to type. */
function grantIn(error: unknown): string {
  return /GRANT .*;/.exec((error as Error).message)?.[0] ?? expect.fail(`${error}`);
}

test('[BACKUP-12] [BACKUP-8] what a MariaDB commits is shipped from its binary log; a restore ends with the last transaction shipped', {
  timeout: 60_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'aboveboard-binlog-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const server = await startMariaDb([
    '--skip-networking',
    '--server-id=1',
    '--log-bin=binlog',
    '--binlog-format=row',
    '--log-bin-trust-function-creators=1',
  ]);
  onTestFinished(() => server.end());
  const [url, elsewhere] = [await server.createDatabase(), await server.createDatabase()].map((each) =>
    each.replace('root', 'room:p%22w%5C'),
  );
  await server.asRoot("create user room@localhost identified by 'p\"w\\\\'", 'grant all on `room\\_%`.* to room@localhost');
  const [data, safe, keyFile] = [join(folder, 'data'), join(folder, 'safe'), join(folder, 'key')];
  mkdirSync(join(data, 'keys'), { recursive: true });
  writeFileSync(join(data, 'keys/record-1'), '5'.repeat(64));
  await makeKeyFile(keyFile);
  const key = await readKeyFile(keyFile);
  const place = { data, databaseUrl: url as string };
  const ship = async () => {
    const lock = lockShipping(place);
    return shipOnce(place, safe, key, Date.now).finally(() => lock.release());
  };
  const db = await openMariaDb(place.databaseUrl);
  onTestFinished(() => db.close());

  const refused = await ship().catch((error) => error);
  expect(refused).toMatchObject({ code: 'UNSHIPPED', message: expect.stringContaining("TO 'room'@'localhost';") });
  await server.asRoot(grantIn(refused));
  await post(db, 0, 5);
  expect(await ship()).toMatchObject({ began: 'FIRST', pieces: 0 });
  await post(db, 5, 5);
  expect(await ship()).toMatchObject({ began: null, pieces: 1 });
  expect(await ship()).toMatchObject({ began: null, pieces: 0 });
  await post(db, 10, 5);
  const made = await makeBackup(place, safe, key, Date.now(), quiet); // in the middle of what the next piece holds
  await post(db, 15, 5);
  await server.kill(); // its log ends as it is, and another begins
  await server.start();
  await server.asRoot('create database others', 'create table others.room (id int)');
  await post(db, 20, 2);
  const state = join(data, 'backup/binlog-chain.json');
  const before = readFileSync(state);
  expect(await ship()).toMatchObject({ began: null, pieces: 2 });
  writeFileSync(state, before); // whoever shipped was killed before it was written down
  await post(db, 22, 3);
  expect(await ship()).toMatchObject({ began: null, pieces: 2 });
  await post(db, 25, 5);
  expect(await ship()).toMatchObject({ pieces: 1 });
  const shipped = await booksOf(db);
  await post(db, 30, 5);

  const [chain] = await chainsIn(safe);
  const pieces = readdirSync(chain?.path ?? '').sort();
  expect(pieces.map((name) => name.slice(0, 13))).toEqual(['000001', '000001', '000002', '000002'].map((n) => `binlog-${n}`));
  const restore = (from: string, onto = elsewhere) =>
    restoreBackup(
      {
        file: join(from, basename(made.path)),
        key,
        into: join(from, 'into'),
        databaseUrl: onto || undefined,
        withLog: true,
        nowMs: 1,
      },
      quiet,
    );
  const damaged = async (why: string, change: (chain: string) => void): Promise<void> => {
    const copy = mkdtempSync(join(folder, 'copy-'));
    cpSync(safe, copy, { recursive: true });
    change(join(copy, basename(chain?.path ?? '')));
    await expect(restore(copy)).rejects.toMatchObject({ code: 'DAMAGED', message: expect.stringContaining(why) });
  };
  const at = (n: number): string => pieces[n] ?? '';
  await damaged('is missing', (path) => rmSync(join(path, at(1)))); // the one in which the backup's moment is
  await damaged('is missing', (path) => rmSync(join(path, at(2))));
  await damaged('not what its name says', (path) => renameSync(join(path, at(3)), join(path, at(2))));
  await damaged('is damaged or cut short', (path) => {
    const bytes = readFileSync(join(path, at(3)));
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    writeFileSync(join(path, at(3)), bytes);
  });
  await expect(restore(safe, '')).rejects.toMatchObject({
    code: 'PLACE',
    message: expect.stringContaining('--database-url'),
  });
  const unable = await restore(safe).catch((error) => error);
  await server.asRoot(grantIn(unable));
  expect(await restore(safe)).toMatchObject({ replayed: { pieces: 3 } });
  const again = await openMariaDb(elsewhere as string);
  onTestFinished(() => again.close());
  expect(await booksOf(again)).toEqual(shipped);

  await server.asRoot('reset master');
  await post(db, 35, 1);
  expect(await ship(), 'a log that began anew').toMatchObject({ began: 'BROKEN', base: { path: expect.any(String) } });
  expect(await shipOnce(place, join(folder, 'new'), key, Date.now), 'a folder without its backup').toMatchObject({
    began: 'BROKEN',
  });
});

test('[BACKUP-12] [BACKUP-11] a room whose MariaDB keeps no binary log says so, and makes full backups', {
  timeout: 60_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'aboveboard-binlog-'));
  onTestFinished(() => rmSync(folder, { recursive: true, maxRetries: 3 }));
  const [safe, keyFile] = [join(folder, 'safe'), join(folder, 'key')];
  await makeKeyFile(keyFile);
  const settings = {
    ...QUICK,
    logLevel: 'warn',
    backupDir: safe,
    backupKeyFile: keyFile,
    databaseUrl: await newMariaDb(),
  } as const;
  const config = { ...serverConfig.parse(settings), data: join(folder, 'data') };
  const lines: string[] = [];
  const room = await runServer({ config, logger: createLogger('warn', { write: (line) => void lines.push(line) }) });
  onTestFinished(() => room.stop(0));
  await until(() => lines.some((line) => line.includes('log_bin')), 'what is missing', 60_000);
  await until(async () => (await backupsIn(safe).catch(() => [])).length > 0, 'a full backup', 60_000);
  expect(lines.filter((line) => line.includes('nothing is shipped'))).toHaveLength(1);
});
