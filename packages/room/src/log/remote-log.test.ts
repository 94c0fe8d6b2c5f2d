/** The log as a role of its own, and shards that ask it over streams. */
import { fromHex, isPromise, leafHash, type Origin, publicKeyOf } from '@aboveboard/fairness';
import { err, ok } from '@aboveboard/kit';
import { logSize } from '@aboveboard/storage';
import { openDatabase } from '@aboveboard/storage/sqlite';
import { memoryStreams } from '@aboveboard/streams';
import { seededIds, seededRandom, virtualTime } from '@aboveboard/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { createAppendOnlyLog } from './append-only-log.ts';
import { startLogRole } from './log-role.ts';
import { createRemoteLog } from './remote-log.ts';

const ORIGIN = 'test.example/log/2026h2' as Origin;
const DEADLINE_MS = 2_000;
const bytesOf = (text: string) => new TextEncoder().encode(text);
const key = (handNo: number) => ({ tableId: 't1', handNo, type: 1 });

async function logRoom() {
  const time = virtualTime();
  const random = seededRandom(7);
  const streams = memoryStreams();
  const db = await openDatabase(':memory:');
  onTestFinished(() => db.close());
  const secret = random.bytes(32);
  const dealKey = { name: 'test.example/deal', secret, publicKey: publicKeyOf(secret) };
  let transactions = 0;
  const counted: typeof db = {
    ...db,
    transaction: (work) => {
      transactions += 1;
      return db.transaction(work);
    },
  };
  const log = createAppendOnlyLog({ db: counted, clock: time.clock, origin: ORIGIN, dealKey });
  const failures: unknown[] = [];
  const startLog = (its = log) =>
    startLogRole({ streams, scheduler: time.scheduler, log: its, failed: (error) => void failures.push(error) });
  const remote = async (asker: string) => {
    const ports = {
      streams,
      scheduler: time.scheduler,
      ids: seededIds(random),
      origin: ORIGIN,
      asker,
      deadlineMs: DEADLINE_MS,
    };
    const asked = createRemoteLog(ports);
    await asked.start();
    return asked;
  };
  return { ...time, db, log, startLog, remote, dealKey, failures, transactions: () => transactions };
}

test('[CLUSTER-50] what many shards ask at a time is appended in one transaction, once, promised, and found again', async () => {
  const room = await logRoom();
  await room.startLog();
  const [one, two] = [await room.remote('shard-1'), await room.remote('shard-2')];
  const asked = [1, 2, 3, 2].map((handNo, i) => (i % 2 === 0 ? one : two).append(key(handNo), bytesOf(`hand ${handNo}`)));
  const conflicting = one.append(key(3), bytesOf('another hand 3'));
  await room.settle();
  const answers = await Promise.all(asked);
  expect(await conflicting).toEqual(err('CONFLICT'));
  expect(await logSize(room.db.reader)).toBe(3);
  expect(room.transactions()).toBeLessThanOrEqual(2);
  expect(answers[3]).toEqual(answers[1]);
  for (const [i, answer] of answers.entries()) {
    if (!answer.ok) expect.fail('refused');
    const leaf = leafHash(bytesOf(`hand ${[1, 2, 3, 2][i]}`));
    const promise = { origin: ORIGIN, index: BigInt(answer.value.index), leaf };
    expect(isPromise(promise, fromHex(answer.value.promise), room.dealKey.publicKey)).toBe(true);
  }
  expect(ok(await two.find(key(1)))).toEqual(answers[0]);
  expect(await two.find(key(9))).toBeNull();
});

test('[CLUSTER-51] a log that does not answer fails at the deadline; asked again, a successor gives the same place', async () => {
  const room = await logRoom();
  const first = await room.startLog();
  const shard = await room.remote('shard-1');
  const heard = await shard.append(key(1), bytesOf('hand 1'));
  await first.stop();

  const unheard = shard.append(key(2), bytesOf('hand 2'));
  const refused = expect(unheard).rejects.toThrow('did not answer within 2000 ms');
  await room.advance(DEADLINE_MS);
  await refused;

  const second = await room.startLog();
  expect(second.isHealthy()).toBe(true);
  expect(await shard.append(key(1), bytesOf('hand 1'))).toEqual(heard);
  expect(await shard.append(key(2), bytesOf('hand 2'))).toMatchObject({ ok: true, value: { index: 1 } });
  expect(room.failures).toEqual([]);
});

test('[CLUSTER-51] a database that fails costs a request its first try, and no shard hears of it', async () => {
  const room = await logRoom();
  const { appendAll } = room.log;
  let isDown = true;
  const log = {
    ...room.log,
    appendAll: (entries: Parameters<typeof appendAll>[0]) => (isDown ? Promise.reject(new Error('down')) : appendAll(entries)),
  };
  const role = await room.startLog(log);
  const answered = (await room.remote('shard-1')).append(key(1), bytesOf('hand 1'));
  await room.settle();
  expect(role.isHealthy()).toBe(false);
  isDown = false;
  await room.advance(DEADLINE_MS / 2); // the log takes up what it had not answered
  expect(await answered).toMatchObject({ ok: true, value: { index: 0 } });
  expect(role.isHealthy()).toBe(true);
});
