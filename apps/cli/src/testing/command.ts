/** Commands beside a room: run here, or as a person runs them, in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diesWithUs } from '@aboveboard/testkit/dies-with-us';
import { onTestFinished } from 'vitest';
import { runProgram } from '../run-program.ts';

/** Without the launcher, which is one process more: what is killed here is the command itself. */
const MAIN = join(import.meta.dirname, '../main.ts');

export interface Ended {
  /** Null where a signal ended it. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcess;
  /** So far. */
  readonly stderr: () => string;
  readonly ended: Promise<Ended>;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export function startCommand(args: readonly string[], { cwd, env }: CommandOptions = {}): Started {
  const child = spawn(...diesWithUs(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, ...args]), {
    ...(cwd !== undefined && { cwd }),
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text) => (stdout += text));
  child.stderr.on('data', (text) => (stderr += text));
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, stderr: () => stderr, ended };
}

let last: Promise<unknown> = Promise.resolve();

/** To its end, within this process, which saves most of the time that a command takes; one after the other, as they share it. */
export function command(args: readonly string[], options: CommandOptions = {}): Promise<Ended> {
  const running = last.then(() => runHere(args, options));
  last = running.catch(() => undefined);
  return running;
}

async function runHere(args: readonly string[], { cwd = process.cwd(), env = {} }: CommandOptions): Promise<Ended> {
  const before = { env: process.env, cwd: process.cwd(), exitCode: process.exitCode };
  const [out, err] = [catchText(process.stdout), catchText(process.stderr)];
  process.env = { PATH: process.env.PATH, ...env };
  process.chdir(cwd);
  process.exitCode = undefined;
  try {
    await runProgram(args);
    return { status: Number(process.exitCode ?? 0), stdout: out.text(), stderr: err.text() };
  } catch (error) {
    return { status: 1, stdout: out.text(), stderr: `${err.text()}${error instanceof Error ? error.stack : error}\n` };
  } finally {
    process.env = before.env;
    process.chdir(before.cwd);
    process.exitCode = before.exitCode;
    out.letGo();
    err.letGo();
  }
}

/** What is written to a stream goes no further until it is let go. */
function catchText(stream: NodeJS.WriteStream): { text(): string; letGo(): void } {
  const { write } = stream;
  let text = '';
  stream.write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
    text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    const done = rest.find((one) => typeof one === 'function');
    if (done) queueMicrotask(done as () => void);
    return true;
  }) as typeof write;
  return {
    text: () => text,
    letGo: () => {
      stream.write = write;
    },
  };
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'aboveboard-queue-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}
