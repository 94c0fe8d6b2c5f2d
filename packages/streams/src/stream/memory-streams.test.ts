import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryStreams } from './memory-streams.ts';
import { streamsContract } from './streams.contract.ts';
import { BEGINNING, type StreamSpec } from './streams.ts';

streamsContract('[STREAM-1] [STREAM-2] [STREAM-3] [STREAM-4] [STREAM-13] streams in memory', memoryStreams);

const stream: StreamSpec = { name: 's', maxEntries: 8, maxBytes: 64, whenFull: 'drop-oldest' };

test('more than a stream can ever hold is our own mistake', async () => {
  await expect(memoryStreams().append(stream, ['x'.repeat(65)])).rejects.toThrow('more than s can ever hold');
});

test('a subscriber hears an unbroken run whatever it is given between, or is cut off', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(12), { maxLength: 60 }), async (pauses) => {
      const streams = memoryStreams();
      const heard: number[] = [];
      let isCutOff = false;
      streams.subscribe(stream, BEGINNING, {
        onEntries: async (entries) => {
          heard.push(...entries.map((entry) => Number(entry.payload)));
          for (let i = 0; i < 5; i++) await Promise.resolve();
        },
        onEnd: () => {
          isCutOff = true;
        },
      });
      for (const [i, pause] of pauses.entries()) {
        streams.append(stream, [`${i}`]);
        for (let tick = 0; tick < pause; tick++) await Promise.resolve();
      }
      for (let i = 0; i < 100; i++) await Promise.resolve();
      expect(heard).toEqual(heard.map((_, i) => i));
      if (!isCutOff) expect(heard.length).toBe(pauses.length);
    }),
  );
});
