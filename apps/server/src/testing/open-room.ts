/** A whole room for one test: real sockets on a free port of the loopback, real SQLite in a folder of its own, short clocks. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { rest } from '@aboveboard/protocol';
import { onTestFinished } from 'vitest';
import { type ServerConfig, serverConfig } from '../config/settings.ts';
import { createLogger } from '../log/logger.ts';
import { type RunningServer, runServer } from '../run-server.ts';

export interface TestRoom extends RunningServer {
  readonly data: string;
  /** Everything logged so far. */
  readonly logged: () => string;
  get(path: string, token?: string): Promise<Response>;
  post(path: string, body?: unknown, token?: string): Promise<Response>;
}

/** Quick play and no limits in the way; a test that is about a limit sets it. */
export const QUICK: Partial<ServerConfig> = {
  host: '127.0.0.1',
  port: 0,
  bots: false,
  botThinkMs: 2,
  betweenHandsMs: 10,
  revealMs: 200,
  revealMaxMs: 400,
  turnMs: 2_000,
  timeBankMs: 0,
  stopWaitMs: 3_000,
  commandsPerPlayer: 10_000,
  commandsPerAddress: 100_000,
  loginsPerAddress: 10_000,
  grantWaitMs: 0,
};

/** What runs when a test is over; tests that run side by side pass their own context's. */
export type OnEnd = (task: () => void | Promise<void>) => void;

export function dataFolder(onEnd: OnEnd = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), 'aboveboard-room-'));
  onEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

export async function openRoom(settings: Partial<ServerConfig> = {}, data = dataFolder()): Promise<TestRoom> {
  const lines: string[] = [];
  const config = { ...serverConfig.parse({ ...QUICK, ...settings }), data };
  const logger = createLogger('debug', { write: (line) => void lines.push(line) });
  const server = await runServer({ config, logger });
  onTestFinished(() => server.stop(0));
  const call = (method: string, path: string, token?: string, body?: unknown) =>
    fetch(`${server.url}${path}`, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  return {
    ...server,
    data,
    logged: () => lines.join(''),
    get: (path, token) => call('GET', path, token),
    post: (path, body, token) => call('POST', path, token, body),
  };
}

/** A new guest of the room. */
export async function guest(room: Pick<TestRoom, 'post'>, nickname: string): Promise<{ token: string; profile: rest.Profile }> {
  const answer = await room.post('/api/v1/guests', { nickname });
  if (answer.status !== 201) throw new Error(`no guest: ${await answer.text()}`);
  return (await answer.json()) as { token: string; profile: rest.Profile };
}
