import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ok } from '@aboveboard/kit';
import { createTable, recordArchive } from '@aboveboard/storage';
import { openDatabase } from '@aboveboard/storage/sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { makeKeyFile, readKeyFile } from './backup-key.ts';
import { makeBackup } from './make-backup.ts';
import { restoreBackup } from './restore-backup.ts';

const quiet = { at: () => {} };
const DAY = '2026-11-20';
const TABLES = ['oak', 'elm', 'ash', 'fir'];

test('[BACKUP-13] archives are sealed once beside a backup; a restore brings back those that are whole, and names the others', async () => {
  const room = mkdtempSync(join(tmpdir(), 'aboveboard-archives-'));
  onTestFinished(() => rmSync(room, { recursive: true }));
  const [data, folder] = [join(room, 'data'), join(room, 'backups')];
  for (const path of ['keys', `archive/${DAY}`]) mkdirSync(join(data, path), { recursive: true });
  writeFileSync(join(data, 'keys/record-1'), `${'7'.repeat(64)}\n`);
  await makeKeyFile(join(room, 'key'));
  const key = await readKeyFile(join(room, 'key'));
  const db = await openDatabase(join(data, 'room.db'));
  const file = (tableId: string) => `${DAY}/${tableId}.phhs.gz`;
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  for (const tableId of TABLES) {
    if (tableId !== 'fir') writeFileSync(join(data, 'archive', file(tableId)), `hands of ${tableId}`);
    const [hands, bytes] = [1, 12];
    const row = { tableId, day: DAY, hands, bytes, sha256: sha256(`hands of ${tableId}`), file: file(tableId), atMs: 1 };
    await db.transaction(async (trx) => {
      const table = { id: tableId, name: tableId, config: {}, inviteHash: null, owner: null, state: {}, openedMs: 1 };
      await createTable(trx, table);
      await trx.updateTable('card_table').set({ closed_ms: 1 }).where('id', '=', tableId).execute();
      return ok(await recordArchive(trx, row));
    });
  }
  await db.close();
  writeFileSync(join(data, 'archive', file('ash')), 'something else');

  const first = await makeBackup({ data }, folder, key, 1_000, quiet);
  expect(first.missing).toEqual([file('ash'), file('fir')]);
  expect(first.manifest).toMatchObject({ left: { archives: 2 }, beside: { archives: 2 } });
  const sealed = join(folder, 'archives', `${sha256('hands of oak')}.gz.age`);
  const before = readFileSync(sealed);
  rmSync(join(data, 'archive', file('oak')));
  const second = await makeBackup({ data }, folder, key, 2_000, quiet);
  expect(second.missing).toEqual([file('ash'), file('fir')]);
  expect(readFileSync(sealed)).toEqual(before);
  expect(readdirSync(join(folder, 'archives'))).toHaveLength(2);

  const restoredInto = async (name: string) => {
    const into = join(room, name);
    const order = { file: second.path, key, into, withLog: true, nowMs: 3_000 };
    return { into, ...(await restoreBackup(order, quiet)) };
  };
  const restored = await restoredInto('new');
  expect(restored.archives).toEqual({ back: 2, missing: [file('ash'), file('fir')] });
  expect(readFileSync(join(restored.into, 'archive', file('oak')), 'utf8')).toBe('hands of oak');
  writeFileSync(sealed, before.subarray(0, -1));
  const again = await restoredInto('again');
  expect(again.archives).toEqual({ back: 1, missing: [file('ash'), file('fir'), file('oak')] });
  expect(readdirSync(join(again.into, 'archive', DAY))).toEqual(['elm.phhs.gz']);
});
