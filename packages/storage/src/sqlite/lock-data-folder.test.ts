import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-database.ts';
import { lockDataFolder } from './lock-data-folder.ts';

const HOLD_LOCK = fileURLToPath(new URL('../testing/hold-lock.ts', import.meta.url));

/** Starts a second process that tries to take the folder, and waits for what it says. */
async function secondProcess(folder: string): Promise<{ readonly child: ChildProcess; readonly says: unknown }> {
  const child = spawn(process.execPath, [HOLD_LOCK, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = await once(child.stdout, 'data');
  return { child, says: JSON.parse(String(line)) };
}

test('a second process is refused, and told who holds the folder', async () => {
  const folder = temporaryFolder();
  const mine = lockDataFolder(folder);
  expect(mine.ok).toBe(true);
  const { says } = await secondProcess(folder);
  expect(says).toEqual({
    code: 'DATA_FOLDER_IN_USE',
    folder,
    holderPid: process.pid,
    message: `The data folder ${folder} is in use by process ${process.pid}. Stop it first, or start with another data folder.`,
  });
  if (mine.ok) mine.value.release();
});

test('kill -9 of the holder leaves no lock behind', async () => {
  const folder = temporaryFolder();
  const { child, says } = await secondProcess(folder);
  expect(says).toBe('LOCKED');
  expect(lockDataFolder(folder)).toMatchObject({ ok: false, error: { holderPid: child.pid } });

  child.kill('SIGKILL');
  await once(child, 'exit');
  const mine = lockDataFolder(folder);
  expect(mine.ok).toBe(true);
  if (mine.ok) mine.value.release();
});

test('the same process cannot take a folder twice, and can again after its release', () => {
  const folder = temporaryFolder();
  const first = lockDataFolder(folder);
  expect(lockDataFolder(folder)).toMatchObject({ ok: false, error: { holderPid: process.pid } });
  if (first.ok) first.value.release();
  const again = lockDataFolder(folder);
  expect(again.ok).toBe(true);
  if (again.ok) again.value.release();
});

test('a lock lasts until its release, also when nobody keeps hold of it', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage: () => void = runInNewContext('gc');
  const folder = temporaryFolder();
  expect(lockDataFolder(folder).ok).toBe(true);
  await new Promise(setImmediate); // what the line above made is on no stack any more
  collectGarbage();
  expect(lockDataFolder(folder)).toMatchObject({ ok: false, error: { holderPid: process.pid } });
});

test('a process id that was left behind locks nobody out', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'lock.pid'), '1\n');
  const mine = lockDataFolder(folder);
  expect(mine.ok).toBe(true);
  if (mine.ok) mine.value.release();
});

test('a folder that is not there is an error of its own', () => {
  expect(() => lockDataFolder(join(temporaryFolder(), 'missing'))).toThrow('unable to open database file');
});
