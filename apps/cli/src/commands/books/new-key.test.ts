import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ok } from '@aboveboard/kit';
import { auditEntries, postBatches } from '@aboveboard/storage';
import { openDatabase } from '@aboveboard/storage/sqlite';
import { expect, onTestFinished, test, vi } from 'vitest';
import { grant } from '../../../../../packages/ledger/src/posting/movements.ts';
import { command, temporaryFolder } from '../../testing/command.ts';

const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 10, 18, 12);

test('[LEDGER-52] a lost key of closes gives way to another, which the next page names with the one before', async () => {
  const data = join(temporaryFolder(), 'room');
  const key = join(data, 'keys/books');
  const run = (...args: string[]) => command(['close', ...args, '--data', data], { cwd: join(data, '..') });
  const why = ['--why', 'a test'];
  mkdirSync(data);
  vi.useFakeTimers({ toFake: ['Date'], now: START });
  onTestFinished(() => void vi.useRealTimers());
  const db = await openDatabase(join(data, 'room.db'));
  onTestFinished(() => db.close());
  expect(await run('new-key', ...why, '--yes')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('No day was ever closed'),
  });
  const granted = grant({ playerId: 'ana', requestId: 'g', amount: 1_000, atMs: START - DAY_MS });
  await db.transaction(async (trx) => ok(await postBatches(trx, [granted])));
  expect(await run(...why)).toMatchObject({ status: 0 });
  const signer = async () => / signed by ([0-9a-f]{64})\./.exec((await run('verify')).stdout)?.[1] ?? expect.fail('no key');
  const old = await signer();

  vi.setSystemTime(START + DAY_MS);
  renameSync(key, `${key}.lost`);
  expect(await run(...why)).toMatchObject({ status: 2, stderr: expect.stringContaining('is missing') });
  expect(await run('new-key', ...why)).toMatchObject({ status: 2, stderr: expect.stringContaining('Say --yes') });
  expect(await run('new-key', ...why, '--yes')).toMatchObject({ status: 0, stdout: expect.stringContaining(old) });
  expect(await run(...why)).toMatchObject({ status: 0 });
  const next = await signer();
  expect(next).not.toBe(old);
  const page = readFileSync(join(data, 'closes/2026-11-18.jsonl'), 'utf8');
  expect(JSON.parse(page.split('\n')[0] ?? '').newKey).toEqual({ previous: old, next });

  vi.setSystemTime(START + 2 * DAY_MS);
  expect(await run(...why)).toMatchObject({ status: 0 });
  expect(await run('verify')).toMatchObject({ status: 0, stdout: expect.stringContaining('3 closes, 3 pages in files') });
  const asOld = await run('verify', '--key', old);
  expect(asOld.status).toBe(3);
  expect(asOld.stdout.match(/^OTHER_KEY: 2026-11-1[89]: /gm)).toHaveLength(2);
  rmSync(key);
  renameSync(`${key}.lost`, key);
  vi.setSystemTime(START + 3 * DAY_MS);
  await run(...why); // by the old key, which may be somebody else's
  expect(await run('verify', '--key', next)).toMatchObject({
    status: 3,
    stdout: expect.stringMatching(/^OTHER_KEY: 2026-11-20: /),
  });
  const actions = (await auditEntries(db.reader, { limit: 20 })).map(({ action }) => action);
  expect(actions.filter((action) => action === 'books.new-key')).toHaveLength(1);
});
