/** A room as a process of its own, asked over its control socket, and what it uses of the machine. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startRedis } from '@aboveboard/streams/testing/redis-server';

export const ROOT = join(import.meta.dirname, '..', '..', '..');

export function spawnRoom(data: string, redisPort: number | null): ChildProcess {
  const settings = {
    ...{ ABOVEBOARD_HOST: '127.0.0.1', ABOVEBOARD_PORT: '0', ABOVEBOARD_BOTS: 'off', ABOVEBOARD_LOG_LEVEL: 'error' },
    ...{ ABOVEBOARD_DATA: data, ...(redisPort !== null && { ABOVEBOARD_REDIS_URL: `redis://127.0.0.1:${redisPort}` }) },
  };
  const main = join(ROOT, 'apps', 'server', 'src', 'main.ts');
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, '--json'], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, ...settings },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

export async function untilOpen(room: ChildProcess, data: string): Promise<void> {
  for (let i = 0; i < 600 && room.exitCode === null; i++) {
    const isOpen = await control(data, 'GET', '/healthz').then(
      () => true,
      () => false,
    );
    if (isOpen) return void (await wait(2_000)); // what a start costs is no part of it
    await wait(100);
  }
  throw new Error('the room did not open');
}

export async function stopped(room: ChildProcess): Promise<void> {
  if (room.exitCode !== null) return;
  const gone = once(room, 'exit');
  room.kill('SIGTERM');
  await gone;
}

/** With every write on disk before its answer, as the room's own database has it. */
export async function startRedisAt(port: number, ending: (() => unknown)[]): Promise<number | null> {
  const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--pidfile', 'pid', '--daemonize', 'no'];
  const { socketPath } = await startRedis({ appendonly: true, args, atEnd: (end) => ending.push(end) });
  const pidFile = join(socketPath, '..', 'pid');
  return existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8')) : null;
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

export function control(data: string, method: string, path: string, body?: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const headers = { 'aboveboard-user': 'bench', ...(body && { 'content-type': 'application/json' }) };
    const call = request({ socketPath: join(data, 'control.sock'), method, path, headers }, async (answer) => {
      let text = '';
      for await (const chunk of answer) text += chunk;
      if (answer.statusCode === 200) resolve(JSON.parse(text));
      else reject(new Error(`${path}: ${answer.statusCode} ${text}`));
    });
    call.on('error', reject);
    call.end(body && JSON.stringify(body));
  });
}
