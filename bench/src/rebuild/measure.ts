/**
 * Builds one consumer again from zero, as a room does, in a process of its own: `node measure.ts ADDRESS CONSUMER HANDS`.
 *
 * What it comes to is written to its output as JSON, how far it is to its errors.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { assert, type Scheduler } from '@aboveboard/kit';
import { type ConsumerRunPorts, houseConsumers, rebuild, startConsumer, startRatings } from '@aboveboard/room';
import { cursorOf, type Db, deadEvents } from '@aboveboard/storage';
import { openMariaDb } from '@aboveboard/storage/mariadb';
import { openDatabase } from '@aboveboard/storage/sqlite';
import { memoryStreams } from '@aboveboard/streams';
import { seededRandom } from '@aboveboard/testkit';
import { statementsOf } from './statements.ts';

export interface Rebuilt {
  readonly consumer: string;
  readonly seconds: number;
  /** Of this process, in user and system mode. */
  readonly cpuSeconds: number;
  /** Sent to the database for a hundred hands, `begin` and `commit` too. */
  readonly statementsPer100: number;
  /** Resident memory when a tenth was done, and the most since. */
  readonly warmMiB: number;
  readonly peakMiB: number;
}

const TENTH = 10;
const LOOK_EVERY_MS = 250;
const TELL_EVERY_MS = 30_000;

const [address = '', name = '', hands = ''] = process.argv.slice(2);
const db = address.startsWith('mysql:') ? await openMariaDb(address) : await openDatabase(address);
process.stdout.write(JSON.stringify(await measured(db, name, Number(hands))));
await db.close();

async function measured(real: Db, consumerName: string, wanted: number): Promise<Rebuilt> {
  const { db: counted, statements } = statementsOf(real);
  const consumer = houseConsumers(portsOf(counted)).find((one) => one.name === consumerName);
  assert(consumer, `no consumer ${consumerName}`);
  const ports = portsOf(counted);
  await rebuild(ports, consumer);
  const startMs = performance.now();
  const cpuBefore = process.cpuUsage();
  const running = await startConsumer(ports, consumer);
  const ratings = startRatings(ports);
  let [warmMiB, peakMiB, toldMs] = [0, 0, startMs];
  for (let done = 0; done < wanted; ) {
    await pause(LOOK_EVERY_MS);
    done = await cursorOf(real.reader, consumer.name);
    if (done < wanted / TENTH) warmMiB = residentMiB();
    else peakMiB = Math.max(peakMiB, residentMiB());
    if (performance.now() - toldMs < TELL_EVERY_MS) continue;
    toldMs = performance.now();
    process.stderr.write(
      `${consumer.name}: ${done} hands, ${Math.round((toldMs - startMs) / 1_000)} s, ${residentMiB()} MiB\n`,
    );
  }
  await running.stop();
  ratings.wake();
  await ratings.stop();
  assert((await deadEvents(real.reader, consumer.name, { after: 0, limit: 1 })).length === 0, 'an event could not be taken');
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    consumer: consumer.name,
    seconds: Math.round((performance.now() - startMs) / 100) / 10,
    cpuSeconds: Math.round((user + system) / 1e5) / 10,
    statementsPer100: Math.round((statements() / wanted) * 1_000) / 10,
    warmMiB,
    peakMiB: Math.max(peakMiB, warmMiB),
  };
}

function residentMiB(): number {
  return Math.round((process.memoryUsage().rss / 2 ** 20) * 10) / 10;
}

function portsOf(database: Db): ConsumerRunPorts {
  const scheduler: Scheduler = {
    after: (delayMs, task) => {
      const timer = setTimeout(task, delayMs);
      return { cancel: () => clearTimeout(timer) };
    },
  };
  return {
    ...{ db: database, scheduler, streams: memoryStreams(), random: seededRandom(1), pollMs: 1_000 },
    clock: { nowMs: () => Date.now() },
    failed: (error) => void process.stderr.write(`${String(error)}\n`),
  };
}
