/**
 * A MariaDB of a test's own: its data in a temporary folder, reached over a unix socket, gone with the test.
 *
 * Tests run against the real thing and against nobody else's: no service of the machine is used or disturbed.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { diesWithUs } from '@aboveboard/testkit/dies-with-us';
import { createConnection } from 'mysql2/promise';

export interface MariaDbServer {
  /** The server's process, while there is one. */
  readonly pid: number | null;
  /** Makes an empty database. @returns its address, for `openMariaDb`. */
  createDatabase(): Promise<string>;
  /** Says this as the server's own user, in no database. */
  asRoot(...statements: readonly string[]): Promise<void>;
  /** Ends it as a power cut of the process would: what is not on disk is gone. */
  kill(): Promise<void>;
  /** Stops it from running; connections stay open and nothing answers (SIGSTOP). */
  freeze(): void;
  thaw(): void;
  /** Starts it again after `kill`, on what is on disk. */
  start(): Promise<void>;
  /** Ends it and removes its data. */
  end(): Promise<void>;
}

/** Who may run it: the server refuses to run as root unless told to. */
const AS_ROOT = process.getuid?.() === 0 ? ['--user=root'] : [];
/** Debian has the server where only root's PATH looks. */
const ENV = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` };
/** Usually 0.2 s; longer on a machine that has much else to do. */
const START_WITHIN_MS = 60_000;
/** Small files, so that they are soon made. */
const SMALL = ['--innodb-log-file-size=4M', '--innodb-buffer-pool-size=32M'];

/**
 * Makes its data folder, starts a server and waits until it answers: some 0.7 s.
 *
 * @param args more options of the server; without any it is reached by its socket alone.
 */
export async function startMariaDb(args: readonly string[] = ['--skip-networking']): Promise<MariaDbServer> {
  const folder = mkdtempSync(join(tmpdir(), 'ab-maria-'));
  const socketPath = join(folder, 's');
  // Its own folder for temporary tables too: servers that start at once take each other's for their own.
  const data = ['--no-defaults', `--datadir=${join(folder, 'data')}`, `--tmpdir=${folder}`, ...SMALL, ...AS_ROOT];
  let child: ChildProcess | null = null;
  let databases = 0;

  const kill = async (): Promise<void> => {
    const ending = child;
    child = null;
    if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return;
    const isGone = once(ending, 'exit');
    ending.kill('SIGKILL');
    await isGone;
  };
  const start = async (): Promise<void> => {
    child = spawn(...diesWithUs('mariadbd', [...data, ...args, `--socket=${socketPath}`]), {
      env: ENV,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await untilAnswering(child, socketPath);
  };
  const asRoot = async (...statements: readonly string[]): Promise<void> => {
    const connection = await createConnection({ socketPath, user: 'root' });
    for (const sql of statements) await connection.query(sql);
    await connection.end();
  };
  const end = async (): Promise<void> => {
    await kill();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await install(data);
    await start();
  } catch (error) {
    await end();
    throw error;
  }
  return {
    get pid() {
      return child?.pid ?? null;
    },
    async createDatabase() {
      const name = `room_${++databases}`;
      await asRoot(`create database ${name}`);
      return `mysql://root@localhost/${name}?socket=${encodeURIComponent(socketPath)}`;
    },
    asRoot,
    kill,
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    start,
    end,
  };
}

async function install(data: readonly string[]): Promise<void> {
  const options = [...data, '--auth-root-authentication-method=normal', '--skip-test-db'];
  const installing = spawn('mariadb-install-db', options, { env: ENV, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const stream of [installing.stdout, installing.stderr]) stream.on('data', (text) => (log += text));
  const [code] = await once(installing, 'close');
  if (code !== 0) throw new Error(`mariadb-install-db ended with ${code}: ${log}`);
}

async function untilAnswering(child: ChildProcess, socketPath: string): Promise<void> {
  let log = '';
  child.stderr?.on('data', (text) => (log = (log + text).slice(-4_000)));
  let failure: Error | null = null;
  child.once('error', (error) => (failure = error));
  for (const startedMs = performance.now(); performance.now() - startedMs < START_WITHIN_MS; ) {
    if (await answers(socketPath)) return;
    if (failure !== null || child.exitCode !== null) break;
    await pause(10);
  }
  child.kill('SIGKILL');
  throw new Error(`mariadbd does not answer: ${failure ?? log}`);
}

async function answers(socketPath: string): Promise<boolean> {
  try {
    const connection = await createConnection({ socketPath, user: 'root', connectTimeout: 500 });
    connection.destroy();
    return true;
  } catch {
    return false;
  }
}
