import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leafHash, type Origin, publicKeyOf, toHex } from '@aboveboard/fairness';
import { ok } from '@aboveboard/kit';
import { createAppendOnlyLog } from '@aboveboard/room';
import { putSetting } from '@aboveboard/storage';
import { openDatabase } from '@aboveboard/storage/sqlite';
import { newMariaDb } from '@aboveboard/storage/testing/mariadb-databases';
import { expect, onTestFinished, test } from 'vitest';
import { aboveboardHere } from '../../testing/run-aboveboard.ts';

const ORIGIN = 'test.example/log/2026h2' as Origin;

test('[BACKUP-2] [BACKUP-4] [BACKUP-5] [BACKUP-6] a room that never played is backed up, looked at and restored, and its log goes on; what cannot be done ends with 2, a bad backup with 1', {
  timeout: 180_000,
}, async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'aboveboard-backup-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  const run = (...args: string[]) => aboveboardHere(args, { cwd });
  expect(await run('backup', '--key-file', 'key')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('key: the key file cannot be read: ENOENT'),
  });
  expect((await run('backup', 'key', 'key')).lines[0]).toMatch(/^age1[a-z0-9]+$/);
  expect(await run('backup', '--key-file', 'key')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('There is no room in'),
  });

  expect((await run('db', 'migrate')).status).toBe(0);
  mkdirSync(join(cwd, 'data/keys'));
  const secret = Uint8Array.from({ length: 32 }, (_, i) => i);
  const lastHash = await publishOne(join(cwd, 'data/room.db'), secret);
  writeFileSync(join(cwd, 'data/keys/record-1'), `${'7'.repeat(64)}\n`);
  const made = await run('backup', '--key-file', 'key', '--json');
  expect(made).toMatchObject({ status: 0, stderr: expect.stringContaining('copying the database') });
  const { path, manifest } = JSON.parse(made.stdout);
  expect(manifest.files.map((file: { path: string }) => file.path)).toEqual(['room.db', 'keys/record-1']);
  expect(JSON.parse((await run('backup', 'list', '--key-file', 'key', '--json')).stdout).backups).toMatchObject([
    { path, manifest: { atMs: manifest.atMs } },
  ]);

  const bad = path.replace(/\d{3}Z/, '000Z');
  writeFileSync(bad, 'nothing');
  expect(await run('backup', 'verify', bad, '--key-file', 'key')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('is no backup'),
  });
  expect(await run('restore', path, '--into', 'data', '--key-file', 'key')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('is not empty'),
  });
  expect(await run('restore', path, '--into', 'new', '--key-file', 'key')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('0 hands'),
  });
  expect(readdirSync(join(cwd, 'new')).sort()).toEqual(['keys', 'room.db']);
  const log = (...words: string[]) => run('log', ...words, '--data', 'new');
  expect(await log('status', '--json')).toMatchObject({ status: 1, stdout: expect.stringContaining('"size":1') });
  const goesOn = ['continue', '--published', '1', '--last-hash', lastHash];
  expect(await log(...goesOn)).toMatchObject({ status: 2, stderr: expect.stringContaining('keys/deal is missing') });
  writeFileSync(join(cwd, 'new/keys/deal'), `${Buffer.from(secret.toReversed()).toString('hex')}\n`);
  expect(await log(...goesOn)).toMatchObject({ status: 2, stderr: expect.stringContaining('is not the key that signed') });
  writeFileSync(join(cwd, 'new/keys/deal'), `${Buffer.from(secret).toString('hex')}\n`);
  expect(await log('continue', '--published', '2')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('1 are missing'),
  });
  expect(await log('continue', '--published', '1', '--last-hash', '0'.repeat(64))).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('this is another log'),
  });
  expect(await log(...goesOn)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining(`${ORIGIN} goes on with 1 entries`),
  });
  expect(await log(...goesOn)).toMatchObject({ status: 2, stderr: expect.stringContaining('waits for no decision') });
  expect(await log('status')).toMatchObject({ status: 0, stdout: expect.stringContaining(lastHash) });
});

/** Gives a room its name and the log one entry, signed as the room does. @returns the entry's hash */
async function publishOne(database: string, secret: Uint8Array): Promise<string> {
  const db = await openDatabase(database);
  await db.transaction(async (trx) => ok(await putSetting(trx, 'log-origin', ORIGIN)));
  const dealKey = { name: 'test.example/deal', secret, publicKey: publicKeyOf(secret) };
  const log = createAppendOnlyLog({ db, clock: { nowMs: () => 1 }, origin: ORIGIN, dealKey });
  const bytes = Uint8Array.of(5);
  await log.append({ tableId: '7c9e6679-7425-40de-944b-e07fc1f90ae7', handNo: 1, type: 5 }, bytes);
  await db.close();
  return toHex(leafHash(bytes));
}

test('[BACKUP-12] the list of backups says why what a MariaDB commits is not shipped', { timeout: 60_000 }, async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'aboveboard-backup-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  mkdirSync(join(cwd, 'backups'));
  const env = { ABOVEBOARD_DATABASE_URL: await newMariaDb() };
  const run = (...args: string[]) => aboveboardHere(['backup', ...args], { cwd, env });
  expect(await run('list')).toMatchObject({ status: 0, stdout: expect.stringContaining('log_bin') });
  await run('key', 'key');
  expect(await run('ship', '--key-file', 'key')).toMatchObject({ status: 2, stderr: expect.stringContaining('log_bin') });
});
