import { virtualTime } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import { memoryStreams } from './memory-streams.ts';
import { BEGINNING, OLDEST, type StreamSpec } from './streams.ts';
import { trimBehind } from './trim-behind.ts';

const spec: StreamSpec = { name: 'requests', maxEntries: 80, maxBytes: 10_000, whenFull: 'refuse' };

async function room() {
  const time = virtualTime();
  const inner = memoryStreams();
  const trims: string[] = [];
  const streams = {
    ...inner,
    trim: async (...[of, upTo]: Parameters<typeof inner.trim>) => {
      trims.push(upTo);
      if (trims.length === 1) throw new Error('out of reach');
      await inner.trim(of, upTo);
    },
  };
  const trimmer = trimBehind(streams, spec, time.scheduler);
  let at = BEGINNING;
  const read = async (count: number): Promise<void> => {
    await streams.append(
      spec,
      Array.from({ length: count }, () => 'x'),
    );
    const found = await streams.read(spec, at, count);
    if (!found.ok) throw new Error('cut off');
    at = found.value.at(-1)?.cursor ?? at;
    trimmer.read(found.value);
  };
  const left = async (): Promise<number> => {
    const found = await inner.read(spec, OLDEST, 100);
    return found.ok ? found.value.length : Number.NaN;
  };
  return { time, trims, trimmer, read, left };
}

test('many entries are one trim, soon; one that fails is made good by the next', async () => {
  const { time, trims, read, left } = await room();
  for (let n = 0; n < 4; n++) await read(2);
  expect([trims.length, await left()]).toEqual([0, 8]);
  await time.advance(250);
  expect([trims.length, await left()]).toEqual([1, 8]);
  await read(1);
  await time.advance(250);
  expect([trims.length, await left()]).toEqual([2, 0]);
  await time.advance(1_000);
  expect(trims.length).toBe(2);
});

test('a stream that fills is trimmed at once; after the end nothing is', async () => {
  const { time, trims, trimmer, read } = await room();
  await read(11);
  expect(trims.length).toBe(1);
  await read(1);
  trimmer.stop();
  await time.advance(1_000);
  expect(trims.length).toBe(1);
});
