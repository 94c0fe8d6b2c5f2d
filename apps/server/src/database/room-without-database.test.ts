/**
 * A room whose database goes away under load, and whose disk is full: tables stand still and say why, and go on with every chip there was.
 *
 * For `npm run campaign -- --only books`; of the small versions one is in room-on-mariadb.test.ts, the other in packages/room, full-disk.test.ts.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { rest } from '@aboveboard/protocol';
import { openMariaDb } from '@aboveboard/storage/mariadb';
import { openDatabase } from '@aboveboard/storage/sqlite';
import { startMariaDb } from '@aboveboard/storage/testing/mariadb-server';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { z } from 'zod';
import { expectOneEffectEach } from '../testing/one-effect.ts';
import { dataFolder, QUICK } from '../testing/open-room.ts';
import { seatGuest, until } from '../testing/playing-guest.ts';
import { type ServerProcess, startProcess } from '../testing/server-process.ts';

const IS_CAMPAIGN = process.env.ABOVEBOARD_BOOKS === 'all';
const SEED = Number(process.env.ABOVEBOARD_SEED ?? Date.now() % 2 ** 31);
const WITHIN_MS = 120_000;
const MB = 1_048_576;

interface Room {
  readonly server: ServerProcess;
  books(): Promise<z.infer<typeof rest.reconcileReply>>;
  isReady(): Promise<boolean>;
  readyText(): Promise<string>;
  moreHands(count: number): Promise<void>;
}

function roomOf(server: ServerProcess, token: string): Room {
  const books = async () => {
    const answer = await fetch(`${server.url}/api/v1/operator/reconcile`, { headers: { authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(200);
    return rest.reconcileReply.parse(await answer.json());
  };
  return {
    server,
    books,
    isReady: async () => (await fetch(`${server.url}/readyz`)).ok,
    readyText: async () => (await fetch(`${server.url}/readyz`)).text(),
    async moreHands(count) {
      const { hands } = await books();
      await until(async () => (await books()).hands >= hands + count, `${count} more hands`, WITHIN_MS);
    },
  };
}

async function expectEven(room: Room): Promise<void> {
  const { differences, held, issued } = await room.books();
  expect({ differences, held }).toEqual({ differences: [], held: issued });
}

/** Numbers that the seed gives again, from 0 up to but not 1. */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state / 2 ** 32;
  };
}

describe.runIf(IS_CAMPAIGN)('a room without its database', { timeout: 900_000 }, () => {
  test('a MariaDB killed ten times under load: clocks stand still meanwhile, and nothing is lost or done twice', async () => {
    console.info(`outages by seed ${SEED}`);
    const chance = chances(SEED);
    const mariaDb = await startMariaDb();
    onTestFinished(() => mariaDb.end());
    const databaseUrl = await mariaDb.createDatabase();
    const settings = {
      ...QUICK,
      bots: true,
      botsPerTable: 2,
      data: dataFolder(),
      databaseUrl,
      logLevel: 'warn' as const,
      turnMs: 5_000,
    };
    const server = await startProcess({ settings });
    const room = roomOf(server, server.operatorToken ?? expect.fail('a new room prints its token'));
    const lobby = rest.lobbyReply.parse(await (await fetch(`${server.url}/api/v1/lobby`)).json());
    const tableId = lobby.tables.find(({ settings }) => settings.game === 'NT')?.settings.tableId ?? '';
    await room.moreHands(3); // by then all bots have their seats
    const ana = await seatGuest({ url: server.url, tableId, nickname: 'Ana' });
    for (let outage = 1; outage <= 10; outage++) {
      await room.moreHands(3);
      await pause(chance() * 300);
      await mariaDb.kill();
      await until(async () => !(await room.isReady()), 'not ready', WITHIN_MS);
      expect(await room.readyText()).toMatch(/database|log|shard/);
      const acked = ana.acked.length;
      await pause(6_000 + chance() * 1_000); // longer than a turn
      expect(ana.acked.length, 'nothing is acknowledged that cannot be kept').toBe(acked);
      await mariaDb.start();
      await until(room.isReady, 'ready again', WITHIN_MS);
    }
    await room.moreHands(3);
    await expectEven(room);
    const timedOut = await timeoutsOf(server, tableId, ana.view()?.ownSeat ?? expect.fail('Ana has no seat'));
    expect(timedOut, 'turns of Ana that ran out while the table stood still').toBe(0);
    server.signal('SIGTERM');
    await server.exited;
    const db = await openMariaDb(databaseUrl);
    onTestFinished(() => db.close());
    expect(await expectOneEffectEach(db)).toBeGreaterThan(30);
  });

  test('a full disk: the room pauses and says why, also one that is started on it, and goes on when there is space', async () => {
    const data = smallDisk(24);
    const settings = { ...QUICK, bots: true, data, logLevel: 'warn' as const };
    const server = await startProcess({ settings });
    const token = server.operatorToken ?? expect.fail('a new room prints its token');
    const room = roomOf(server, token);
    await room.moreHands(5);
    for (let time = 1; time <= 3; time++) {
      fill(join(data, 'ballast'));
      await until(async () => !(await room.isReady()), 'not ready', WITHIN_MS);
      await until(() => server.output().includes('disk is full'), 'the reason', WITHIN_MS);
      await pause(2_000);
      rmSync(join(data, 'ballast'));
      await until(room.isReady, 'ready again', WITHIN_MS);
      await room.moreHands(3);
      await expectEven(room);
    }
    fill(join(data, 'ballast'));
    await until(async () => !(await room.isReady()), 'not ready', WITHIN_MS);
    server.signal('SIGKILL');
    await server.exited;
    rmSync(join(data, 'ballast'));
    const again = roomOf(await startProcess({ settings }), token);
    await again.moreHands(3);
    await expectEven(again);
    again.server.signal('SIGTERM');
    await again.server.exited;
    const db = await openDatabase(join(data, 'room.db'));
    onTestFinished(() => db.close());
    expect(await expectOneEffectEach(db)).toBeGreaterThan(10);
  });
});

/** Turns of a seat that ended by its clock, in all hands that are over. */
async function timeoutsOf(server: ServerProcess, tableId: string, seat: number): Promise<number> {
  let found = 0;
  for (let handNo = 1; ; handNo++) {
    const answer = await fetch(`${server.url}/api/v1/tables/${tableId}/hands/${handNo}`);
    if (!answer.ok) {
      expect(handNo, 'the first hand that is not there, or not over').toBeGreaterThan(5);
      return found;
    }
    const { history } = rest.handReply.parse(await answer.json());
    const { actions = [] } = (history ?? {}) as { actions?: { seat?: number; timedOut?: boolean }[] };
    found += actions.filter((action) => action.seat === seat && action.timedOut).length;
  }
}

/** A data folder on a disk of its own in memory. To make one, one must be root. */
function smallDisk(megabytes: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'aboveboard-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { encoding: 'utf8' });
  if (mounted.status !== 0)
    throw new Error(`no small disk can be made; the campaign of the books wants root: ${mounted.stderr}`);
  onTestFinished(() => {
    spawnSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Takes all the space there is. */
function fill(file: string): void {
  for (const size of [MB, 4_096]) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(size, 1), { flag: 'a' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }
}
