/** The server as a process of its own, so that it can be killed. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { diesWithUs } from '@aboveboard/testkit/dies-with-us';
import { onTestFinished } from 'vitest';
import type { ServerConfig } from '../config/settings.ts';
import { environmentName } from '../config/settings.ts';
import type { OnEnd } from './open-room.ts';

export interface ServerProcess {
  readonly url: string;
  readonly port: number;
  readonly operatorToken: string | null;
  /** Resolves when the process has ended, by itself or by a signal. */
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  readonly output: () => string;
  signal(name: NodeJS.Signals): void;
}

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

export interface ProcessOptions {
  readonly settings: Partial<ServerConfig>;
  readonly failPoint?: string;
  readonly onEnd?: OnEnd;
}

/** Starts a server and waits until it says where it is. @throws with its output when it ends before that. */
export async function startProcess({ settings, failPoint, onEnd = onTestFinished }: ProcessOptions): Promise<ServerProcess> {
  const named = Object.entries(settings).map(([name, value]) => [
    environmentName(name),
    value === false ? 'off' : String(value),
  ]);
  const env = {
    PATH: process.env.PATH,
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
    ...Object.fromEntries(named),
    ...(failPoint && { ABOVEBOARD_FAIL_POINT: failPoint }),
  };
  const child = spawn(...diesWithUs(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, '--json']), {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onEnd(() => void child.kill('SIGKILL'));
  let output = '';
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) =>
    child.on('exit', (code, signal) => resolve({ code, signal })),
  );
  const firstLine = new Promise<string>((resolve) => {
    child.stdout.on('data', (chunk) => {
      output += chunk;
      if (output.includes('"url"')) resolve(String(chunk));
    });
  });
  const line = await Promise.race([
    firstLine,
    exited.then(({ code }) => Promise.reject(new Error(`ended with ${code}: ${output}`))),
  ]);
  const { url, operatorToken } = JSON.parse(line) as { url: string; operatorToken: string | null };
  return {
    url,
    port: Number(new URL(url).port),
    operatorToken,
    exited,
    output: () => output,
    signal: (name) => void child.kill(name),
  };
}
