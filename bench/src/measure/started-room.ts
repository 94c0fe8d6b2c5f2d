/** A room started for a measurement, in a process of its own, and the players and tables it needs. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { rest } from '@aboveboard/protocol';
import { processorS, residentBytes } from './process-usage.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const STOP_WITHIN_MS = 30_000;
const KEPT_WORDS = 4_000;

export interface RoomUse {
  readonly cpuS: number;
  /** The same by what its processes are. */
  readonly parts: Readonly<Record<string, number>>;
  readonly rssMb: number;
}

export interface Guest {
  readonly token: string;
  readonly playerId: string;
}

export interface StartedRoom {
  /** `http://…`, without a path. */
  readonly url: string;
  readonly pid: number;
  /** Processor time and memory of its process. */
  use(): RoomUse;
  stop(): Promise<void>;
}

/** Limits out of the way: a load comes from one address, which no crowd of people does. */
export const UNLIMITED = {
  ABOVEBOARD_COMMANDS_PER_PLAYER: '100000',
  ABOVEBOARD_COMMANDS_PER_ADDRESS: '1000000',
  ABOVEBOARD_CONNECTIONS: '1000000',
  ABOVEBOARD_CONNECTIONS_PER_ADDRESS: '1000000',
  ABOVEBOARD_LOGINS_PER_ADDRESS: '1000000',
};

/**
 * @param folder where it keeps its data; without one, a new one that goes with it.
 * @throws with what it said, where it ends instead of starting
 */
export async function startRoom(settings: Readonly<Record<string, string>> = {}, folder?: string): Promise<StartedRoom> {
  const data = folder ?? mkdtempSync(join(tmpdir(), 'aboveboard-load-'));
  const env = {
    ...{ PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, ABOVEBOARD_LOG_LEVEL: 'error' },
    ...{ ABOVEBOARD_HOST: '127.0.0.1', ABOVEBOARD_PORT: '0', ABOVEBOARD_DATA: data, ABOVEBOARD_BOTS: 'off' },
    ...UNLIMITED,
    ...settings,
  };
  const main = join(ROOT, 'apps', 'server', 'src', 'main.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, '--json'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      said = (said + text).slice(-KEPT_WORDS);
    });
  }
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      const killing = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
      await gone;
      clearTimeout(killing);
    }
    if (folder === undefined) rmSync(data, { recursive: true, force: true, maxRetries: 3 });
  };
  while (!/"url".*\n/.test(said)) {
    if (child.exitCode !== null) throw new Error(`the room ended with ${child.exitCode}: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const { url } = JSON.parse(said.slice(said.indexOf('{"url"')).split('\n')[0] ?? '') as { url: string };
  const pid = child.pid ?? 0;
  return { url, pid, use: () => usedBy({ server: [pid] }), stop };
}

/** @param pids of a room's processes, by what they are */
export function usedBy(pids: Readonly<Record<string, readonly number[]>>): RoomUse {
  const parts = Object.fromEntries(Object.entries(pids).map(([part, some]) => [part, processorS(some)]));
  const all = Object.values(pids).flat();
  const rssMb = all.reduce((sum, pid) => sum + residentBytes(pid), 0) / 2 ** 20;
  return { cpuS: Object.values(parts).reduce((sum, cpuS) => sum + cpuS, 0), parts, rssMb };
}

/** New guests, a few at a time. @throws with the room's own words where it refuses one */
export async function newGuests(url: string, count: number): Promise<Guest[]> {
  const guests: Guest[] = [];
  const AT_ONCE = 16;
  while (guests.length < count) {
    const few = Math.min(AT_ONCE, count - guests.length);
    guests.push(...(await Promise.all(Array.from({ length: few }, (_, i) => newGuest(url, `load ${guests.length + i}`)))));
  }
  return guests;
}

async function newGuest(url: string, nickname: string): Promise<Guest> {
  const { token, profile } = await ask<{ token: string; profile: rest.Profile }>(url, '/api/v1/guests', undefined, {
    nickname,
  });
  return { token, playerId: profile.player.playerId };
}

/** Tables of the load's own, each opened by another guest, since a player may open a few only. */
export async function newTables(url: string, owners: readonly Guest[], seats: number, straddles = 0): Promise<string[]> {
  const tables: string[] = [];
  for (const [n, { token }] of owners.entries()) {
    const wanted = { name: `load ${n}`, seats, smallBlind: 5, bigBlind: 10, isPrivate: false, straddles };
    const { settings } = await ask<{ settings: { tableId: string } }>(url, '/api/v1/tables', token, wanted);
    tables.push(settings.tableId);
  }
  return tables;
}

/** A room that says when to come back is asked again then, so many times. */
const MOST_TRIES = 5;

async function ask<T>(url: string, path: string, token: string | undefined, body: object, tries = 1): Promise<T> {
  const answer = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  const laterS = Number(answer.headers.get('retry-after'));
  if (answer.status === 503 && laterS > 0 && tries < MOST_TRIES) {
    await new Promise((resolve) => setTimeout(resolve, laterS * 1_000));
    return ask(url, path, token, body, tries + 1);
  }
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}
