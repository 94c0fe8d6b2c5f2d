import { findHands } from '@aboveboard/storage';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createEventBell } from '../events/event-bell.ts';
import { startEvents } from '../events/run-events.ts';
import { DATABASES, openEventRoom, tableId } from '../testing/event-room.ts';

/** More than two transactions file. */
const HANDS = 450;

describe.each(DATABASES)('hands that were settled, on $name', ({ open }) => {
  test('[HAND-8] are filed by whoever is at work, and found the same before, meanwhile and after', async () => {
    const room = await openEventRoom(open);
    const rows = Array.from({ length: HANDS }, (_, i) => ({
      ...{ table_id: tableId(i % 2), hand_no: i, ended_ms: 1_000 + Math.floor(i / 3), game: 'NT' },
      players: JSON.stringify([
        [0, 'ana', 0, i],
        [1, i % 5 === 0 ? 'bo' : 'cy', 0, -i],
      ]),
    }));
    for (let at = 0; at < HANDS; at += 90)
      await room.write((trx) =>
        trx
          .insertInto('unfiled_hand')
          .values(rows.slice(at, at + 90))
          .execute(),
      );
    const found = async () => {
      const all = [{ playerId: 'ana' }, { playerId: 'bo', netAtMost: -100 }, { tableId: tableId(1) }];
      return Promise.all(all.map((search) => findHands(room.db.reader, { ...search, limit: HANDS })));
    };
    const waiting = async () => (await room.db.reader.selectFrom('unfiled_hand').select('no').execute()).length;
    const before = await found();
    expect(before.map(({ hands }) => hands.length)).toEqual([HANDS, 70, HANDS / 2]);
    const trouble = (error: unknown): void => expect.fail(String(error));
    const work = startEvents({ ...room.ports, streams: room.streams, consumers: [], bell: createEventBell(), trouble });
    onTestFinished(() => work.stop());
    while ((await waiting()) > 0) {
      expect(await found()).toEqual(before);
      await new Promise((resolve) => setTimeout(resolve, 1)); // SQLite answers at once, and whoever files has to have a turn
    }
    expect(await found()).toEqual(before);
    expect(await room.db.reader.selectFrom('player_hand').select('hand_no').execute()).toHaveLength(2 * HANDS);
  });
});
