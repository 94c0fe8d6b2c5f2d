import { chmodSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { dataFolder } from '../testing/open-room.ts';
import { startProcess } from '../testing/server-process.ts';
import { checkConfig } from './check-config.ts';

const LOOPBACK = { ABOVEBOARD_HOST: '127.0.0.1', ABOVEBOARD_PORT: '0' };

/** The sentences, `wrong` and `note` in front of them. */
async function check(data: string, env: Record<string, string> = {}): Promise<string[]> {
  const { remarks, isGood } = await checkConfig({ env: { ...LOOPBACK, ...env }, cwd: dataFolder(), overrides: { data } });
  expect(isGood).toBe(remarks.every(({ severity }) => severity !== 'wrong'));
  return remarks.map(({ severity, text }) => `${severity}: ${text}`);
}

/** A data folder in which a room has run, and a copy of nothing: real keys, real database. */
async function usedFolder(): Promise<string> {
  const data = dataFolder();
  const room = await startProcess({ settings: { data, host: '127.0.0.1', port: 0, bots: false, stopWaitMs: 0 } });
  room.signal('SIGTERM');
  await room.exited;
  return data;
}

function listening(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
    onTestFinished(() => void server.close());
  });
}

describe('config check on this machine', { timeout: 120_000 }, () => {
  test('a folder that can be made is fine, and is not made', async () => {
    const data = join(dataFolder(), 'a', 'b');
    expect(await check(data)).toEqual([]);
    expect(existsSync(join(data, '..'))).toBe(false);
  });

  test('a folder that is a file, or would be inside one, is said', async () => {
    const file = join(dataFolder(), 'note.txt');
    writeFileSync(file, '');
    expect(await check(file)).toEqual([`wrong: ABOVEBOARD_DATA: ${file} is a file, wants a folder`]);
    const inside = join(file, 'data');
    expect(await check(inside)).toEqual([
      `wrong: ABOVEBOARD_DATA: ${inside} is not there and cannot be made: ${file} cannot be written`,
    ]);
  });

  test('a port that is taken, and an address of another machine', async () => {
    const port = String(await listening());
    expect(await check(dataFolder(), { ABOVEBOARD_PORT: port })).toEqual([
      `wrong: ABOVEBOARD_PORT: port ${port} is taken; choose another one, or stop what listens there`,
    ]);
    expect(await check(dataFolder(), { ABOVEBOARD_HOST: '192.0.2.1' })).toEqual([
      'wrong: ABOVEBOARD_HOST: this machine does not have the address 192.0.2.1',
    ]);
  });

  test('the port for metrics, apart from the other and free like it', async () => {
    const port = String(await listening());
    expect(await check(dataFolder(), { ABOVEBOARD_METRICS_PORT: port })).toEqual([
      `wrong: ABOVEBOARD_METRICS_PORT: port ${port} is taken; choose another one, or stop what listens there`,
    ]);
    const said = await check(dataFolder(), { ABOVEBOARD_METRICS_PORT: '18080', ABOVEBOARD_PORT: '18080' });
    expect(said[0]).toMatch(/^wrong: ABOVEBOARD_METRICS_PORT: got 18080, wants another port than ABOVEBOARD_PORT/);
  });

  test('what is wrong with the settings does not hide what is wrong with the machine', async () => {
    const port = String(await listening());
    const said = await check(dataFolder(), { ABOVEBOARD_PORT: port, ABOVEBOARD_BOTS: 'maybe', ABOVEBOARD_WEB: '/nowhere' });
    expect(said.map((line) => line.split(':')[1])).toEqual([' ABOVEBOARD_BOTS', ' ABOVEBOARD_WEB', ' ABOVEBOARD_PORT']);
  });

  test('keys of a room that has run: missing, open to others, damaged', async () => {
    const data = await usedFolder();
    expect(await check(data)).toEqual([]);
    const deal = join(data, 'keys', 'deal');
    chmodSync(deal, 0o644);
    expect(await check(data)).toEqual([`wrong: ABOVEBOARD_DATA: ${deal} has mode 0644, wants 0600`]);
    chmodSync(deal, 0o600);
    writeFileSync(deal, 'no key\n');
    expect((await check(data)).join()).toContain(`${deal} should hold 32 bytes`);
    rmSync(deal);
    expect((await check(data)).join()).toContain(`the key ${deal} is missing`);
    renameSync(join(data, 'room.db'), join(data, 'other.db'));
    expect(await check(data)).toEqual([]); // a room that has never started has no keys yet
  });

  test('a room that runs is told apart from a fault', async () => {
    const data = dataFolder();
    const room = await startProcess({ settings: { data, host: '127.0.0.1', port: 0, bots: false, stopWaitMs: 0 } });
    const said = await check(data, { ABOVEBOARD_PORT: String(room.port) });
    expect(said).toEqual([
      expect.stringMatching(/^note: ABOVEBOARD_DATA: .* is in use by process \d+, a room that runs now$/),
      expect.stringMatching(/^note: ABOVEBOARD_PORT: port \d+ is taken; .*the room's own\)$/),
    ]);
    expect((await fetch(`${room.url}/healthz`)).status).toBe(200); // looking at its lock has not taken it away
    await expect(startProcess({ settings: { data, host: '127.0.0.1', port: 0 } })).rejects.toThrow('in use');
  });
});
