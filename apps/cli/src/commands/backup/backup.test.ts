import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newMariaDb } from '@aboveboard/storage/testing/mariadb-databases';
import { expect, onTestFinished, test } from 'vitest';
import { aboveboardHere } from '../../testing/run-aboveboard.ts';

test('[BACKUP-2] [BACKUP-4] a room that never played is backed up, looked at and restored; what cannot be done ends with 2, a bad backup with 1', {
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
  expect(await run('log', 'status', '--data', 'new', '--json')).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('"size":0'),
  });
});

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
