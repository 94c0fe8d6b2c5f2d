import { ok } from '@aboveboard/kit';
import { type Db, markPublished, unpublishedEvents } from '@aboveboard/storage';
import { memoryStreams } from '@aboveboard/streams';
import { expect, test } from 'vitest';
import { takeSome } from '../events/consumer.ts';
import { databaseJournals } from '../journal/database-journals.ts';
import { streamJournals } from '../journal/stream-journals.ts';
import { type TestPlayer, wild } from '../testing/test-player.ts';
import { openTestRoom, seedOr } from '../testing/test-room.ts';
import { signalsConsumer } from './signals-consumer.ts';

const JOURNALS = [
  { where: 'the database', journals: databaseJournals },
  { where: 'a stream', journals: (db: Db) => streamJournals(memoryStreams(), db) },
];

test.each(JOURNALS)(
  '[SIGNAL-2] [SIGNAL-3] [SIGNAL-5] what a room has settled is counted, with times, where its journal is $where',
  async ({ journals }) => {
    const seed = seedOr(8_400);
    const room = await openTestRoom({ seed, journals });
    const { settings } = await room.newTable();
    const players: TestPlayer[] = [];
    for (const [seat, name] of ['Ana', 'Bo', 'Cy', 'Di'].entries()) {
      const player = await room.player(name, settings.tableId, { isBot: name === 'Di', policy: wild(room.random, 8) });
      player.sit(seat);
      players.push(player);
    }
    for (let i = 0; i < 15; i++) await room.time.advance(room.config.betweenHandsMs);
    const { db } = room;
    const events = await unpublishedEvents(db.reader, 100);
    await db.transaction(async (trx) =>
      markPublished(
        trx,
        events.map(({ id }) => id),
        1,
      ),
    );
    const failures: unknown[] = [];
    const ports = { db, clock: room.time.clock, scheduler: room.time.scheduler, random: room.random, pollMs: 1_000 };
    await takeSome({ ...ports, failed: (error) => void failures.push(error) }, signalsConsumer());
    expect(failures).toEqual([]);
    expect(await db.reader.selectFrom('dead_event').selectAll().execute()).toEqual([]);

    const hands = events.filter(({ kind }) => kind === 'hand-ended').length;
    expect(hands, `ABOVEBOARD_SEED=${seed}`).toBeGreaterThan(5);
    const counted = await db.reader.selectFrom('signal_player').selectAll().execute();
    expect(new Set(counted.map(({ player_id }) => player_id))).toEqual(
      new Set(players.slice(0, 3).map(({ playerId }) => playerId)),
    );
    expect(counted.some(({ lost }) => lost !== 0)).toBe(true);
    expect(
      counted.reduce((sum, { replies }) => sum + replies, 0),
      `ABOVEBOARD_SEED=${seed}`,
    ).toBeGreaterThan(hands);
    const kept = await db.reader
      .selectFrom('hand')
      .select(['players', 'reply_times'])
      .where('reply_times', 'is not', null)
      .execute();
    for (const { players: dealtIn, reply_times } of kept) {
      const bots = new Set(unpacked(dealtIn).flatMap(([seat, , isBot]) => (isBot ? [seat] : [])));
      const replied = [...(reply_times ?? [])].filter((_, i) => i % 2 === 0).map((seats) => seats >> 4);
      expect(reply_times?.length).toBeLessThan(100);
      expect(replied.filter((seat) => bots.has(seat))).toEqual([]);
    }
    const pairs = await db.reader.selectFrom('signal_pair').selectAll().execute();
    expect(pairs).toHaveLength(3);
    expect(
      pairs.reduce((sum, pair) => sum + pair.replies, 0),
      `ABOVEBOARD_SEED=${seed}`,
    ).toBeGreaterThan(0);
    await db.transaction(async (trx) => ok(await signalsConsumer().forget(trx)));
    expect(await db.reader.selectFrom('signal_pair').selectAll().execute()).toEqual([]);
  },
);

function unpacked(players: string | null): readonly (readonly [seat: number, playerId: string, isBot: number])[] {
  return JSON.parse(players ?? '[]');
}
