import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryStreams } from '../../stream/memory-streams.ts';
import { BEGINNING, type Cursor, type StreamSpec, type Streams } from '../../stream/streams.ts';
import { redisRoom } from '../../testing/redis-room.ts';

const bounds = fc.constantFrom<Omit<StreamSpec, 'name'>>(
  { maxEntries: 6, maxBytes: 40, whenFull: 'refuse' },
  { maxEntries: 6, maxBytes: 40, whenFull: 'drop-oldest' },
  { maxEntries: 100, maxBytes: 12, whenFull: 'drop-oldest' },
);
const payload = fc.constantFrom('', 'a', 'é♠', '\ud83c', 'twelve bytes');
const reader = fc.constantFrom('ana', 'bo');
/** `at` picks one of the cursors seen so far, so that it can be carried out on both. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('append' as const),
      payloads: fc.array(payload, { maxLength: 1 }),
      epoch: fc.nat(2),
    }),
  },
  fc.record({ do: fc.constant('read' as const), at: fc.nat(), limit: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ do: fc.constant('trim' as const), at: fc.nat() }),
  fc.record({ do: fc.constant('acknowledge' as const), at: fc.nat(), reader }),
  fc.record({ do: fc.constant('leave' as const), reader }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Carries the steps out; what comes of each, with cursors told as the number of the append that gave them. */
async function play(streams: Streams, spec: StreamSpec, steps: readonly Step[]): Promise<unknown[]> {
  const cursors: Cursor[] = [BEGINNING];
  const at = (n: number): Cursor => cursors[n % cursors.length] ?? BEGINNING;
  const told = (cursor: Cursor): number => cursors.indexOf(cursor);
  const outcomes: unknown[] = [];
  for (const each of steps) {
    switch (each.do) {
      case 'append': {
        const taken = await streams.append(spec, each.payloads, each.epoch);
        if (taken.ok && told(taken.value) < 0) cursors.push(taken.value);
        outcomes.push(taken.ok ? told(taken.value) : taken.error);
        break;
      }
      case 'read': {
        const found = await streams.read(spec, at(each.at), each.limit);
        outcomes.push(
          found.ok ? found.value.map(({ cursor, payload }) => [told(cursor), payload.toWellFormed()]) : found.error,
        );
        break;
      }
      case 'trim':
        await streams.trim(spec, at(each.at));
        break;
      case 'acknowledge':
        await streams.acknowledge(spec, each.reader, at(each.at));
        break;
      case 'leave':
        await streams.leave(spec, each.reader);
    }
    outcomes.push(told(await streams.tail(spec)));
  }
  return outcomes;
}

test('whatever is done to a stream, Redis and memory answer alike', async () => {
  const { streams } = await redisRoom();
  let run = 0;
  await fc.assert(
    fc.asyncProperty(bounds, fc.array(step, { maxLength: 30 }), async (ofStream, steps) => {
      const spec: StreamSpec = { ...ofStream, name: `s${run++}` };
      expect(await play(streams, spec, steps)).toEqual(await play(memoryStreams(), spec, steps));
    }),
    { numRuns: 60 },
  );
});
