/**
 * A MariaDB and a Redis for one cluster: the programs of Debian's packages, in a folder of the cluster's own, reachable from this machine alone.
 * What other services the machine has is neither used nor disturbed.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface Service {
  /** As the room's settings name it. */
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** What a person can do something about. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
}

const START_WITHIN_MS = 60_000;
/** Debian has the server where only root's PATH looks. */
const ENV = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` };
const DATABASE = 'aboveboard';

/** @param port on the loopback; a password keeps other users of the machine out */
export async function startRedis(folder: string, port: number): Promise<Service> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const password = randomBytes(16).toString('hex');
  const keeps = ['--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction', '--save', ''];
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, ...keeps, '--logfile', join(folder, 'log')];
  const child = begin('redis-server', [...args, '--requirepass', password], 'redis-server');
  await untilSo(child, () => answersRedis(port, password), `redis-server does not answer; see ${join(folder, 'log')}`);
  return service(child, `redis://:${password}@127.0.0.1:${port}`);
}

/** Reached by a socket in its folder; makes its files where there are none. */
export async function startMariaDb(folder: string): Promise<Service> {
  const [data, socketPath, log] = [join(folder, 'data'), join(folder, 's'), join(folder, 'log')];
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
  const options = ['--no-defaults', `--datadir=${data}`, `--tmpdir=${folder}`, ...asRoot];
  if (!existsSync(data)) await install([...options, '--auth-root-authentication-method=normal', '--skip-test-db']);
  const first = join(folder, 'first.sql');
  writeFileSync(first, `create database if not exists ${DATABASE};\n`);
  const args = [...options, '--skip-networking', `--socket=${socketPath}`, `--log-error=${log}`, `--init-file=${first}`];
  const child = begin('mariadbd', args, 'mariadb-server');
  await untilSo(child, () => greets(socketPath), `mariadbd does not answer; see ${log}`);
  return service(child, `mysql://root@localhost/${DATABASE}?socket=${encodeURIComponent(socketPath)}`);
}

/** In a process group of its own: a ^C is for this program alone, and it stops its services last. */
function begin(program: string, args: readonly string[], debianPackage: string): ChildProcess {
  const child = spawn(program, args, { env: ENV, stdio: 'ignore', detached: true });
  child.once('error', () => {
    throw new ServiceError(`${program} is not there. Install it: apt-get install ${debianPackage}`);
  });
  return child;
}

async function install(options: readonly string[]): Promise<void> {
  const installing = spawn('mariadb-install-db', options, { env: ENV, stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  installing.stderr.on('data', (text) => (log += text));
  const ended = once(installing, 'close').catch(() => {
    throw new ServiceError('mariadb-install-db is not there. Install it: apt-get install mariadb-server');
  });
  const [code] = await ended;
  if (code !== 0) throw new ServiceError(`mariadb-install-db ended with ${code}: ${log}`);
}

async function untilSo(child: ChildProcess, isSo: () => Promise<boolean>, sentence: string): Promise<void> {
  for (const startedMs = performance.now(); performance.now() - startedMs < START_WITHIN_MS; ) {
    if (await isSo()) return;
    if (child.exitCode !== null) break;
    await pause(50);
  }
  child.kill('SIGKILL');
  throw new ServiceError(sentence);
}

function service(child: ChildProcess, url: string): Service {
  return {
    url,
    pid: child.pid ?? 0,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const isGone = once(child, 'exit');
      child.kill('SIGCONT'); // one that somebody froze would not hear of its end
      child.kill('SIGTERM');
      await isGone;
    },
  };
}

/** It has read its first statements when it listens, and says its version to whoever comes. */
function greets(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    let isHeard = false;
    socket.setTimeout(500, () => socket.destroy());
    socket.once('data', () => {
      isHeard = true;
      socket.destroy();
    });
    socket.once('error', () => {});
    socket.once('close', () => resolve(isHeard));
  });
}

function answersRedis(port: number, password: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`AUTH ${password}\r\nPING\r\n`));
    let answer = '';
    socket.setTimeout(500, () => socket.destroy());
    socket.on('data', (text) => {
      answer += text;
      if (answer.includes('+PONG')) socket.destroy();
    });
    socket.once('error', () => {});
    socket.once('close', () => resolve(answer.includes('+PONG')));
  });
}
