/** A disk without space, as SQLite finds it: here its file may not grow. On a real disk: room-without-database.test.ts of the server. */
import type { Db } from '@aboveboard/storage';
import { rawSql } from '@aboveboard/storage/testing/raw-sql';
import { expect, test } from 'vitest';
import { openTestRoom } from '../testing/test-room.ts';

async function pragma(db: Db, name: string): Promise<number> {
  const [row = {}] = await rawSql(db.reader, `pragma ${name}`);
  return Number(Object.values(row)[0]);
}

test('[ROOM-15] a full disk stops play with its reason, and with space again it goes on with every chip', async () => {
  const room = await openTestRoom({ seed: 911 });
  const { tableId } = (await room.newTable()).settings;
  const [ana, bo] = [await room.player('Ana', tableId), await room.player('Bo', tableId, { isBot: true })];
  ana.sit(0);
  bo.sit(1);
  await room.time.advance(20_000);
  const before = ana.events('hand-ended').length;
  expect(before).toBeGreaterThan(0);
  await pragma(room.db, `max_page_count = ${await pragma(room.db, 'page_count')}`);
  await room.time.advance(120_000);
  expect(ana.events('table-paused')).toMatchObject([{ reason: 'STORAGE_LOST' }]);
  expect(room.findings).toMatchObject([{ code: 'STORAGE_LOST', detail: expect.stringContaining('disk is full') }]);
  const during = ana.events('hand-ended').length;
  await room.time.advance(60_000);
  expect(ana.events('hand-ended')).toHaveLength(during);
  await pragma(room.db, 'max_page_count = 1000000');
  await room.time.advance(60_000);
  expect(ana.events('table-resumed')).toHaveLength(1);
  expect(ana.events('hand-ended').length).toBeGreaterThan(during);
  await room.checkBooks();
});
