/** The processes of a cluster: each a server with its role, started and stopped by this program and by nobody else. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface Wanted {
  readonly name: string;
  readonly role: string;
  /** Variables of the server besides those that all have. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Started {
  readonly name: string;
  readonly role: string;
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly operatorToken: string | null;
  isRunning(): boolean;
  /** Resolves to how it ended. */
  readonly exited: Promise<string>;
  signal(name: NodeJS.Signals): void;
}

const ROOT = join(import.meta.dirname, '../..');
const MAIN = join(ROOT, 'apps/server/src/main.ts');
const READY_WITHIN_MS = 90_000;

/** @param logs a folder: what each process logs is a file of its name there */
export async function startProcess(wanted: Wanted, env: Readonly<Record<string, string>>, logs: string): Promise<Started> {
  const { name, role } = wanted;
  const own = { ABOVEBOARD_ROLES: role, ABOVEBOARD_PROCESS_NAME: name, ...env, ...wanted.env };
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, '--json'], {
    cwd: logs, // no .env of somebody's room is read
    env: { PATH: process.env.PATH, ...own },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // a ^C is for this program alone
  });
  const log = join(logs, `${name}.log`);
  child.stderr.pipe(createWriteStream(log, { flags: 'a', mode: 0o600 }));
  const exited = new Promise<string>((resolve) => child.once('exit', (code, signal) => resolve(`${signal ?? code}`)));
  let said = '';
  child.stderr.on('data', (text) => (said = (said + text).slice(-2_000)));
  const died = exited.then((how) => Promise.reject(new Error(`${name} ended (${how}): ${said}`)));
  const line = await Promise.race([firstLine(child), died]);
  const { url, operatorToken } = JSON.parse(line) as { url: string; operatorToken: string | null };
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  const signal = (of: NodeJS.Signals): void => void (isRunning() && child.kill(of));
  return { name, role, url, port: Number(new URL(url).port), pid: child.pid ?? 0, operatorToken, isRunning, exited, signal };
}

function firstLine(child: ChildProcess): Promise<string> {
  let text = '';
  return new Promise((resolve) =>
    child.stdout?.on('data', (chunk) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end));
    }),
  );
}

/** @throws with what is missing where not all become ready */
export async function untilReady(processes: readonly Started[]): Promise<void> {
  let missing = '';
  for (const startedMs = performance.now(); performance.now() - startedMs < READY_WITHIN_MS; await pause(100)) {
    const answers = await Promise.all(processes.map(({ url }) => fetch(`${url}/readyz`)));
    const late = answers.findIndex(({ ok }) => !ok);
    if (late < 0) return;
    missing = `${processes[late]?.name}: ${await answers[late]?.text()}`;
  }
  throw new Error(`not ready after ${READY_WITHIN_MS / 1_000} s: ${missing}`);
}
