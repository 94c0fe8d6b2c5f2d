import { expect, test } from 'vitest';
import { openTestRoom } from '../testing/test-room.ts';

test('[ROOM-1] people and bots play hands to their end; every hand verifies and chips are conserved', async () => {
  const room = await openTestRoom({ seed: 1 });
  const { settings } = await room.newTable();
  const ana = await room.player('Ana', settings.tableId);
  const bo = await room.player('Bo', settings.tableId);
  const bot = await room.player('Bot', settings.tableId, { isBot: true });
  for (const [i, player] of [ana, bo, bot].entries()) player.sit(i);
  await room.time.advance(60_000);
  console.log(room.findings, ana.faults, ana.badges, [...ana.answers.values()].filter(a=>a!=='ack'), ana.frames.map(f=>f.event?.kind).slice(0,60));
  expect(ana.badges.length).toBeGreaterThan(5);
  expect(ana.faults).toEqual([]);
  await room.checkBooks();
});
