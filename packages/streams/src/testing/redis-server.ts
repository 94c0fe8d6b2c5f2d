/**
 * A redis-server of a test's own: its data in a temporary folder, reached over a unix socket, gone with the test.
 *
 * Tests run against the real thing and against nobody else's: no service of the machine is used or disturbed.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { diesWithUs } from '@aboveboard/testkit/dies-with-us';
import { onTestFinished } from 'vitest';

export interface RedisServer {
  /** Where it listens. The path stays the same over a restart. */
  readonly socketPath: string;
  /** Asks it to end and waits for that. */
  stop(): Promise<void>;
  /** Ends it as a power cut would: what is not on disk is gone. */
  kill(): Promise<void>;
  /** Stops it from running; connections stay open and nothing answers (SIGSTOP). */
  freeze(): void;
  thaw(): void;
  /** Starts it again after `stop` or `kill`, on what is on disk. */
  start(): Promise<void>;
}

export interface RedisServerOptions {
  /** Each write is on disk before its answer (`appendfsync always`). Without it a restart begins empty. */
  readonly appendonly?: boolean;
  /** More lines of redis.conf, as arguments: `['--maxmemory', '4mb']`. */
  readonly args?: readonly string[];
  /** Who ends it: by default the test, or the hook, it is started in. */
  readonly atEnd?: (end: () => Promise<void>) => void;
}

/** Starts a server and waits until it answers. */
export async function startRedis(options: RedisServerOptions = {}): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'ab-redis-'));
  const socketPath = join(folder, 's');
  let child: ChildProcess | null = null;

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ending = child;
    child = null;
    if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return;
    const isGone = once(ending, 'exit');
    ending.kill('SIGCONT'); // a frozen one would not hear of its end
    ending.kill(signal);
    await isGone;
  };
  const start = async (): Promise<void> => {
    child = spawn(...diesWithUs('redis-server', argumentsOf(folder, options)), { stdio: ['ignore', 'pipe', 'inherit'] });
    await untilAnswering(child, socketPath);
  };
  (options.atEnd ?? onTestFinished)(async () => {
    await end('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  await start();
  return {
    socketPath,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    start,
  };
}

function argumentsOf(folder: string, options: RedisServerOptions): string[] {
  return [
    ...['--port', '0', '--unixsocket', 's', '--dir', folder, '--save', '', '--databases', '1'],
    ...(options.appendonly === true ? ['--appendonly', 'yes', '--appendfsync', 'always'] : []),
    ...(options.args ?? []),
  ];
}

/** It has read its files when it answers PING; before that it says LOADING. */
async function untilAnswering(child: ChildProcess, socketPath: string): Promise<void> {
  let log = '';
  child.stdout?.on('data', (text) => (log = (log + text).slice(-4_000)));
  let failure: Error | null = null;
  child.once('error', (error) => (failure = error));
  for (let attempt = 0; attempt < 1_000; attempt++) {
    if (await answersPing(socketPath)) return;
    if (failure !== null || child.exitCode !== null) break;
    await pause(10);
  }
  child.kill('SIGKILL');
  throw new Error(`redis-server does not answer: ${failure ?? log}`);
}

function answersPing(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath, () => socket.write('PING\r\n'));
    socket.setTimeout(500, () => socket.destroy());
    socket.once('data', (answer) => {
      resolve(String(answer).startsWith('+PONG'));
      socket.destroy();
    });
    socket.once('error', () => {});
    socket.once('close', () => resolve(false));
  });
}
