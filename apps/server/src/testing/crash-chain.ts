/**
 * Crash after crash: a room that is killed at one place after the other, each time at its second hand there, and started again on what is
 * left. Two players stay at a table through all of it.
 */
import { join } from 'node:path';
import { fromHex } from '@aboveboard/fairness';
import { type OfferedGame, rest } from '@aboveboard/protocol';
import type { FailPointName } from '@aboveboard/room';
import { type Db, findTable } from '@aboveboard/storage';
import { openMariaDb } from '@aboveboard/storage/mariadb';
import { openDatabase } from '@aboveboard/storage/sqlite';
import { expect } from 'vitest';
import type { ServerConfig } from '../config/settings.ts';
import { expectOneEffectEach } from './one-effect.ts';
import { dataFolder, type OnEnd, QUICK } from './open-room.ts';
import { type PlayingGuest, seatGuest, until } from './playing-guest.ts';
import { type ServerProcess, startProcess } from './server-process.ts';

/** How the hand in play must end; `any` where the crash may fall into any part of it. */
export type CrashEnd = 'played' | 'void' | 'run out' | 'any';
export type Crash = readonly [FailPointName, CrashEnd];

/** A seed that a busy machine delays is no reason to void a deal here. */
const PATIENT = { revealMs: 5_000, revealMaxMs: 10_000, turnMs: 10_000 };
const WITHIN_MS = 60_000;
const [OPEN_ENTRY, CLOSE_ENTRY] = [1, 2];
/** Behind `"SCB1" ‖ 02 ‖ u64 open_idx`. */
const CLOSE_STATUS_AT = 13;
const CLOSE_STATUS = { played: 0, void: 1, 'run out': 2 };

export interface CrashChain {
  readonly crashes: readonly Crash[];
  readonly game: OfferedGame;
  /** Without one the room is on SQLite. */
  readonly databaseUrl?: string;
  readonly onEnd: OnEnd;
}

/** Plays through all of them, and holds what is left at the end: the log, the histories, the books, and what consumers made of the hands. */
export async function playThroughCrashes({ crashes, game, databaseUrl, onEnd }: CrashChain): Promise<void> {
  const data = dataFolder(onEnd);
  const place = { ...(databaseUrl !== undefined && { databaseUrl }) };
  let settings: Partial<ServerConfig> = { ...QUICK, ...PATIENT, ...place, data, logLevel: 'warn' };
  const openDb = (): Promise<Db> =>
    databaseUrl === undefined ? openDatabase(join(data, 'room.db')) : openMariaDb(databaseUrl);
  const crashed: { readonly handNo: number; readonly end: CrashEnd }[] = [];
  let [token, tableId] = ['', ''];
  let guests: readonly PlayingGuest[] = [];
  for (const [failPoint, end] of crashes) {
    const room = await startProcess({ settings, failPoint: `${failPoint}:2`, onEnd });
    if (guests.length === 0) {
      settings = { ...settings, port: room.port };
      token = room.operatorToken ?? expect.fail('a new room prints its token');
      tableId = await tableOf(room, game);
      guests = await Promise.all(
        ['Ana', 'Bo'].map((nickname, seat) => seatGuest({ url: room.url, tableId, seat, nickname, onEnd })),
      );
    }
    expect(await room.exited, failPoint).toEqual({ code: null, signal: 'SIGKILL' });
    const next = await withDb(openDb, async (db) => (await findTable(db.reader, tableId))?.nextHandNo ?? 0);
    crashed.push({ handNo: failPoint === 'before-open' ? next : next - 1, end }); // before OPEN nothing of it was durable: another hand has its number
  }
  const last = await startProcess({ settings, onEnd });
  const lastCrashed = Math.max(...crashed.map(({ handNo }) => handNo));
  await until(async () => (await nextHandNo(last, token, tableId)) > lastCrashed + 2, 'two more hands', WITHIN_MS);
  await expectEachClosedOnce(last, tableId, lastCrashed, crashed);
  await expectAckedInHistory(last, tableId, lastCrashed, guests);
  const books = rest.reconcileReply.parse(await get(last, '/api/v1/operator/reconcile', token));
  expect(books).toMatchObject({ issued: 20_000, held: 20_000, differences: [] });
  for (const { table, client } of guests) {
    expect(table.verification.get().recent.filter(({ level }) => level === 'failed')).toEqual([]);
    client.close();
  }
  last.signal('SIGKILL');
  await last.exited;
  const events = await withDb(openDb, expectOneEffectEach);
  expect(events).toBeGreaterThanOrEqual(lastCrashed);
}

async function withDb<T>(openDb: () => Promise<Db>, look: (db: Db) => Promise<T>): Promise<T> {
  const db = await openDb();
  try {
    return await look(db);
  } finally {
    await db.close();
  }
}

async function get(server: Pick<ServerProcess, 'url'>, path: string, token?: string): Promise<unknown> {
  const answer = await fetch(`${server.url}${path}`, { headers: { ...(token && { authorization: `Bearer ${token}` }) } });
  expect(answer.status, path).toBe(200);
  return answer.json();
}

async function tableOf(server: ServerProcess, game: OfferedGame): Promise<string> {
  const { tables } = rest.lobbyReply.parse(await get(server, '/api/v1/lobby'));
  return tables.find(({ settings }) => settings.game === game)?.settings.tableId ?? expect.fail(`no table of ${game}`);
}

async function nextHandNo(server: ServerProcess, token: string, tableId: string): Promise<number> {
  const { tables } = rest.operatorTablesReply.parse(await get(server, '/api/v1/operator/tables', token));
  return tables.find(({ settings }) => settings.tableId === tableId)?.nextHandNo ?? 0;
}

/**
 * Every hand was opened once and closed once, and those that a crash fell into ended as they must.
 *
 * @param from the first that is looked at; `entries`: of the log, where they are known already
 */
export async function expectEachClosedOnce(
  server: Pick<ServerProcess, 'url'>,
  tableId: string,
  last: number,
  crashed: readonly { readonly handNo: number; readonly end: CrashEnd }[] = [],
  { from = 1, entries }: { readonly from?: number; readonly entries?: readonly rest.LogEntryReply[] } = {},
): Promise<void> {
  const log = entries ?? (await wholeLog(server));
  for (let handNo = from; handNo <= last; handNo++) {
    const ofTable = log.filter((entry) => entry.tableId === tableId && entry.handNo === handNo);
    const ofHand = ofTable.filter(({ type }) => type === OPEN_ENTRY || type === CLOSE_ENTRY); // the first has the table's rules besides
    expect(
      ofHand.map(({ type }) => type),
      `hand ${handNo}`,
    ).toEqual([OPEN_ENTRY, CLOSE_ENTRY]);
    const end = crashed.find((crash) => crash.handNo === handNo)?.end ?? 'any';
    const status = fromHex(ofHand[1]?.bytes ?? '')[CLOSE_STATUS_AT];
    if (end !== 'any') expect(status, `hand ${handNo} is ${end}`).toBe(CLOSE_STATUS[end]);
  }
}

export async function wholeLog(server: Pick<ServerProcess, 'url'>): Promise<readonly rest.LogEntryReply[]> {
  const entries: rest.LogEntryReply[] = [];
  for (let size = 1; entries.length < size; ) {
    const page = rest.logEntriesReply.parse(await get(server, `/api/v1/log/entries?limit=500&from=${entries.length}`));
    entries.push(...page.entries);
    size = page.size;
  }
  return entries;
}

/** What each seat was told is done stands in the history first, in that order; after a crash nothing may be added but the run-out. */
export async function expectAckedInHistory(
  server: Pick<ServerProcess, 'url'>,
  tableId: string,
  last: number,
  guests: readonly PlayingGuest[],
  from = 1,
): Promise<void> {
  for (let handNo = from; handNo <= last; handNo++) {
    const hand = rest.handReply.parse(await get(server, `/api/v1/tables/${tableId}/hands/${handNo}`));
    const history = hand.history as { actions: { seat?: number; kind: string }[] } | null;
    for (const [seat, { acked }] of guests.entries()) {
      const told = acked.filter((action) => action.handNo === handNo).map(({ kind }) => kind);
      const kept = (history?.actions ?? [])
        .filter((action) => action.seat === seat && /^(check|call|discard|bring-in)$/.test(action.kind))
        .map(({ kind }) => kind);
      expect(kept.slice(0, told.length), `hand ${handNo}, seat ${seat}`).toEqual(told);
    }
  }
}
