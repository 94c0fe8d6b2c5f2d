/** What workers can do to queues, and what they survive, on a real Redis, at the scale of `testing/scale.ts`. */
import { setTimeout as pause } from 'node:timers/promises';
import { ok } from '@aboveboard/kit';
import { expect, test } from 'vitest';
import type { JobLease } from '../../queue/job.ts';
import type { QueueStore } from '../../queue/queue-store.ts';
import type { WorkerOptions } from '../../queue/queue-worker.ts';
import { planRepeat, startRepeater } from '../../queue/repeat.ts';
import { osScheduler } from '../../testing/os-scheduler.ts';
import { idOf, osClock, queue, queueRoom, storeOn, until, workElsewhere } from '../../testing/queue-room.ts';
import { FAULT_TEST_MS, scaled } from '../../testing/scale.ts';

const timeout = FAULT_TEST_MS;

test('[QUEUE-6] a worker killed in the middle of a job is taken over within ten seconds', { timeout }, async () => {
  const { server, store, add, work, isDone } = await queueRoom();
  const other = await workElsewhere(server.socketPath);
  await add('hang');
  await other.hears('began hang');
  await other.kill();
  const killedAtMs = Date.now();
  work();
  await until(isDone('hang'), 3_000 + scaled(10_000));
  expect(Date.now() - killedAtMs).toBeLessThan(scaled(10_000));
  expect(await store.look(queue, idOf('hang'))).toMatchObject({ result: 'by the test' });
});

test('[QUEUE-6] a worker whose event loop is blocked for 20 s loses its job, hears of it, and goes on', {
  timeout,
}, async () => {
  const { server, store, add, work, isDone } = await queueRoom();
  const other = await workElsewhere(server.socketPath);
  await add('block');
  await other.hears('began block');
  const worker = work();
  await until(isDone('block'), scaled(10_000)); // while the other is blocked
  await worker.stop();
  await other.hears('told LEASE_LOST', 10_000 + scaled(20_000));
  await add('next');
  await until(isDone('next'), 3_000);
  expect(await store.look(queue, idOf('block'))).toMatchObject({ result: 'by the test' });
  expect(await store.look(queue, idOf('next'))).toMatchObject({ result: 'by the process' });
});

test('[QUEUE-5] a job of 45 s with a lease of 5 s runs once, beside an idle worker', { timeout }, async () => {
  const { add, work, isDone } = await queueRoom();
  let runs = 0;
  const handle: WorkerOptions['handle'] = async () => {
    runs += 1;
    await pause(scaled(45_000));
    return [ok(null)];
  };
  work({ handle, name: 'a' });
  work({ handle, name: 'b' });
  await add('long');
  await until(isDone('long'), 5_000 + scaled(45_000));
  expect(runs).toBe(1);
});

test.each([-300_000, 300_000])(
  '[QUEUE-16] a worker whose clock is off by %i ms neither takes nor loses a run by it',
  { timeout },
  async (offMs) => {
    const { add, work, isDone } = await queueRoom();
    const off = { nowMs: () => Date.now() + offMs };
    const runs: string[] = [];
    const handleAs =
      (name: string): WorkerOptions['handle'] =>
      async ([job]) => {
        runs.push(`${name} ${job?.id}`);
        await pause(scaled(15_000)); // three leases
        return [ok(null)];
      };
    work({ name: 'off', clock: off, handle: handleAs('off') });
    await add('of the one that is off');
    await until(() => runs.length === 1, 2_000);
    work({ name: 'right', handle: handleAs('right') });
    await add('of the one that is right');
    await until(isDone('of the one that is right'), 5_000 + scaled(15_000));
    await until(isDone('of the one that is off'), 1_000);
    expect(runs).toEqual(['off of the one that is off', 'right of the one that is right']);
    const late = scaled(10_000);
    const askedAtMs = Date.now();
    await add('late', { delayMs: late });
    await until(() => runs.length === 3, 5_000 + late);
    expect(Date.now() - askedAtMs).toBeGreaterThanOrEqual(late - 5);
  },
);

test('[QUEUE-16] a worker whose clock is put back by 5 min takes over as before', { timeout }, async () => {
  const { server, add, work, isDone } = await queueRoom();
  let offMs = 0;
  const other = await workElsewhere(server.socketPath);
  await add('hang');
  await other.hears('began hang');
  work({ clock: { nowMs: () => Date.now() + offMs } });
  await pause(200);
  offMs = -300_000;
  await other.kill();
  await until(isDone('hang'), scaled(10_000) + 500);
});

test('[QUEUE-12] a job that outlasts the grace of a stopping worker runs elsewhere at once', async () => {
  const { store, add, work, isDone } = await queueRoom();
  const began = Promise.withResolvers<void>();
  const handle: WorkerOptions['handle'] = async ([job]) => {
    began.resolve();
    await pause(60_000, null, { signal: job?.signal as AbortSignal });
    return [ok(null)];
  };
  const stopping = work({ handle, graceMs: 100 });
  await add('a');
  await began.promise;
  expect(await stopping.stop()).toEqual({ givenBack: 1 });
  expect(await store.counts(queue)).toMatchObject({ waiting: { normal: 1 }, running: 0 });
  work({ name: 'next' });
  await until(isDone('a'), 400); // sooner than its lease would have run out
});

test('[QUEUE-13] two schedulers on one Redis fire each slot once', async () => {
  const { store } = await queueRoom();
  const planned = planRepeat({ name: 'tick', cron: '* * * * * *', timeZone: 'UTC', job: { payload: '' } });
  if (!planned.ok) throw new Error(planned.error.message);
  const clocks = [osClock, { nowMs: () => Date.now() + 400 }];
  const repeaters = clocks.map((clock) =>
    startRepeater({ store, queue, plans: [planned.value], clock, scheduler: osScheduler }),
  );
  await pause(3_300);
  for (const repeater of repeaters) repeater.stop();
  const ids = (await store.claim(queue, 'w', 100)).jobs.map((job) => Date.parse(job.id.slice('tick@'.length)));
  expect(ids.length).toBeGreaterThanOrEqual(3);
  expect(ids).toEqual(ids.map((_, i) => (ids[0] as number) + i * 1_000));
});

test('[QUEUE-6] many who take over at once each get other runs, and each run counts as failed once', { timeout }, async () => {
  const { server, store } = await queueRoom();
  const jobs = Array.from({ length: 200 }, (_, i) => ({
    id: idOf(`n${i}`),
    payload: '',
    ...(i % 3 === 0 && { key: `k${i}` }),
  }));
  await store.add(queue, jobs);
  expect((await store.claim(queue, 'dead', 200)).jobs).toHaveLength(200);
  await pause(queue.leaseMs + 10);
  const reapers = await Promise.all(Array.from({ length: 4 }, () => storeOn(server.socketPath)));
  const taken = await Promise.all(reapers.map(({ store: of }, i) => takeOverAll(of, `reaper ${i}`)));
  const all = taken.flat();
  expect(new Set(all.map((job) => job.id)).size).toBe(200);
  expect(all).toHaveLength(200);
  expect(all.every((job) => job.errors.length === 1)).toBe(true);
  const settled = await Promise.all(all.map((job) => store.complete(queue, job, null)));
  expect(settled.every((answer) => answer.ok)).toBe(true);
});

async function takeOverAll(store: QueueStore, worker: string) {
  const all = [];
  for (;;) {
    const { jobs } = await store.takeOver(queue, worker, 7);
    if (jobs.length === 0) return all;
    all.push(...jobs);
  }
}

test('[QUEUE-6] a reaper that stands still between taking over and beginning is taken over itself, and does not begin', {
  timeout,
}, async () => {
  const { server, store, add, work, isDone } = await queueRoom();
  await add('a');
  await store.claim(queue, 'dead', 1);
  await pause(queue.leaseMs + 10);
  const slow = (await storeOn(server.socketPath)).store;
  const taken = Promise.withResolvers<JobLease>();
  const runs: string[] = [];
  const handleAs =
    (name: string): WorkerOptions['handle'] =>
    async (jobs) => {
      runs.push(name);
      return jobs.map(() => ok(name));
    };
  const standsStill: QueueStore = {
    ...slow,
    async takeOver(...args) {
      const answer = await slow.takeOver(...args);
      if (answer.jobs[0]) taken.resolve(answer.jobs[0]);
      await pause(queue.leaseMs * 2);
      return answer;
    },
  };
  work({ store: standsStill, name: 'slow', handle: handleAs('slow') });
  const lease = await taken.promise;
  work({ name: 'quick', handle: handleAs('quick') });
  await until(isDone('a'), 2_000 + queue.leaseMs * 2);
  await pause(queue.leaseMs * 2);
  expect(runs).toEqual(['quick']);
  expect(await store.complete(queue, lease, 'late')).toEqual({ ok: false, error: 'LEASE_LOST' });
});
