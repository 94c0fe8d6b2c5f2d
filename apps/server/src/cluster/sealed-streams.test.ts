import { type Cursor, memoryStreams, type StreamSpec } from '@aboveboard/streams';
import { seededRandom } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import { sealedStreams } from './sealed-streams.ts';

const specOf = (name: string): StreamSpec => ({ name, maxEntries: 100, maxBytes: 100_000, whenFull: 'refuse' });
const [cards, other, events] = [specOf('gateway:g1'), specOf('gateway:g2'), specOf('events')];
const FIRST = '0' as Cursor;
const CARD = '{"cards":["As","Kd"],"note":"éa♠"}';
const random = seededRandom(11);
const [ours, theirs] = [random.bytes(32), random.bytes(32)];

async function allOf(streams: ReturnType<typeof memoryStreams>, spec: StreamSpec) {
  const found = await streams.read(spec, FIRST, 100);
  return found.ok ? found.value.map(({ payload }) => payload) : [];
}

test('[CLUSTER-52] who holds the key reads what another process sent; the keeper of the stream reads nothing of it', async () => {
  const kept = memoryStreams();
  const [shard, gateway] = [sealedStreams(kept, ours, random), sealedStreams(kept, ours, random)];
  await shard.append(cards, [CARD, CARD]);
  await gateway.append(cards, [CARD]);
  expect(await allOf(gateway, cards)).toEqual([CARD, CARD, CARD]);
  const heard: string[] = [];
  gateway.subscribe(cards, FIRST, {
    onEntries: (entries) => void heard.push(...entries.map(({ payload }) => payload)),
    onEnd: ({ code }) => expect.fail(code),
  });
  await expect.poll(() => heard).toEqual([CARD, CARD, CARD]);
  const raw = await allOf(kept, cards);
  expect(new Set(raw).size).toBe(3); // the same card never looks the same
  for (const text of raw) expect(Buffer.from(text, 'base64').toString('latin1') + text).not.toMatch(/As|Kd|cards/);
  await shard.append(events, ['public']);
  expect(await allOf(kept, events)).toEqual(['public']);
});

test('[CLUSTER-52] an entry of another key, of another stream, changed or never sealed is not read', async () => {
  const kept = memoryStreams();
  const room = sealedStreams(kept, ours, random);
  await sealedStreams(kept, theirs, random).append(cards, [CARD]);
  await expect(allOf(room, cards)).rejects.toThrow('was not sealed under this room');

  const other1 = memoryStreams();
  await sealedStreams(other1, ours, random).append(cards, [CARD]);
  const [sealed = ''] = await allOf(other1, cards);
  const broken = [sealed.slice(0, -4), `${sealed.slice(0, 50)}${sealed[50] === 'A' ? 'B' : 'A'}${sealed.slice(51)}`, CARD, ''];
  for (const [spec, text] of [[other, sealed] as const, ...broken.map((bad) => [cards, bad] as const)]) {
    const place = memoryStreams();
    await place.append(spec, [text]);
    await expect(allOf(sealedStreams(place, ours, random), spec), text).rejects.toThrow('was not sealed under this room');
  }
});
