/**
 * What every implementation of `QueueStore` does. Run it with a factory of empty stores and a way to let time pass.
 */
import { describe, expect, test } from 'vitest';
import type { ClaimedJob, JobId, JobLease, NewJob, QueuedState } from './job.ts';
import type { Priority } from './priority.ts';
import type { QueueSpec, QueueStore } from './queue-store.ts';

export interface StoreUnderTest {
  readonly store: QueueStore;
  /** Lets time pass, in ms. */
  pass(ms: number): Promise<void>;
}

const id = (text: string) => text as JobId;
const spec: QueueSpec = {
  name: 'jobs',
  leaseMs: 200,
  maxAttempts: 3,
  maxJobs: 50,
  maxPayloadBytes: 100,
  dedupeMs: 300,
  keepResultMs: 300,
};

export function queueStoreContract(name: string, make: () => StoreUnderTest | Promise<StoreUnderTest>): void {
  async function setUp() {
    const { store, pass } = await make();
    const add = async (text: string, more: Partial<NewJob> = {}) => {
      const [answer] = await store.add(spec, [{ id: id(text), payload: `of ${text}`, ...more }]);
      return answer?.ok ? 'ADDED' : answer?.error;
    };
    const claim = async (limit = 10, worker = 'w') => (await store.claim(spec, worker, limit)).jobs;
    const claimIds = async (limit = 10) => (await claim(limit)).map((job) => job.id);
    const one = async (): Promise<ClaimedJob> => {
      const [job] = await claim(1);
      if (job === undefined) throw new Error('nothing to claim');
      return job;
    };
    return { store, pass, add, claim, claimIds, one };
  }

  describe(`${name}: adding and claiming`, () => {
    test('jobs come as they were added, in order, once', async () => {
      const { add, claim, claimIds } = await setUp();
      await add('a', { trace: '00-aa-bb-01' });
      await add('b');
      const [a, b] = await claim();
      expect(a).toMatchObject({ id: 'a', payload: 'of a', priority: 'normal', key: null, trace: '00-aa-bb-01', run: 1 });
      expect(a).toMatchObject({ errors: [] });
      expect(a?.startedAtMs).toBeGreaterThanOrEqual(a?.addedAtMs as number);
      expect(b).toMatchObject({ id: 'b', trace: null });
      expect(await claimIds()).toEqual([]);
    });

    test('a job says how long it had been ready', async () => {
      const { store, pass, add, claim, one } = await setUp();
      await add('a', { key: 'k' });
      await add('held', { key: 'k' });
      await pass(100);
      const [a] = await claim();
      expect(a?.waitedMs).toBeGreaterThanOrEqual(90);
      expect(a?.waitedMs).toBeLessThan(200);
      await pass(100);
      await store.complete(spec, a as JobLease, null);
      expect((await one()).waitedMs).toBeLessThan(50); // while it was held it was not ready
      await pass(300);
      expect((await store.takeOver(spec, 'x', 1)).jobs).toMatchObject([{ id: 'held', waitedMs: 0 }]);
    });

    test('any text comes back as it was', async () => {
      const { store, claim } = await setUp();
      const payload = '{"é♠":"\\n\u0000"}';
      await store.add(spec, [{ id: id('ü:{1}'), payload, key: 'k:{2} 3' }]);
      expect(await claim()).toMatchObject([{ id: 'ü:{1}', payload, key: 'k:{2} 3' }]);
    });

    test('an id is refused while its job is there, and for a time after', async () => {
      const { store, pass, add, one } = await setUp();
      expect(await add('a')).toBe('ADDED');
      expect(await add('a')).toBe('DUPLICATE');
      await pass(400);
      expect(await add('a')).toBe('DUPLICATE'); // still waiting, however old
      await add('b');
      const [a, b] = [await one(), await one()];
      await store.complete(spec, a, null);
      await store.complete(spec, b, null);
      expect(await add('b')).toBe('DUPLICATE');
      await pass(400);
      expect(await add('a')).toBe('ADDED');
      expect(await add('b')).toBe('ADDED');
    });

    test('of a batch each is answered for itself', async () => {
      const { store } = await setUp();
      const jobs = ['a', 'a', 'b'].map((text) => ({ id: id(text), payload: text }));
      const answers = await store.add(spec, jobs);
      expect(answers).toEqual([
        { ok: true, value: 'a' },
        { ok: false, error: 'DUPLICATE' },
        { ok: true, value: 'b' },
      ]);
    });

    test('a full queue refuses, counting the dead; so does a payload too large, counted as UTF-8', async () => {
      const { store, add, one } = await setUp();
      expect(await add('large', { payload: '♠'.repeat(34) })).toBe('TOO_LARGE');
      for (let i = 0; i < 50; i++) await add(`n${i}`, { delayMs: i > 20 ? 100_000 : 0 });
      expect(await add('more')).toBe('FULL');
      await store.bury(spec, await one(), 'refused', 'no');
      expect(await add('more')).toBe('FULL');
      await store.complete(spec, await one(), null);
      expect(await add('more')).toBe('ADDED');
    });

    test('a delayed job is ready when it is due, and the claimant is told when that is', async () => {
      const { store, pass, add, claimIds } = await setUp();
      await add('late', { delayMs: 300 });
      await add('soon', { delayMs: 100 });
      const claim = await store.claim(spec, 'w', 5);
      expect(claim.jobs).toEqual([]);
      expect(claim.nextDueInMs).toBeGreaterThan(50);
      expect(claim.nextDueInMs).toBeLessThanOrEqual(100);
      await pass(150);
      expect(await claimIds()).toEqual(['soon']);
      await pass(200);
      expect(await claimIds()).toEqual(['late']);
      expect((await store.claim(spec, 'w', 5)).nextDueInMs).toBeNull();
    });

    test('whoever came away short hears of the next job', async () => {
      const { store, pass, add, claimIds } = await setUp();
      let calls = 0;
      const ear = store.onReady(spec, () => {
        calls += 1;
      });
      await pass(50); // until it is listening
      await claimIds();
      await add('a');
      await expect.poll(() => calls, { interval: 1 }).toBe(1);
      await add('b');
      await pass(50);
      expect(calls).toBe(1); // nobody has asked since
      ear.unsubscribe();
      await claimIds();
      await add('c');
      await pass(50);
      expect(calls).toBe(1);
    });
  });

  describe(`${name}: hints`, () => {
    test('whoever came away short hears of a job that is put off, too, to think again when to look', async () => {
      const { store, pass, add, claimIds } = await setUp();
      let calls = 0;
      const ear = store.onReady(spec, () => {
        calls += 1;
      });
      await pass(50);
      await claimIds();
      await add('soon', { delayMs: 100 });
      await expect.poll(() => calls, { interval: 1 }).toBe(1);
      ear.unsubscribe();
    });
  });

  describe(`${name}: priorities`, () => {
    const fill = async (add: (text: string, more: Partial<NewJob>) => unknown, priority: Priority, n: number) => {
      for (let i = 0; i < n; i++) await add(`${priority}${i}`, { priority });
    };

    test('ten jobs are six urgent, three normal and one bulk, taken singly or together', async () => {
      for (const size of [1, 5, 10]) {
        const { add, claim } = await setUp();
        for (const priority of ['urgent', 'normal', 'bulk'] as const) await fill(add, priority, 10);
        const taken: string[] = [];
        while (taken.length < 10) taken.push(...(await claim(size)).map((job) => job.priority));
        const numberOf = (priority: Priority) => taken.filter((p) => p === priority).length;
        expect([numberOf('urgent'), numberOf('normal'), numberOf('bulk')]).toEqual([6, 3, 1]);
      }
    });

    test('an empty priority is passed over at once, whoever has its turn', async () => {
      const { add, claimIds } = await setUp();
      await fill(add, 'bulk', 12);
      for (let i = 0; i < 12; i++) expect(await claimIds(1)).toEqual([`bulk${i}`]);
    });
  });

  describe(`${name}: keys`, () => {
    test('a key runs one job at a time, in order, through every end of a run', async () => {
      const { store, pass, add, claimIds, one } = await setUp();
      for (const text of ['a', 'b', 'c', 'd', 'e']) await add(text, { key: 'k' });
      await add('free');
      const a = await one();
      expect(a.id).toBe('a');
      expect(await claimIds()).toEqual(['free']);
      await store.fail(spec, a, 'again', 50);
      expect(await claimIds()).toEqual([]); // its key stays taken between two runs
      await pass(80);
      const again = await one();
      expect(again.id).toBe('a');
      await store.complete(spec, again, null);
      const b = await one();
      expect(b.id).toBe('b');
      await store.giveBack(spec, b);
      const b2 = await one();
      expect(b2).toMatchObject({ id: 'b', errors: [] });
      expect(b2.run).toBeGreaterThan(b.run);
      await store.bury(spec, b2, 'refused', 'no');
      expect(await store.cancel(spec, id('d'))).toEqual({ ok: true, value: 'REMOVED' });
      const c = await one();
      expect(c.id).toBe('c');
      expect(await store.discard(spec, 'waiting', [id('c')])).toEqual([]);
      await store.complete(spec, c, null);
      expect(await store.discard(spec, 'waiting', [id('e')])).toEqual(['e']);
      await add('f', { key: 'k' });
      expect(await claimIds()).toEqual(['f']);
    });
  });

  describe(`${name}: leases`, () => {
    test('a run that is not renewed is taken over, and whoever had it can settle nothing', async () => {
      const { store, pass, add, claimIds, one } = await setUp();
      await add('a');
      const lost = await one();
      expect(await store.takeOver(spec, 'x', 5)).toEqual({ jobs: [], buried: 0 });
      await pass(300);
      expect(await claimIds()).toEqual([]);
      const [taken] = (await store.takeOver(spec, 'x', 5)).jobs;
      expect(taken).toMatchObject({ id: 'a', payload: 'of a', run: 2, errors: [{ attempt: 1 }] });
      expect(await store.renew(spec, [lost])).toEqual(['LOST']);
      const gone = { ok: false, error: 'LEASE_LOST' };
      expect(await store.complete(spec, lost, null)).toEqual(gone);
      expect(await store.fail(spec, lost, '', 0)).toEqual(gone);
      expect(await store.bury(spec, lost, 'refused', '')).toEqual(gone);
      expect(await store.giveBack(spec, lost)).toEqual(gone);
      expect(await store.progress(spec, lost, { done: 1, total: 2 })).toEqual(gone);
      expect(await store.complete(spec, taken as JobLease, null)).toEqual({ ok: true });
    });

    test('a renewed run is nobody else’s, however long it takes', async () => {
      const { store, pass, add, one } = await setUp();
      await add('a');
      const job = await one();
      for (let i = 0; i < 5; i++) {
        await pass(80);
        expect(await store.renew(spec, [job, { id: id('none'), run: 1 }])).toEqual(['HELD', 'LOST']);
        expect(await store.takeOver(spec, 'x', 5)).toEqual({ jobs: [], buried: 0 });
      }
    });

    test('a job that loses every lease is dead', async () => {
      const { store, pass, add } = await setUp();
      await add('poison');
      await store.claim(spec, 'w', 1);
      await pass(300);
      expect((await store.takeOver(spec, 'w', 1)).jobs).toHaveLength(1);
      await pass(300);
      expect((await store.takeOver(spec, 'w', 1)).jobs).toHaveLength(1);
      await pass(300);
      expect(await store.takeOver(spec, 'w', 1)).toEqual({ jobs: [], buried: 1 });
      const letter = await store.deadLetter(spec, id('poison'));
      expect(letter).toMatchObject({ reason: 'exhausted', payload: 'of poison' });
      expect(letter?.errors.map((error) => error.attempt)).toEqual([1, 2, 3]);
    });
  });

  describe(`${name}: fencing`, () => {
    test('a lease does not fit a later job of the same id', async () => {
      const { store, pass, add, one } = await setUp();
      await add('a');
      const first = await one();
      await store.complete(spec, first, null);
      await pass(400);
      await add('a');
      await one();
      expect(await store.complete(spec, first, null)).toEqual({ ok: false, error: 'LEASE_LOST' });
    });
  });

  describe(`${name}: ends`, () => {
    test('a result and an end can be asked for, for a time', async () => {
      const { store, pass, add, one } = await setUp();
      await add('a');
      expect(await store.look(spec, id('a'))).toEqual({ state: 'waiting', progress: null, result: null });
      const job = await one();
      await store.progress(spec, job, { done: 3, total: 9 });
      expect(await store.look(spec, id('a'))).toMatchObject({ state: 'running', progress: { done: 3, total: 9 } });
      expect(await store.complete(spec, job, 'fine')).toEqual({ ok: true });
      expect(await store.look(spec, id('a'))).toMatchObject({ state: 'done', result: 'fine' });
      expect(await store.complete(spec, job, 'twice')).toEqual({ ok: false, error: 'LEASE_LOST' });
      await pass(400);
      expect(await store.look(spec, id('a'))).toBeNull();
    });

    test('a failed run is due again after its delay, with every error; the last allowed one kills', async () => {
      const { store, pass, add, claimIds, one } = await setUp();
      await add('a', { priority: 'bulk', trace: 't' });
      expect(await store.fail(spec, await one(), 'first', 100)).toEqual({ ok: true, value: 'RETRIED' });
      expect(await claimIds()).toEqual([]);
      expect(await store.counts(spec)).toMatchObject({ delayed: 1, running: 0 });
      await pass(150);
      expect(await store.fail(spec, await one(), 'second', 1)).toEqual({ ok: true, value: 'RETRIED' });
      await pass(20);
      const last = await one();
      expect(last.errors.map(({ attempt, message }) => [attempt, message])).toEqual([
        [1, 'first'],
        [2, 'second'],
      ]);
      expect(await store.fail(spec, last, 'third', 1)).toEqual({ ok: true, value: 'BURIED' });
      const letter = await store.deadLetter(spec, id('a'));
      expect(letter).toMatchObject({ id: 'a', payload: 'of a', priority: 'bulk', trace: 't', reason: 'exhausted' });
      expect(letter?.errors.map((error) => error.message)).toEqual(['first', 'second', 'third']);
      expect(letter?.errors.every((error) => error.atMs > 0 && error.atMs <= (letter?.diedAtMs ?? 0))).toBe(true);
      expect(letter?.addedAtMs).toBeLessThanOrEqual(letter?.startedAtMs ?? 0);
    });

    test('a waiting job is removed by cancelling it, a running one hears of it', async () => {
      const { store, add, claimIds, one } = await setUp();
      await add('waits');
      await add('sleeps', { delayMs: 50 });
      await add('runs', { priority: 'urgent' });
      const running = await one();
      expect(await store.cancel(spec, id('waits'))).toEqual({ ok: true, value: 'REMOVED' });
      expect(await store.cancel(spec, id('sleeps'))).toEqual({ ok: true, value: 'REMOVED' });
      expect(await store.look(spec, id('sleeps'))).toMatchObject({ state: 'cancelled' });
      expect(await store.cancel(spec, id('runs'))).toEqual({ ok: true, value: 'ASKED' });
      expect(await store.cancel(spec, id('none'))).toEqual({ ok: false, error: 'NOT_FOUND' });
      expect(await store.renew(spec, [running])).toEqual(['CANCELLED']);
      expect(await store.fail(spec, running, 'stopped', 1)).toEqual({ ok: true, value: 'CANCELLED' });
      expect(await store.look(spec, id('runs'))).toMatchObject({ state: 'cancelled' });
      expect(await claimIds()).toEqual([]);
      expect(await store.counts(spec)).toMatchObject({ delayed: 0, running: 0, dead: 0, oldestWaitingMs: null });
    });

    test('a cancelled run that is given back or loses its lease does not run again', async () => {
      const { store, pass, add, claim } = await setUp();
      await add('a', { key: 'k' });
      await add('b', { key: 'k' });
      const [a] = await claim(1);
      await store.cancel(spec, id('a'));
      await store.giveBack(spec, a as JobLease);
      const [b] = await claim();
      expect(b?.id).toBe('b');
      await store.cancel(spec, id('b'));
      await pass(300);
      expect(await store.takeOver(spec, 'x', 5)).toEqual({ jobs: [], buried: 0 });
      expect(await claim()).toEqual([]);
      expect(await store.counts(spec)).toMatchObject({ running: 0, dead: 0 });
    });
  });

  describe(`${name}: dead letters`, () => {
    test('are listed in pages, oldest first, and shown', async () => {
      const { store, add, one } = await setUp();
      for (const text of ['a', 'b', 'c']) {
        await add(text);
        await store.bury(spec, await one(), 'malformed', `no ${text}`);
      }
      const first = await store.deadLetters(spec, 2);
      expect(first.items.map((letter) => [letter.id, letter.errors[0]?.message])).toEqual([
        ['a', 'no a'],
        ['b', 'no b'],
      ]);
      const second = await store.deadLetters(spec, 2, first.next ?? undefined);
      expect(second).toMatchObject({ items: [{ id: 'c', reason: 'malformed' }], next: null });
      expect(await store.deadLetter(spec, id('none'))).toBeNull();
      expect(await add('a')).toBe('DUPLICATE'); // an id is one job, dead or alive
    });

    test('are queued again with all their runs, and discarded, while workers run', async () => {
      const { store, add, one, claim } = await setUp();
      await add('a', { key: 'k' });
      await add('b', { key: 'k' });
      await store.bury(spec, await one(), 'refused', 'no');
      const b = await one();
      expect(await store.requeue(spec, id('a'))).toEqual({ ok: true });
      expect(await store.requeue(spec, id('a'))).toEqual({ ok: false, error: 'NOT_FOUND' });
      expect(await claim()).toEqual([]); // its key is b's now
      await store.complete(spec, b, null);
      const a = await one();
      expect(a).toMatchObject({ id: 'a', payload: 'of a', key: 'k', errors: [] });
      await store.bury(spec, a, 'refused', 'still no');
      expect(await store.discard(spec, 'waiting', [id('a')])).toEqual([]);
      expect(await store.discard(spec, 'dead', [id('a'), id('none')])).toEqual(['a']);
      expect(await store.deadLetters(spec, 5)).toEqual({ items: [], next: null });
    });
  });

  describe(`${name}: looking on`, () => {
    test('counts what lies where, and how long the oldest waits', async () => {
      const { store, pass, add, claim } = await setUp();
      for (const text of ['a', 'b', 'c']) await add(text, { key: 'k' });
      await add('u', { priority: 'urgent' });
      await add('l', { priority: 'bulk', delayMs: 10_000 });
      await pass(100);
      const counts = await store.counts(spec);
      expect(counts).toMatchObject({ waiting: { urgent: 1, normal: 1, bulk: 0 }, held: 2, delayed: 1, running: 0, dead: 0 });
      expect(counts.oldestWaitingMs).toBeGreaterThanOrEqual(90);
      const peeked = async (state: QueuedState) => (await store.peek(spec, state, 10)).items.map((job) => job.id);
      expect([await peeked('waiting'), await peeked('held'), await peeked('delayed')]).toEqual([['u', 'a'], ['b', 'c'], ['l']]);
      const page = await store.peek(spec, 'waiting', 1);
      expect((await store.peek(spec, 'waiting', 1, page.next ?? '')).items).toMatchObject([{ id: 'a', payload: 'of a' }]);
      await claim(1);
      expect(await peeked('waiting')).toEqual(['a']);
      expect(await store.counts(spec)).toMatchObject({ running: 1, waiting: { urgent: 0 } });
      const all = [id('a'), id('l'), id('u')];
      expect(await store.discard(spec, 'waiting', all)).toEqual(['a']); // and b has its key now
      expect(await store.discard(spec, 'held', [id('b')])).toEqual([]);
      expect(await store.discard(spec, 'waiting', [id('b')])).toEqual(['b']);
      expect(await store.discard(spec, 'delayed', all)).toEqual(['l']);
      expect(await store.counts(spec)).toMatchObject({ waiting: { normal: 1 }, held: 0, delayed: 0 });
    });

    test('a paused queue takes jobs and gives none', async () => {
      const { store, pass, add, claimIds } = await setUp();
      await add('a');
      await store.pause(spec);
      expect(await claimIds()).toEqual([]);
      expect(await store.counts(spec)).toMatchObject({ isPaused: true });
      let calls = 0;
      const ear = store.onReady(spec, () => {
        calls += 1;
      });
      await pass(50);
      await add('b');
      await store.resume(spec);
      await expect.poll(() => calls, { interval: 1 }).toBe(1);
      ear.unsubscribe();
      expect(await claimIds()).toEqual(['a', 'b']);
    });
  });
}
