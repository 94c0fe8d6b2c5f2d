import { ok } from '@aboveboard/kit';
import { findSetting, type Trx } from '@aboveboard/storage';
import { describe, expect, test } from 'vitest';
import { DATABASES, tableId } from '../testing/event-room.ts';
import { pruneJournals } from './prune-journals.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 21);
const TABLE = tableId(1);

describe.each(DATABASES)('journals on $name', ({ open }) => {
  test('[ROOM-28] go a day after the hand and never before CLOSE; how long people took in it goes when no signal counts it', async () => {
    const db = await open();
    const write = (work: (trx: Trx) => Promise<unknown>) => db.transaction(async (trx) => ok(void (await work(trx))));
    const kept = async () => {
      const rows = await db.reader
        .selectFrom('journal')
        .select(['hand_no', 'kind'])
        .orderBy('hand_no')
        .orderBy('seq')
        .execute();
      return rows.map(({ hand_no, kind }) => `${hand_no} ${kind}`);
    };
    const timed = async () => {
      const rows = await db.reader.selectFrom('hand').select('hand_no').where('reply_times', 'is not', null).execute();
      return rows.map(({ hand_no }) => hand_no).sort((a, b) => a - b);
    };
    const ended = (handNo: number, endedMs: number) => write((trx) => addHand(trx, handNo, endedMs, handNo));
    await write(addTable);
    for (let handNo = 1; handNo <= 60; handNo++) await ended(handNo, NOW - 3 * DAY_MS); // more than one transaction takes
    await ended(61, NOW - 2 * DAY_MS);
    await ended(62, NOW - DAY_MS + 1);
    await pruneJournals(db, NOW);
    expect(await kept()).toEqual(['62 reveal', '62 action']);
    await write((trx) => addHand(trx, 63, NOW, null));
    await write((trx) => addHand(trx, 64, null, null));
    await pruneJournals(db, NOW + 2 * DAY_MS);
    expect(await kept()).toEqual(['63 reveal', '63 action', '64 reveal', '64 action']);
    expect(await timed()).toHaveLength(64);
    await write((trx) => trx.updateTable('hand').set({ close_index: 63 }).where('hand_no', '=', 63).execute());
    await pruneJournals(db, NOW + 90 * DAY_MS);
    expect(await kept()).toEqual(['64 reveal', '64 action']);
    expect(await timed()).toEqual([62, 63, 64]); // thirteen weeks are 91 days
    await pruneJournals(db, NOW + 100 * DAY_MS);
    expect(await timed()).toEqual([64]);
    expect(await findSetting(db.reader, 'journals.pruned')).toBe(String(NOW + 99 * DAY_MS));
  });
});

async function addTable(trx: Trx): Promise<void> {
  await trx
    .insertInto('card_table')
    .values({
      ...{ id: TABLE, name: 'Felt', config: '{}', is_private: 0, invite_hash: null, owner: null },
      ...{ incarnation: 1, epoch: 1, next_hand_no: 65, last_close_index: null, opened_ms: 1, closed_ms: null },
    })
    .execute();
}

/** A hand of one seat with the time of one reply, and a seed and an action in its journal. */
async function addHand(trx: Trx, handNo: number, endedMs: number | null, closeIndex: number | null): Promise<void> {
  const key = { table_id: TABLE, hand_no: handNo };
  await trx
    .insertInto('hand')
    .values({
      ...{ ...key, status: endedMs === null ? 'cut' : 'ended', start_state: '{}', started_ms: 1, ended_ms: endedMs },
      ...{ open_bytes: new Uint8Array(1), open_index: handNo, close_index: closeIndex, close_bytes: null, close_status: null },
      ...{ box: null, reveals: null, cutnote: null, end_reason: null, private_sealed: null },
      ...{ public_history: null, packed_history: null, game: 'NT', players: '[[0,"ana",0,0]]' },
      reply_times: Uint8Array.of(1, 70),
    })
    .execute();
  const entries = ['reveal', 'action'].map((kind, seq) => ({ ...key, seq, kind, payload: '{}', at_ms: 1 }));
  await trx.insertInto('journal').values(entries).execute();
}
