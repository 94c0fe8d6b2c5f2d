import { ok } from '@aboveboard/kit';
import { findSetting, putSetting, unfinishedHands } from '@aboveboard/storage';
import { openDatabase } from '@aboveboard/storage/sqlite';
import { expect, test } from 'vitest';
import { dataFolder, openRoom } from '../testing/open-room.ts';

test('[CLUSTER-49] a room with open hands of the other journal does not start, and says what to do; stopped in order it does', async () => {
  const data = dataFolder();
  await (await openRoom({}, data)).stop(0);
  const db = await openDatabase(`${data}/room.db`);
  const inDb = (kind: string) => db.transaction(async (trx) => ok(await putSetting(trx, 'journals.kind', kind)));
  expect(await findSetting(db.reader, 'journals.kind')).toBe('database');
  const tables = await db.reader.selectFrom('card_table').select('id').execute();
  const hand = { table_id: tables[0]?.id ?? '', hand_no: 1, status: 'cut' as const, start_state: '{}', started_ms: 1 };
  await db.reader // a hand in play, as far as the start looks
    .insertInto('hand' as never)
    .values({ ...hand, open_bytes: new Uint8Array(1), box: new Uint8Array(1) } as never)
    .execute();
  await inDb('stream');
  await expect(openRoom({}, data)).rejects.toThrow(
    /several processes over Redis, and 1 of its hands is not over.*docs\/operate\/cluster.md/,
  );
  expect(await unfinishedHands(db.reader)).toHaveLength(1);

  await db.reader.deleteFrom('hand' as never).execute();
  await (await openRoom({}, data)).stop(0);
  expect(await findSetting(db.reader, 'journals.kind')).toBe('database');
  await db.close();
});
