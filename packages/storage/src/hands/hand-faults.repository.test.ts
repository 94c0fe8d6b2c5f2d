import { describe, expect, test } from 'vitest';
import { DATABASES } from '../testing/databases.ts';
import { write } from '../testing/temporary-database.ts';
import {
  findTermination,
  notePause,
  noteTermination,
  pausesOf,
  pruneTerminations,
  recentTerminations,
} from './hand-faults.repository.ts';

const hand = { tableId: 't', handNo: 3 };

describe.each(DATABASES)('faults in hands on $name', ({ temporaryDatabase }) => {
  test('pauses come back in their order, each once; what ended a hand is kept a day', async () => {
    const db = await temporaryDatabase();
    const pauses = [
      { atMs: 5, reason: 'LOG_LOST', ms: 40 },
      { atMs: 90, reason: 'STORAGE_LOST', ms: 2 },
    ];
    await write(db, async (trx) => {
      for (const pause of [...pauses].reverse()) for (let i = 0; i < 2; i++) await notePause(trx, hand, pause);
      await notePause(trx, { ...hand, handNo: 4 }, { atMs: 95, reason: 'MOVING', ms: 1 });
      for (const atMs of [1, 2]) await noteTermination(trx, { ...hand, handNo: atMs, reason: 'DRAINED', atMs, context: {} });
      for (const reason of ['LEDGER_FAULT', 'SHARD_LOST'])
        await noteTermination(trx, { ...hand, reason, atMs: 7, context: { seats: [1] } });
    });
    expect(await pausesOf(db.reader, hand)).toEqual(pauses);
    expect(await findTermination(db.reader, { ...hand, handNo: 9 })).toBeNull();
    await write(db, (trx) => pruneTerminations(trx, 2));
    const kept = await recentTerminations(db.reader, 10);
    expect(kept.map(({ handNo, reason }) => [handNo, reason])).toEqual([
      [3, 'SHARD_LOST'],
      [2, 'DRAINED'],
    ]);
    expect(kept[0]).toEqual(await findTermination(db.reader, hand));
    expect(kept[0]?.context).toEqual({ seats: [1] });
  });
});
