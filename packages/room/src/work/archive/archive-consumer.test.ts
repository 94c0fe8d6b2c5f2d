import { daysToArchive } from '@aboveboard/storage';
import { describe, expect, test } from 'vitest';
import { takeSome } from '../../events/consumer.ts';
import { rebuild } from '../../events/repair-consumer.ts';
import { DATABASES, openEventRoom, tableId } from '../../testing/event-room.ts';
import { archiveConsumer } from './archive-consumer.ts';

describe.each(DATABASES)('the archive as a consumer on $name', ({ open }) => {
  test('[WORK-5] counts each hand once for its table and day, and counts the same when it is built again', async () => {
    const room = await openEventRoom(open);
    const DAY_MS = 86_400_000;
    await room.end([...Array(120).keys()].map((i) => [1 + (i % 2), 1 + Math.floor(i / 2)] as const));
    await room.write((trx) => trx.updateTable('outbox').set({ created_ms: DAY_MS }).where('hand_no', '>', 50).execute());
    await room.write((trx) =>
      trx.updateTable('outbox').set({ kind: 'deal-voided', payload: '{"missing":[]}' }).where('hand_no', '=', 7).execute(),
    );
    await room.relayAll();
    const counted = () => room.db.reader.selectFrom('played_day').selectAll().orderBy('day_ms').orderBy('table_id').execute();
    const takeAll = async () => {
      while (await takeSome(room.ports, archiveConsumer));
      return counted();
    };
    const first = await takeAll();
    expect(first).toEqual([
      { day_ms: 0, table_id: tableId(1), hands: 49 },
      { day_ms: 0, table_id: tableId(2), hands: 49 },
      { day_ms: DAY_MS, table_id: tableId(1), hands: 10 },
      { day_ms: DAY_MS, table_id: tableId(2), hands: 10 },
    ]);
    await room.write((trx) => trx.updateTable('consumer_cursor').set({ position: 0 }).execute()); // all is read again
    expect(await takeAll()).toEqual(first);
    await rebuild(room.ports, archiveConsumer);
    expect(await counted()).toEqual([]);
    expect(await takeAll()).toEqual(first);
    expect(await daysToArchive(room.db.reader, '1970-01-02', 9)).toEqual(
      [1, 2].map((n) => ({ tableId: tableId(n), day: '1970-01-01' })),
    );
    expect(room.failures).toEqual([]);
  });
});
