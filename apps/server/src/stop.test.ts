/** The end of a server: in order, at once, or refused a second start beside the first. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { CLOSE_CODES, rest } from '@aboveboard/protocol';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ConfigError } from './config/load-config.ts';
import { serverConfig } from './config/settings.ts';
import { createLogger } from './log/logger.ts';
import { runServer } from './run-server.ts';
import { dataFolder, guest, openRoom, QUICK, type TestRoom } from './testing/open-room.ts';
import { seatGuest, until } from './testing/playing-guest.ts';
import { enter } from './testing/raw-player.ts';
import { startProcess } from './testing/server-process.ts';

const OPEN_ENTRY = 1;
const CLOSE_ENTRY = 2;
const PLAYED = 0;
const CLOSE_STATUS_AT = 13;

async function headsUp(room: TestRoom): Promise<string> {
  const { tables } = rest.lobbyReply.parse(await (await room.get('/api/v1/lobby')).json());
  return tables[2]?.settings.tableId ?? expect.fail('no heads-up table');
}

async function log(room: TestRoom) {
  return rest.logEntriesReply.parse(await (await room.get('/api/v1/log/entries?limit=500')).json()).entries;
}

describe('an orderly stop', () => {
  test('tells everybody, finishes the hands in play and begins no other; all comes back at the next start', async () => {
    const room = await openRoom({ stopWaitMs: 10_000, revealMs: 5_000, revealMaxMs: 10_000 });
    const tableId = await headsUp(room);
    const watcher = await enter(room.url, (await guest(room, 'Eve')).token);
    const guests = await Promise.all(
      ['Ana', 'Bo'].map((nickname, seat) => seatGuest({ url: room.url, tableId, seat, nickname })),
    );
    await until(() => guests.some(({ acked }) => acked.length > 4), 'some play');
    const stopped = room.stop();
    expect(await watcher.next('notice')).toMatchObject({ code: 'STOPPING', afterMs: expect.any(Number) });
    expect(await watcher.closed).toEqual({ code: CLOSE_CODES.RESTARTING, reason: 'RESTARTING' });
    await stopped;
    await expect(fetch(room.url)).rejects.toThrow();
    for (const { client } of guests) client.close();

    const again = await openRoom({}, room.data);
    const entries = (await log(again)).filter((entry) => entry.handNo > 0);
    const closes = entries.filter(({ type }) => type === CLOSE_ENTRY);
    expect(closes.length).toBe(entries.filter(({ type }) => type === OPEN_ENTRY).length);
    expect(
      new Set(closes.map(({ bytes }) => Number.parseInt(bytes.slice(2 * CLOSE_STATUS_AT, 2 * CLOSE_STATUS_AT + 2), 16))),
    ).toEqual(new Set([PLAYED]));
    const books = await again.get('/api/v1/operator/reconcile', room.operatorToken ?? '');
    expect(await books.json()).toMatchObject({ issued: 30_000, held: 30_000, differences: [] });
    for (const { token } of guests) {
      expect(rest.profile.parse(await (await again.get('/api/v1/me', token)).json()).seatedAt).toEqual([tableId]);
    }
  });

  test('by SIGTERM ends with code 0; a second signal does not wait', async () => {
    const gentle = await startProcess({ settings: { ...QUICK, data: dataFolder() } });
    gentle.signal('SIGTERM');
    expect(await gentle.exited).toEqual({ code: 0, signal: null });

    const hasty = await startProcess({
      settings: { ...QUICK, data: dataFolder(), bots: true, botThinkMs: 5_000, turnMs: 60_000, stopWaitMs: 60_000 },
    });
    const isPlaying = async () => {
      const { tables } = rest.lobbyReply.parse(await (await fetch(`${hasty.url}/api/v1/lobby`)).json());
      return tables.some(({ taken }) => taken >= 2);
    };
    await until(isPlaying, 'the bots to sit down');
    await new Promise((resolve) => setTimeout(resolve, 500)); // into their first hand
    hasty.signal('SIGTERM');
    await until(() => hasty.output().includes('Stopping'), 'the first signal to be heard');
    hasty.signal('SIGINT');
    expect(await hasty.exited).toEqual({ code: 130, signal: null });
  });
});

describe('a start that cannot be', () => {
  test('a second process on the same data is refused, and the first plays on', async () => {
    const room = await openRoom();
    const second = startProcess({ settings: { ...QUICK, data: room.data } });
    await expect(second).rejects.toThrow(
      `is in use by process ${process.pid}. Stop it first, or start with another data folder.`,
    );
    await expect(second).rejects.toThrow('ended with 2');
    expect((await room.get('/readyz')).status).toBe(200);
  });

  test('a port that is taken, and a setting that is wrong', async () => {
    const room = await openRoom();
    await expect(openRoom({ port: room.port })).rejects.toThrow(ConfigError);
    await expect(openRoom({ port: room.port })).rejects.toThrow(`ABOVEBOARD_PORT: port ${room.port} is taken`);
    await expect(startProcess({ settings: { ...QUICK, data: dataFolder(), turnMs: -1 } })).rejects.toThrow(
      'ABOVEBOARD_TURN_MS: got "-1", wants a whole number from 100 to 600000',
    );
  });
});

test("a lost operator's token is replaced by a new one, and opens nothing any more", async () => {
  const room = await openRoom();
  const lost = room.operatorToken ?? '';
  await room.stop();
  const config = { ...serverConfig.parse({ ...QUICK }), data: room.data };
  const again = await runServer({ config, logger: createLogger('silent'), newOperatorToken: true });
  onTestFinished(() => again.stop(0));
  const statusFor = async (token: string) =>
    (await fetch(`${again.url}/api/v1/operator/reconcile`, { headers: { authorization: `Bearer ${token}` } })).status;
  expect(await statusFor(again.operatorToken ?? '')).toBe(200);
  expect(await statusFor(lost)).toBe(401);
});

test('a room whose deal key is gone does not start, and says what to do', async () => {
  const room = await openRoom();
  await room.stop();
  rmSync(join(room.data, 'keys', 'deal'));
  await expect(startProcess({ settings: { ...QUICK, data: room.data } })).rejects.toThrow('Put it back from a copy');
});
