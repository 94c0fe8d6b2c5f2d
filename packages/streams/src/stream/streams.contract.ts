/**
 * What every implementation of `Streams` does. Run it with a factory of empty streams.
 */
import { describe, expect, test } from 'vitest';
import { BEGINNING, type EndOfSubscription, OLDEST, type StreamEntry, type StreamSpec, type Streams } from './streams.ts';

const requests: StreamSpec = { name: 'requests', maxEntries: 4, maxBytes: 100, whenFull: 'refuse' };
const history: StreamSpec = { name: 'history', maxEntries: 4, maxBytes: 100, whenFull: 'drop-oldest' };
const roomy: StreamSpec = { name: 'roomy', maxEntries: 10_000, maxBytes: 1_000_000, whenFull: 'refuse' };

/** Reads what there is, as texts. */
async function textsOf(streams: Streams, stream: StreamSpec, after = BEGINNING): Promise<string[] | 'CUT_OFF'> {
  const found = await streams.read(stream, after, 1_000);
  return found.ok ? found.value.map((entry) => entry.payload) : found.error;
}

async function appended(streams: Streams, stream: StreamSpec, ...payloads: string[]) {
  const result = await streams.append(stream, payloads);
  if (!result.ok) throw new Error(`not appended: ${result.error}`);
  return result.value;
}

/** A subscriber that keeps what it gets, and a way to wait for it. */
function listener(onEntries: (entries: readonly StreamEntry[]) => void | Promise<void> = () => {}) {
  const heard: string[] = [];
  const ends: EndOfSubscription[] = [];
  return {
    heard,
    ends,
    async onEntries(entries: readonly StreamEntry[]) {
      heard.push(...entries.map((entry) => entry.payload));
      await onEntries(entries);
    },
    onEnd(reason: EndOfSubscription) {
      ends.push(reason);
    },
    until: (isDone: () => boolean) => expect.poll(isDone, { interval: 1, timeout: 5_000 }).toBe(true),
  };
}

export function streamsContract(name: string, make: () => Streams | Promise<Streams>): void {
  describe(`${name}: appending and reading`, () => {
    test('entries come back in the order they were appended, from any position', async () => {
      const streams = await make();
      expect(await textsOf(streams, roomy)).toEqual([]);
      const first = await appended(streams, roomy, 'a');
      const third = await appended(streams, roomy, 'b', 'c');
      expect(await textsOf(streams, roomy)).toEqual(['a', 'b', 'c']);
      expect(await textsOf(streams, roomy, first)).toEqual(['b', 'c']);
      expect(await textsOf(streams, roomy, third)).toEqual([]);
    });

    test('what is kept can be read whatever went before it', async () => {
      const streams = await make();
      expect(await textsOf(streams, history, OLDEST)).toEqual([]);
      const last = await appended(streams, history, 'a', 'b', 'c', 'd');
      await appended(streams, history, 'e');
      expect(await textsOf(streams, history)).toBe('CUT_OFF');
      expect(await textsOf(streams, history, OLDEST)).toEqual(['b', 'c', 'd', 'e']);
      await streams.trim(history, last);
      expect(await textsOf(streams, history, OLDEST)).toEqual(['e']);
    });

    test('a read stops at its limit and goes on from the last cursor', async () => {
      const streams = await make();
      await appended(streams, roomy, 'a', 'b', 'c');
      const page = await streams.read(roomy, BEGINNING, 2);
      const entries = page.ok ? page.value : [];
      expect(entries.map((entry) => entry.payload)).toEqual(['a', 'b']);
      expect(await textsOf(streams, roomy, entries[1]?.cursor)).toEqual(['c']);
    });

    test('streams of different names know nothing of each other', async () => {
      const streams = await make();
      await appended(streams, requests, 'a');
      expect(await textsOf(streams, history)).toEqual([]);
    });

    test('the tail is the newest entry, also after everything was trimmed', async () => {
      const streams = await make();
      expect(await streams.tail(roomy)).toBe(BEGINNING);
      const cursor = await appended(streams, roomy, 'a', 'b');
      expect(await streams.tail(roomy)).toBe(cursor);
      await streams.trim(roomy, cursor);
      expect(await streams.tail(roomy)).toBe(cursor);
      await appended(streams, roomy, 'c');
      expect(await textsOf(streams, roomy, cursor)).toEqual(['c']);
    });
  });

  describe(`${name}: bounds`, () => {
    test('a full queue refuses all of an append and keeps what it has', async () => {
      const streams = await make();
      await appended(streams, requests, 'a', 'b', 'c');
      expect(await streams.append(requests, ['d', 'e'])).toEqual({ ok: false, error: 'FULL' });
      expect(await textsOf(streams, requests)).toEqual(['a', 'b', 'c']);
    });

    test('trimming makes room, and is harmless when repeated', async () => {
      const streams = await make();
      const second = await appended(streams, requests, 'a', 'b');
      await appended(streams, requests, 'c', 'd');
      await streams.trim(requests, second);
      await streams.trim(requests, second);
      await appended(streams, requests, 'e', 'f');
      expect(await textsOf(streams, requests, second)).toEqual(['c', 'd', 'e', 'f']);
    });

    test('bytes are counted as UTF-8', async () => {
      const streams = await make();
      await appended(streams, requests, 'é♠'.repeat(19)); // 38 units, 95 bytes
      expect(await streams.append(requests, ['sixsix'])).toEqual({ ok: false, error: 'FULL' });
      await appended(streams, requests, 'five!');
    });

    test('a full history drops its oldest, by number and by bytes', async () => {
      const streams = await make();
      const first = await appended(streams, history, 'a');
      await appended(streams, history, 'b', 'c', 'd', 'e');
      expect(await textsOf(streams, history, first)).toEqual(['b', 'c', 'd', 'e']);
      await appended(streams, history, 'x'.repeat(99));
      const tail = await streams.tail(history);
      await appended(streams, history, 'y');
      expect(await textsOf(streams, history, tail)).toEqual(['y']);
    });

    test('a reader behind the oldest entry kept is told', async () => {
      const streams = await make();
      const first = await appended(streams, history, 'a');
      await appended(streams, history, 'b', 'c', 'd', 'e');
      await appended(streams, history, 'f');
      expect(await textsOf(streams, history, first)).toBe('CUT_OFF');
      expect(await textsOf(streams, history)).toBe('CUT_OFF');
    });
  });

  describe(`${name}: readers that acknowledge`, () => {
    test('an entry goes when every reader has handled it, and a late word moves nobody back', async () => {
      const streams = await make();
      const first = await appended(streams, roomy, 'a');
      const second = await appended(streams, roomy, 'b');
      await streams.acknowledge(roomy, 'slow', BEGINNING);
      await streams.acknowledge(roomy, 'quick', second);
      expect(await textsOf(streams, roomy)).toEqual(['a', 'b']);
      await streams.acknowledge(roomy, 'slow', first);
      await streams.acknowledge(roomy, 'slow', BEGINNING);
      expect(await textsOf(streams, roomy)).toBe('CUT_OFF');
      expect(await textsOf(streams, roomy, first)).toEqual(['b']);
    });

    test('a reader that leaves holds nothing up; the last to leave takes nothing along', async () => {
      const streams = await make();
      const first = await appended(streams, roomy, 'a');
      await streams.acknowledge(roomy, 'slow', BEGINNING);
      await streams.acknowledge(roomy, 'quick', first);
      await appended(streams, roomy, 'b');
      await streams.leave(roomy, 'slow');
      expect(await textsOf(streams, roomy, first)).toEqual(['b']);
      expect(await textsOf(streams, roomy)).toBe('CUT_OFF');
      await streams.leave(roomy, 'quick');
      await streams.leave(roomy, 'nobody');
      expect(await textsOf(streams, roomy, first)).toEqual(['b']);
    });
  });

  describe(`${name}: fencing`, () => {
    test('an append below the highest epoch is refused', async () => {
      const streams = await make();
      expect((await streams.append(roomy, ['a'], 2)).ok).toBe(true);
      expect((await streams.append(roomy, ['b'], 2)).ok).toBe(true);
      expect(await streams.append(roomy, ['late'], 1)).toEqual({ ok: false, error: 'FENCED' });
      expect((await streams.append(roomy, ['c'], 3)).ok).toBe(true);
      expect(await streams.append(roomy, ['late'], 2)).toEqual({ ok: false, error: 'FENCED' });
      expect(await textsOf(streams, roomy)).toEqual(['a', 'b', 'c']);
    });
  });

  describe(`${name}: subscriptions`, () => {
    test('deliver what is there and what comes, in order and once', async () => {
      const streams = await make();
      await appended(streams, roomy, 'a', 'b');
      const ear = listener();
      const subscription = streams.subscribe(roomy, BEGINNING, ear);
      expect(ear.heard).toEqual([]); // never within the call
      await appended(streams, roomy, 'c');
      await ear.until(() => ear.heard.length === 3);
      const many = Array.from({ length: 600 }, (_, i) => `n${i}`);
      for (const text of many) await appended(streams, roomy, text);
      await ear.until(() => ear.heard.length === 603);
      expect(ear.heard).toEqual(['a', 'b', 'c', ...many]);
      subscription.unsubscribe();
    });

    test('start where they are asked to', async () => {
      const streams = await make();
      await appended(streams, roomy, 'old');
      const ear = listener();
      const subscription = streams.subscribe(roomy, await streams.tail(roomy), ear);
      await appended(streams, roomy, 'new');
      await ear.until(() => ear.heard.length === 1);
      expect(ear.heard).toEqual(['new']);
      subscription.unsubscribe();
    });

    test('never call a handler again before it is done', async () => {
      const streams = await make();
      let open = 0;
      let most = 0;
      const ear = listener(async () => {
        open += 1;
        most = Math.max(most, open);
        for (let i = 0; i < 20; i++) await Promise.resolve();
        open -= 1;
      });
      const subscription = streams.subscribe(roomy, BEGINNING, ear);
      for (let i = 0; i < 50; i++) await appended(streams, roomy, `${i}`);
      await ear.until(() => ear.heard.length === 50);
      expect(most).toBe(1);
      subscription.unsubscribe();
    });

    test('each hears everything, and one that has left hears no more', async () => {
      const streams = await make();
      const stays = listener();
      const leaves = listener();
      const subscriptions = [streams.subscribe(roomy, BEGINNING, stays), streams.subscribe(roomy, BEGINNING, leaves)];
      await appended(streams, roomy, 'a');
      await leaves.until(() => leaves.heard.length === 1);
      subscriptions[1]?.unsubscribe();
      await appended(streams, roomy, 'b');
      await stays.until(() => stays.heard.length === 2);
      expect(leaves).toMatchObject({ heard: ['a'], ends: [] });
      subscriptions[0]?.unsubscribe();
    });

    test('cut off a reader too slow for its history, and nobody else', async () => {
      const streams = await make();
      let letGo = () => {};
      const slow = listener(() => new Promise((resolve) => (letGo = resolve)));
      const quick = listener();
      const subscription = streams.subscribe(history, BEGINNING, quick);
      streams.subscribe(history, BEGINNING, slow);
      await appended(streams, history, 'a');
      await slow.until(() => slow.heard.length === 1);
      for (const text of ['b', 'c', 'd', 'e', 'f']) {
        await appended(streams, history, text);
        await quick.until(() => quick.heard.at(-1) === text);
      }
      letGo();
      await slow.until(() => slow.ends.length === 1);
      expect(slow).toMatchObject({ heard: ['a'], ends: [{ code: 'CUT_OFF' }] });
      expect(quick).toMatchObject({ heard: ['a', 'b', 'c', 'd', 'e', 'f'], ends: [] });
      subscription.unsubscribe();
    });

    test('end when their handler fails, and say so', async () => {
      const streams = await make();
      const error = new Error('handler');
      const ear = listener(() => {
        throw error;
      });
      streams.subscribe(roomy, BEGINNING, ear);
      await appended(streams, roomy, 'a');
      await ear.until(() => ear.ends.length === 1);
      await appended(streams, roomy, 'b');
      const witness = listener();
      const subscription = streams.subscribe(roomy, BEGINNING, witness);
      await witness.until(() => witness.heard.length === 2);
      expect(ear).toMatchObject({ heard: ['a'], ends: [{ code: 'HANDLER_FAILED', error }] });
      subscription.unsubscribe();
    });
  });
}
