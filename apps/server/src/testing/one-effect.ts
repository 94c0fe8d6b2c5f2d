/** Whether each consumer of a room has had exactly one effect of every event: what it wrote is what it writes when it begins again. */
import { ok } from '@aboveboard/kit';
import {
  type Consumer,
  type ConsumerRunPorts,
  houseConsumers,
  noFailPoints,
  rebuild,
  startConsumer,
  startRelay,
} from '@aboveboard/room';
import { cursorOf, type Db, deadEvents, lastPosition, unpublishedBacklog } from '@aboveboard/storage';
import { rawSql } from '@aboveboard/storage/testing/raw-sql';
import { memoryStreams } from '@aboveboard/streams';
import { expect } from 'vitest';
import { osPorts } from '../ports/os-ports.ts';
import { until } from './playing-guest.ts';

/** Of days to be rated: how many batches of events touched each, which follows from when they came and says nothing of hands. */
const WORK_LISTS = new Set(['rating_day']);

type Rows = ReadonlyMap<string, readonly string[]>;

/** Does what was left to do in a database that no room runs on, looks, and has every consumer begin again. @returns events there were */
export async function expectOneEffectEach(db: Db): Promise<number> {
  const failures: unknown[] = [];
  const streams = memoryStreams();
  const failed = (error: unknown): void => void failures.push(error);
  const ports: ConsumerRunPorts = { ...osPorts, db, streams, pollMs: 10, failed };
  const relay = startRelay({ ...ports, failPoints: noFailPoints });
  await until(async () => (await unpublishedBacklog(db.reader)).events === 0, 'the outbox to be published', 60_000);
  await relay.stop();
  const consumers = houseConsumers(osPorts);
  const last = await lastPosition(db.reader);
  for (const consumer of consumers) {
    await takeAll(ports, consumer, last);
    const tables = await tablesOf(db, consumer);
    const before = await rowsOf(db, tables);
    await rebuild(ports, consumer);
    await takeAll(ports, consumer, last);
    const [dead] = await deadEvents(db.reader, consumer.name, { after: 0, limit: 1 });
    expect(dead?.errors, `${consumer.name} could not take an event`).toBeUndefined();
    expect(await rowsOf(db, tables), `what ${consumer.name} wrote, and wrote again`).toEqual(before);
  }
  expect(failures).toEqual([]);
  return last;
}

async function takeAll(ports: ConsumerRunPorts, consumer: Consumer, last: number): Promise<void> {
  const running = await startConsumer(ports, consumer);
  await until(async () => (await cursorOf(ports.db.reader, consumer.name)) === last, `${consumer.name} to be done`, 60_000);
  await running.stop();
}

/** Those that it empties when it forgets. */
async function tablesOf(db: Db, consumer: Consumer): Promise<readonly string[]> {
  const tables = (await db.reader.introspection.getTables()).map(({ name }) => name);
  const before = await countsOf(db.reader, tables);
  let after = before;
  const undone = new Error('only to see');
  const looked = db.transaction(async (trx) => {
    await consumer.forget(trx);
    after = await countsOf(trx, tables);
    if (after) throw undone;
    return ok(undefined);
  });
  await expect(looked).rejects.toBe(undone);
  return tables.filter((table) => !WORK_LISTS.has(table) && after.get(table) !== before.get(table));
}

async function countsOf(reader: Db['reader'], tables: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const table of tables) {
    const [row] = await rawSql(reader, `select count(*) as n from ${table}`);
    counts.set(table, Number(row?.n));
  }
  return counts;
}

async function rowsOf(db: Db, tables: readonly string[]): Promise<Rows> {
  const found = new Map<string, readonly string[]>();
  for (const table of tables) {
    const rows = await rawSql(db.reader, `select * from ${table}`);
    found.set(table, rows.map((row) => JSON.stringify(row)).sort());
  }
  return found;
}
