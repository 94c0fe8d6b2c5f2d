import type { Scheduler } from '@aboveboard/kit';
import { openDatabase } from '@aboveboard/storage/sqlite';
import { expect, test } from 'vitest';
import { counting, openEventRoom } from '../testing/event-room.ts';
import { createEventBell } from './event-bell.ts';
import { startEvents } from './run-events.ts';

async function openWork(consumers: ReturnType<typeof counting>[], over: object = {}) {
  const room = await openEventRoom(() => openDatabase(':memory:'));
  const bell = createEventBell();
  const troubles: string[] = [];
  const trouble = (error: unknown, what: string): void => void troubles.push(`${what}: ${error}`);
  const events = startEvents({ ...room.ports, streams: room.streams, consumers, bell, trouble, ...over });
  return { room, bell, troubles, events };
}

test('[EVENT-2] the bell alone takes events to every consumer, without any poll', async () => {
  const [one, other] = [counting('one'), counting('other')];
  const withoutPoll: Scheduler = {
    after: (delayMs, task) => {
      if (delayMs === 0) setImmediate(task);
      return { cancel: () => undefined };
    },
  };
  const { room, bell, troubles, events } = await openWork([one, other], { scheduler: withoutPoll });
  await new Promise((resolve) => setTimeout(resolve, 50)); // the first look is over
  await room.end([[1, 1]]);
  bell.ring();
  await expect.poll(() => one.state(room)).toMatchObject({ ana: '1' });
  await expect.poll(() => other.state(room)).toMatchObject({ ana: '1' });
  await events.stop();
  expect(troubles).toEqual([]);
});

test('[EVENT-4] what goes wrong is told by whom, and nothing is under way once it has stopped', async () => {
  const [one, failing] = [counting('one'), counting('failing', new Set(['1/2']))];
  const { room, bell, troubles, events } = await openWork([one, failing]);
  await room.end(Array.from({ length: 3 }, (_, i) => [1, i + 1] as const));
  bell.ring();
  await expect.poll(() => troubles).toEqual(['the consumer failing: Error: the event 2 is dead: Error: poison 1/2']);
  await expect.poll(() => failing.state(room)).toMatchObject({ ana: '4' });
  await room.end(Array.from({ length: 500 }, (_, i) => [2, i + 1] as const));
  bell.ring();
  await events.stop();
  const left = [await one.state(room), await room.told()];
  bell.ring();
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect([await one.state(room), await room.told()]).toEqual(left);
  expect(troubles).toHaveLength(1);
});

test('[EVENT-9] what was published long ago is packed by whoever is at work, and taken from where it went', async () => {
  const room = await openEventRoom(() => openDatabase(':memory:'));
  await room.end([[1, 1]]);
  await room.relayAll({ clock: { nowMs: () => 1 } });
  const one = counting('one');
  const told = { bell: createEventBell(), trouble: (error: unknown) => expect.fail(String(error)) };
  const events = startEvents({ ...room.ports, ...told, streams: room.streams, consumers: [one] });
  const packed = () => room.db.reader.selectFrom('event_block').select(['first_position', 'last_position']).execute();
  await expect.poll(async () => (await packed()).map((row) => ({ ...row }))).toEqual([{ first_position: 1, last_position: 1 }]);
  await expect.poll(() => one.state(room)).toMatchObject({ ana: '1' });
  await events.stop();
});
