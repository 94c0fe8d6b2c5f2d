import { virtualTime } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import { circuitBreaker } from './circuit-breaker.ts';
import { type GuardOptions, guard } from './guard.ts';

const refused = new Error('connection refused');

function guarded() {
  const time = virtualTime();
  const breaker = circuitBreaker(time.clock);
  const call = <T>(made: (signal: AbortSignal) => Promise<T>, options?: GuardOptions) =>
    guard(breaker, time.scheduler, made, options);
  const fail = async (times: number) => {
    for (let i = 0; i < times; i++) await expect(call(() => Promise.reject(refused))).rejects.toBe(refused);
  };
  /** Open, its cooldown over. */
  const due = async () => {
    await fail(20);
    await time.advance(30_000);
  };
  return { time, breaker, call, fail, due };
}

/** A call that ends when it is told to, and not otherwise. */
const untilStopped = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
const forever = () => new Promise<never>(() => {});

test('[BREAKER-2] passes on what the call gives or throws, and does not call when open', async () => {
  const { call, fail } = guarded();
  expect(await call(async () => 7)).toEqual({ ok: true, value: 7 });
  await fail(19);
  let made = 0;
  expect(await call(async () => (made += 1))).toEqual({ ok: false, error: { code: 'CIRCUIT_OPEN', retryInMs: 30_000 } });
  expect(made).toBe(0);
});

test('[BREAKER-3] of many at once after the cooldown one is made', async () => {
  const { call, due, breaker, time } = guarded();
  await due();
  let made = 0;
  const answers = await Promise.all(Array.from({ length: 50 }, () => call(async () => (made += 1))));
  expect([made, answers.filter(({ ok }) => ok).length]).toEqual([1, 1]);
  expect(breaker.status().state).toBe('closed');
  expect(time.pending()).toBe(0);
});

test.each([
  ['that stops when told', untilStopped],
  ['that never ends', forever],
])('[BREAKER-4] [BREAKER-7] a probe %s is given up at its deadline, as failed', async (_, made) => {
  const { call, due, breaker, time } = guarded();
  await due();
  const probe = expect(call(made)).rejects.toThrow('the probe took too long');
  await time.advance(10_000);
  await probe;
  expect(breaker.status()).toMatchObject({ state: 'open', retryInMs: 30_000 });
});

test('[BREAKER-4] [BREAKER-6] a probe that its caller gives up makes way for the next', async () => {
  const { call, due, breaker, time } = guarded();
  await due();
  const giveUp = new AbortController();
  const probe = expect(call(forever, { signal: giveUp.signal })).rejects.toThrow('shutting down');
  giveUp.abort(new Error('shutting down'));
  await probe;
  expect(breaker.status().retryInMs).toBe(0);
  expect(time.pending()).toBe(0);
  await expect(call(async () => 1, { signal: giveUp.signal })).rejects.toThrow('shutting down'); // takes no probe
  expect(await call(async () => 2)).toEqual({ ok: true, value: 2 });
});

test('[BREAKER-6] a timeout of the caller counts as a failure, giving up does not', async () => {
  const { call, breaker } = guarded();
  for (const [reason, failures] of [
    [new DOMException('too slow', 'TimeoutError'), 1],
    [new DOMException('no longer wanted', 'AbortError'), 1],
  ] as const) {
    const giveUp = new AbortController();
    const ending = expect(call(untilStopped, { signal: giveUp.signal })).rejects.toBe(reason);
    giveUp.abort(reason);
    await ending;
    expect(breaker.status()).toMatchObject({ samples: 1, failures });
  }
});

test('[BREAKER-1] what says nothing against the other side counts as an answer of it', async () => {
  const { call, breaker } = guarded();
  const isFailure = (error: unknown) => error !== refused;
  await expect(call(() => Promise.reject(refused), { isFailure })).rejects.toBe(refused);
  expect(breaker.status()).toMatchObject({ samples: 1, failures: 0 });
});
