/** A whole room with its queues on a Redis of the test's own: what its operator is told while that stands still. */
import { request } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freePort } from '../../../../packages/streams/src/testing/free-port.ts';
import { type RedisServer, startRedis } from '../../../../packages/streams/src/testing/redis-server.ts';
import { openRoom, type TestRoom } from '../testing/open-room.ts';
import { until } from '../testing/playing-guest.ts';
import { INSTRUMENTS } from './instruments.ts';
import { attributeOf, otlpReceiver } from './testing/otlp-receiver.ts';
import { scraped } from './testing/scrape.ts';

async function redisByAddress(): Promise<{ redis: RedisServer; redisUrl: string }> {
  const port = await freePort();
  const redis = await startRedis({ args: ['--port', `${port}`, '--bind', '127.0.0.1'] });
  return { redis, redisUrl: `redis://127.0.0.1:${port}` };
}

interface Health {
  readonly status: number;
  readonly reasons: Readonly<Record<string, string>>;
  readonly ms: number;
}

async function health(url: string, path: '/readyz' | '/healthz'): Promise<Health> {
  const beganMs = performance.now();
  const answer = await fetch(`${url}${path}`);
  const { reasons } = (await answer.json()) as Health;
  return { status: answer.status, reasons, ms: performance.now() - beganMs };
}

/** Says what it is waiting for in vain. */
async function untilReady(url: string): Promise<void> {
  await expect.poll(async () => (await health(url, '/readyz')).reasons, { interval: 50, timeout: 10_000 }).toEqual({});
}

/** Adds a job by the control socket, as a command on this machine does. */
function addJob(room: TestRoom, queue: string, id: string, payload: unknown, traceparent: string): Promise<number> {
  const body = JSON.stringify({ why: 'a test', jobs: [{ id, payload: JSON.stringify(payload) }] });
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'aboveboard-user': 'ana', traceparent };
    const asked = request(
      { socketPath: join(room.data, 'control.sock'), method: 'POST', path: `/control/queues/${queue}/jobs`, headers },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      },
    );
    asked.on('error', reject).end(body);
  });
}

test('a Redis that stands still is told within two seconds, and its return by itself; the process lives all along', async () => {
  const { redis, redisUrl } = await redisByAddress();
  const room = await openRoom({ redisUrl, metricsPort: 0 });
  const url = room.metricsUrl ?? expect.fail('no listener');
  await until(async () => (await scraped(url)).text.includes('aboveboard_queue_dead_jobs{'), 'counts of the queues');
  expect((await scraped(url)).value('aboveboard_breaker_state', 'dependency="redis"')).toBe(0);

  redis.freeze();
  const told = await health(url, '/readyz');
  expect(told).toMatchObject({
    status: 503,
    reasons: { redis: expect.stringContaining('Redis did not answer within 1000 ms') },
  });
  expect(told.ms).toBeLessThan(2_000);
  expect((await health(room.url, '/readyz')).reasons).toHaveProperty('redis');
  await until(async () => 'workers' in (await health(url, '/readyz')).reasons, 'word of the workers', 15_000);
  expect((await health(url, '/readyz')).reasons.workers).toMatch(/^No worker has reached its queue for \d+ s/);
  for (const where of [url, room.url]) expect(await health(where, '/healthz')).toMatchObject({ status: 200, reasons: {} });
  const frozen = await scraped(url);
  expect(frozen.text).not.toContain('aboveboard_queue_dead_jobs{'); // rather nothing than what was
  expect(frozen.value('aboveboard_queue_counts_failed_total', 'queue="archive-hands"')).toBeGreaterThan(0);

  redis.thaw();
  await untilReady(url);
  await until(async () => (await scraped(url)).text.includes('aboveboard_queue_dead_jobs{'), 'counts again');
}, 60_000);

test('a Redis that is gone is told at once, and the room goes on by itself when it is started again', async () => {
  const { redis, redisUrl } = await redisByAddress();
  const room = await openRoom({ redisUrl, metricsPort: 0 });
  const url = room.metricsUrl ?? expect.fail('no listener');
  await redis.stop();
  await until(async () => (await health(url, '/readyz')).status === 503, 'word of it', 5_000);
  const gone = await health(url, '/readyz');
  expect(gone.ms).toBeLessThan(1_000); // no deadline was waited for
  expect(gone.reasons.redis).toContain('Redis is not connected');
  const beganMs = performance.now();
  expect(await addJob(room, 'archive-hands', 'a', { kind: 'plan' }, '')).toBe(503);
  expect(performance.now() - beganMs).toBeLessThan(1_000);
  await redis.start();
  await untilReady(url);
  const completed = async () =>
    (await scraped(url)).value('aboveboard_queue_jobs_completed_total', 'queue="archive-hands"') ?? expect.fail('no count');
  const before = await completed();
  expect(await addJob(room, 'archive-hands', 'b', { kind: 'plan' }, '')).toBe(200);
  await until(async () => (await completed()) > before, 'the job to be done');
  // Gauges of the queues are looked at again two seconds after Redis is back.
  await until(async () => 'aboveboard_queue_dead_jobs' in (await scraped(url)).labels, 'the gauges of the queues', 20_000);
  const isKnown = (name: string): boolean => !/^aboveboard_(?:backup|books)_/.test(name); // a new room was never backed up nor reconciled
  const labels = Object.entries((await scraped(url)).labels).filter(([name]) => isKnown(name));
  const all = Object.entries(INSTRUMENTS).filter(([name]) => isKnown(name));
  expect(Object.fromEntries(labels)).toEqual(Object.fromEntries(all.map(([name, each]) => [name, [...each.labels]])));
}, 60_000);

test('a job is followed from the command that added it to its run, counted and timed', async () => {
  const receiver = await otlpReceiver();
  const room = await openRoom({ metricsPort: 0, tracesUrl: receiver.url });
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  await addJob(room, 'import-hands', 'nowhere', { path: '/no/such/file.phh' }, `00-${traceId}-b7ad6b7169203331-01`);
  const ofTrace = () => receiver.spans().filter((span) => span.traceId === traceId);
  await until(() => ofTrace().length === 3, 'three spans', 20_000);
  const byName = (name: string) => ofTrace().find((span) => span.name === name);
  const [post, add, run] = ['POST /control/queues/:queue/jobs', 'add import-hands', 'run import-hands'].map(byName);
  expect([post?.parentSpanId, add?.parentSpanId, run?.parentSpanId]).toEqual(['b7ad6b7169203331', post?.spanId, add?.spanId]);
  expect(attributeOf(run, 'aboveboard.job.outcome')).toBe('malformed');
  expect(run?.status).toMatchObject({ code: 2, message: expect.stringContaining('/no/such/file.phh') });
  expect(room.logged()).toContain(`"traceId":"${traceId}"`);

  const { value } = await scraped(room.metricsUrl ?? '');
  const ofQueue = 'queue="import-hands"';
  expect(value('aboveboard_queue_jobs_produced_total', ofQueue)).toBe(1);
  expect(value('aboveboard_queue_jobs_consumed_total', ofQueue)).toBe(1);
  expect(value('aboveboard_queue_jobs_failed_total', ofQueue)).toBe(1);
  expect(value('aboveboard_queue_jobs_dead_lettered_total', `${ofQueue},reason="malformed"`)).toBe(1);
  expect(value('aboveboard_queue_jobs_retried_total', ofQueue)).toBe(0);
  expect(value('aboveboard_queue_job_wait_seconds_count', ofQueue)).toBe(1);
  await until(
    async () => (await scraped(room.metricsUrl ?? '')).value('aboveboard_queue_dead_jobs', ofQueue) === 1,
    'the dead letter to be counted',
  );
});

test('what an operator changes over REST is traced; what others try, or what only looks, is not', async () => {
  const receiver = await otlpReceiver();
  const room = await openRoom({ tracesUrl: receiver.url });
  const token = room.operatorToken ?? expect.fail('no token');
  const pause = '/api/v1/operator/queues/import-hands/pause';
  expect((await room.post(pause, { why: 'a look' })).status).toBe(401);
  expect((await room.get('/api/v1/operator/queues', token)).status).toBe(200);
  expect((await room.post('/api/v1/operator/queues/nothing/pause', { why: 'a look' }, token)).status).toBe(404);
  expect((await room.post(pause, { why: 'a look' }, token)).status).toBe(204);
  const posts = () => receiver.spans().filter(({ name }) => name.startsWith('POST'));
  await until(() => posts().length >= 2, 'two spans', 20_000);
  expect(posts().map(({ name, status }) => [name, status.code])).toEqual([
    ['POST /api/v1/operator/queues/:queue/pause', 0], // a refusal is an answer too
    ['POST /api/v1/operator/queues/:queue/pause', 0],
  ]);
});

test('a collector that is not there holds up neither the start nor the end of a room', async () => {
  const room = await openRoom({ tracesUrl: `http://127.0.0.1:${await freePort()}/v1/traces` });
  await addJob(room, 'archive-hands', 'a', { kind: 'plan' }, '');
  const beganMs = performance.now();
  await room.stop();
  expect(performance.now() - beganMs).toBeLessThan(5_000);
});
