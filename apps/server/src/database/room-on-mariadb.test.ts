/** A room whose tables are in a MariaDB: the server as it is started by a person, killed, and started again. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { rest } from '@aboveboard/protocol';
import { startMariaDb } from '@aboveboard/storage/testing/mariadb-server';
import { expect, onTestFinished, test } from 'vitest';
import { dataFolder, QUICK } from '../testing/open-room.ts';
import { until } from '../testing/playing-guest.ts';
import { type ServerProcess, startProcess } from '../testing/server-process.ts';

async function ask(server: ServerProcess, token: string, path: string): Promise<unknown> {
  const answer = await fetch(`${server.url}/api/v1/operator/${path}`, { headers: { authorization: `Bearer ${token}` } });
  expect(answer.status).toBe(200);
  return answer.json();
}

test('[LEDGER-44] bots play on it, kill -9 loses nothing, and the books agree at any moment', {
  timeout: 120_000,
}, async () => {
  const mariaDb = await startMariaDb();
  onTestFinished(() => mariaDb.end());
  const databaseUrl = await mariaDb.createDatabase();
  const settings = { ...QUICK, bots: true, data: dataFolder(), databaseUrl, logLevel: 'warn' as const };
  const first = await startProcess({ settings });
  const token = first.operatorToken ?? expect.fail('a new room prints its token');
  const handsOf = async (server: ServerProcess) => {
    const { differences, hands } = rest.reconcileReply.parse(await ask(server, token, 'reconcile'));
    expect(differences).toEqual([]); // at whatever moment of a hand
    return hands;
  };
  await until(async () => (await handsOf(first)) >= 10, 'ten hands', 60_000);
  const before = await handsOf(first);
  first.signal('SIGKILL');
  await first.exited;

  const second = await startProcess({ settings });
  expect(second.operatorToken).toBeNull();
  await until(async () => (await handsOf(second)) >= before + 5, 'five more hands', 60_000);
  const books = rest.reconcileReply.parse(await ask(second, token, 'reconcile'));
  expect(books).toMatchObject({ differences: [], held: books.issued });
  expect(existsSync(join(settings.data, 'room.db'))).toBe(false);
});

test('its tables wait for a MariaDB that was killed, and go on by themselves', { timeout: 120_000 }, async () => {
  const mariaDb = await startMariaDb();
  onTestFinished(() => mariaDb.end());
  const databaseUrl = await mariaDb.createDatabase();
  const room = await startProcess({ settings: { ...QUICK, bots: true, data: dataFolder(), databaseUrl, logLevel: 'warn' } });
  const token = room.operatorToken ?? expect.fail('a new room prints its token');
  const books = async () => rest.reconcileReply.parse(await ask(room, token, 'reconcile'));
  for (let outage = 1; outage <= 2; outage++) {
    const { hands } = await books();
    await until(async () => (await books()).hands >= hands + 5, 'five hands', 60_000);
    await mariaDb.kill();
    const isReady = async () => (await fetch(`${room.url}/readyz`)).ok;
    await until(async () => !(await isReady()), 'not ready', 60_000);
    await mariaDb.start();
    await until(isReady, 'ready again', 60_000);
  }
  const { hands } = await books();
  await until(async () => (await books()).hands >= hands + 5, 'five hands', 60_000);
  const { differences, held, issued } = await books();
  expect({ differences, held }).toEqual({ differences: [], held: issued });
});

test('a MariaDB that is not there, or lets nobody in, ends the start with a sentence', { timeout: 120_000 }, async () => {
  const mariaDb = await startMariaDb();
  onTestFinished(() => mariaDb.end());
  const url = await mariaDb.createDatabase();
  const started = (databaseUrl: string) => startProcess({ settings: { ...QUICK, data: dataFolder(), databaseUrl } });
  await expect(started(url.replace('root@', 'root:sesame@'))).rejects.toThrow(
    /^ended with 2: ABOVEBOARD_DATABASE_URL: .*Access denied.*\n$/,
  );
  await mariaDb.kill();
  await expect(started(url)).rejects.toThrow(/^ended with 2: ABOVEBOARD_DATABASE_URL: .*ECONNREFUSED.*\n$/);
});
