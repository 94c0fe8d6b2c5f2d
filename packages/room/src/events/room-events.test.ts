import { roomEvent } from '@aboveboard/protocol';
import { unpublishedEvents } from '@aboveboard/storage';
import { expect, test } from 'vitest';
import { openTestRoom, seedOr } from '../testing/test-room.ts';
import { toldEvent } from './event-stream.ts';

test('[EVENT-8] what a table writes of hands and of void deals is what the schemas say', async () => {
  let rung = 0;
  const room = await openTestRoom({ seed: seedOr(6), eventsWritten: () => void rung++ });
  const { settings } = await room.newTable();
  for (const [seat, name] of ['Ana', 'Bo', 'Cy'].entries()) {
    const player = await room.player(name, settings.tableId);
    player.reveals = name !== 'Cy';
    player.sit(seat);
  }
  await room.time.advance(46_000);
  const written = (await unpublishedEvents(room.db.reader, 100)).map(toldEvent);
  expect(rung).toBe(written.length);
  const read = written.map((event) => roomEvent.parse(event));
  expect(read).toEqual(written);
  expect(read.map(({ handNo }) => handNo)).toEqual(read.map((_, i) => i + 1));
  expect(new Set(read.map(({ kind }) => kind))).toEqual(new Set(['hand-ended', 'deal-voided']));
  for (const event of read) {
    if (event.kind === 'deal-voided') {
      const players = event.version === 2 ? event.payload.players : [];
      expect(players.map(({ seat }) => seat).sort()).toEqual([0, 1, 2]);
      expect(new Set(players.map(({ playerId }) => playerId)).size).toBe(3);
    }
    if (event.kind === 'hand-ended') {
      expect(event.payload.deltas.reduce((sum, { delta }) => sum + delta, event.payload.rake)).toBe(0);
    }
  }
});
