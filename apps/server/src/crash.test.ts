/**
 * kill -9 at each phase of a hand, on a real process with real players; then the same data folder is opened again.
 */
import { join } from 'node:path';
import { fromHex } from '@aboveboard/fairness';
import { type OfferedGame, rest } from '@aboveboard/protocol';
import type { FailPointName } from '@aboveboard/room';
import { findTable } from '@aboveboard/storage';
import { openDatabase } from '@aboveboard/storage/sqlite';
import { describe, expect, test } from 'vitest';
import { dataFolder, QUICK } from './testing/open-room.ts';
import { type PlayingGuest, seatGuest, until } from './testing/playing-guest.ts';
import { type ServerProcess, startProcess } from './testing/server-process.ts';

/** A seed that a busy machine delays is no reason to void a deal here. */
const PATIENT = { revealMs: 5_000, revealMaxMs: 10_000, turnMs: 10_000 };
const CLOSE_ENTRY = 2;
const OPEN_ENTRY = 1;
/** Behind `"SCB1" ‖ 02 ‖ u64 open_idx`. */
const CLOSE_STATUS_AT = 13;

/** How the hand in play must end. `before-open`: nothing of it was durable, so its number is played by the next one. */
const CASES: readonly [FailPointName, 'played' | 'void' | 'run out', OfferedGame][] = [
  ['before-open', 'played', 'NT'],
  ['after-open-row', 'void', 'NT'],
  ['between-reveals-and-cut', 'void', 'NT'],
  ['after-cut', 'run out', 'NT'],
  ['mid-betting', 'run out', 'NT'],
  ['at-showdown', 'run out', 'NT'],
  ['before-settle-commit', 'run out', 'NT'],
  ['after-settle-commit', 'played', 'NT'],
  ['mid-betting', 'run out', 'F2L3D'],
  ['at-showdown', 'run out', 'F7S'],
];
const CLOSE_STATUS = { played: 0, void: 1, 'run out': 2 };

describe('kill -9', () => {
  test.for(CASES)(
    '%s: the hand is %s, once, and the room goes on (%s)',
    async ([failPoint, end, game], { onTestFinished: onEnd }) => {
      const settings = { ...QUICK, ...PATIENT, data: dataFolder(onEnd), logLevel: 'warn' as const };
      const first = await startProcess({ settings, failPoint: `${failPoint}:2`, onEnd });
      const tableId = await tableOf(first, game);
      const players = ['Ana', 'Bo'].map((nickname, seat) => seatGuest({ url: first.url, tableId, seat, nickname, onEnd }));
      const guests = await Promise.all(players);
      expect(await first.exited).toEqual({ code: null, signal: 'SIGKILL' });
      const crashed = await handInPlay(settings.data, tableId, failPoint);

      const second = await startProcess({ settings: { ...settings, port: first.port }, onEnd });
      await until(async () => (await nextHandNo(second, first, tableId)) > crashed + 2, 'two more hands');
      await expectOneClose(second, tableId, crashed, CLOSE_STATUS[end]);
      await expectAckedInHistory(second, tableId, crashed, guests);
      const books = rest.reconcileReply.parse(await get(second, '/api/v1/operator/reconcile', first.operatorToken ?? ''));
      expect(books).toMatchObject({ issued: 20_000, held: 20_000, differences: [] });
      for (const { table } of guests) {
        expect(table.verification.get().recent.filter(({ level }) => level === 'failed')).toEqual([]);
      }
    },
  );
});

/** The number of the hand that the crash fell into, as the database has it. */
async function handInPlay(data: string, tableId: string, failPoint: FailPointName): Promise<number> {
  const db = await openDatabase(join(data, 'room.db'));
  const table = await findTable(db.reader, tableId);
  await db.close();
  const next = table?.nextHandNo ?? expect.fail('no table');
  return failPoint === 'before-open' ? next : next - 1;
}

async function get(server: ServerProcess, path: string, token?: string): Promise<unknown> {
  const answer = await fetch(`${server.url}${path}`, { headers: { ...(token && { authorization: `Bearer ${token}` }) } });
  expect(answer.status, path).toBe(200);
  return answer.json();
}

async function tableOf(server: ServerProcess, game: OfferedGame): Promise<string> {
  const { tables } = rest.lobbyReply.parse(await get(server, '/api/v1/lobby'));
  return tables.find(({ settings }) => settings.game === game)?.settings.tableId ?? expect.fail(`no table of ${game}`);
}

async function nextHandNo(server: ServerProcess, { operatorToken }: ServerProcess, tableId: string): Promise<number> {
  const { tables } = rest.operatorTablesReply.parse(await get(server, '/api/v1/operator/tables', operatorToken ?? ''));
  return tables.find(({ settings }) => settings.tableId === tableId)?.nextHandNo ?? 0;
}

async function expectOneClose(server: ServerProcess, tableId: string, handNo: number, status: number): Promise<void> {
  const { entries } = rest.logEntriesReply.parse(await get(server, '/api/v1/log/entries?limit=500'));
  const ofHand = entries.filter((entry) => entry.tableId === tableId && entry.handNo === handNo);
  expect(ofHand.map(({ type }) => type)).toEqual([OPEN_ENTRY, CLOSE_ENTRY]);
  expect(fromHex(ofHand[1]?.bytes ?? '')[CLOSE_STATUS_AT]).toBe(status);
}

/** What each seat was told is done stands in the history first, in that order; after the crash nothing may be added but the run-out. */
async function expectAckedInHistory(
  server: ServerProcess,
  tableId: string,
  last: number,
  guests: readonly PlayingGuest[],
): Promise<void> {
  for (let handNo = 1; handNo <= last; handNo++) {
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
