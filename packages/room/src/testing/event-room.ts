/** An outbox with its relay and a consumer that counts, on each database a room can stand on; timers run fifty times as fast. */
import { assert, ok, type Scheduler } from '@aboveboard/kit';
import type { RoomEvent } from '@aboveboard/protocol';
import { type Db, findSetting, putSetting, type Trx } from '@aboveboard/storage';
import { openDatabase } from '@aboveboard/storage/sqlite';
import { type AtEnd, temporaryMariaDb } from '@aboveboard/storage/testing/mariadb-databases';
import { type Cursor, memoryStreams } from '@aboveboard/streams';
import { seededRandom } from '@aboveboard/testkit';
import { onTestFinished } from 'vitest';
import type { Consumer, ConsumerPorts } from '../events/consumer.ts';
import { EVENT_STREAM } from '../events/event-stream.ts';
import { type RelayPorts, startRelay } from '../events/relay.ts';
import { noFailPoints } from '../ports.ts';
import { seedOr } from './test-room.ts';

export const DATABASES: readonly {
  readonly name: string /** Gone with the test, or when `atEnd` says. */;
  readonly open: (atEnd?: AtEnd) => Promise<Db>;
}[] = [
  { name: 'SQLite', open: memoryDatabase },
  { name: 'MariaDB', open: temporaryMariaDb },
];

async function memoryDatabase(atEnd: AtEnd = onTestFinished): Promise<Db> {
  const db = await openDatabase(':memory:');
  atEnd(() => db.close());
  return db;
}

/** Ids of tables, in the order of their numbers. */
export const tableId = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

const fastScheduler: Scheduler = {
  after: (delayMs, task) => {
    const timer = setTimeout(task, delayMs / 50);
    return { cancel: () => clearTimeout(timer) };
  },
};

export type EventRoom = Awaited<ReturnType<typeof openEventRoom>>;

export async function openEventRoom(open: () => Promise<Db>) {
  const db = await open();
  const streams = memoryStreams();
  const failures: string[] = [];
  const ports: ConsumerPorts & Pick<RelayPorts, 'failPoints'> = {
    db,
    clock: { nowMs: () => 1_700_000_000_000 },
    scheduler: fastScheduler,
    random: seededRandom(seedOr(5)),
    pollMs: 2_000,
    failPoints: noFailPoints,
    failed: (error) => void failures.push(String(error)),
  };
  const write = async (work: (trx: Trx) => Promise<unknown>): Promise<void> => {
    await db.transaction(async (trx) => ok(await work(trx)));
  };
  return {
    db,
    streams,
    ports,
    failures,
    write,
    /** Hands of tables, `[table, hand number]`, in which Ana won from Bo what the hand's number is. */
    end: (hands: readonly (readonly [number, number])[]) =>
      write(async (trx) => {
        for (const [table, handNo] of hands) await trx.insertInto('outbox').values(handEnded(table, handNo)).execute();
      }),
    /** Every event that was told, `table/hand`, also the ones told again. */
    told: async (): Promise<string[]> => {
      const entries = await streams.read(EVENT_STREAM, '0' as Cursor, 1_000);
      assert(entries.ok, 'the stream is cut off');
      return entries.value.map(({ payload }) => nameOf(JSON.parse(payload) as RoomEvent));
    },
    /** Runs a relay until nothing is unpublished. */
    relayAll: async (over: Partial<typeof ports> = {}): Promise<void> => {
      const relay = startRelay({ ...ports, streams, ...over });
      while (await hasUnpublished(db)) await new Promise((resolve) => setTimeout(resolve, 5));
      await relay.stop();
    },
  };
}

async function hasUnpublished(db: Db): Promise<boolean> {
  const row = await db.reader.selectFrom('outbox').select('id').where('published_ms', 'is', null).limit(1).executeTakeFirst();
  return row !== undefined;
}

function handEnded(table: number, handNo: number) {
  const deltas = [
    { playerId: 'ana', delta: handNo },
    { playerId: 'bo', delta: -handNo },
  ];
  const payload = JSON.stringify({ reason: 'COMPLETED', closeStatus: 0, rake: 0, deltas });
  return { table_id: tableId(table), hand_no: handNo, kind: 'hand-ended', payload, created_ms: 1, published_ms: null };
}

const nameOf = (event: RoomEvent): string => `${Number(event.tableId.slice(-12))}/${event.handNo}`;

/** Keeps what each player won in all, and which hands it saw of each table in which order; `poison` are hands it cannot take. */
export function counting(name: string, poison: ReadonlySet<string> = new Set()) {
  const settingOf = (what: string): string => `${name}:${what}`;
  const consumer: Consumer = {
    name,
    apply: async (trx, events) => {
      for (const event of events) await count(trx, event);
    },
    forget: async (trx) => {
      await trx.deleteFrom('setting').where('key', 'like', `${name}:%`).execute();
    },
  };
  const count = async (trx: Trx, event: RoomEvent): Promise<void> => {
    const seen = settingOf(`table ${Number(event.tableId.slice(-12))}`);
    await putSetting(trx, seen, `${(await findSetting(trx, seen)) ?? ''} ${event.handNo}`.trim());
    for (const { playerId, delta } of event.kind === 'hand-ended' ? event.payload.deltas : []) {
      await putSetting(trx, settingOf(playerId), String(Number((await findSetting(trx, settingOf(playerId))) ?? 0) + delta));
    }
    if (poison.has(nameOf(event))) throw new Error(`poison ${nameOf(event)}`);
  };
  return {
    ...consumer,
    /** All it wrote. */
    state: async ({ db }: EventRoom): Promise<Record<string, string>> => {
      const rows = await db.reader.selectFrom('setting').selectAll().where('key', 'like', `${name}:%`).orderBy('key').execute();
      return Object.fromEntries(rows.map(({ key, value }) => [key.slice(name.length + 1), value]));
    },
  };
}
