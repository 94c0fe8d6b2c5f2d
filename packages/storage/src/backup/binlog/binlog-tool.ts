/**
 * MariaDB's own programs, which read its binary log and bring it into another server.
 *
 * How to reach the server is in a file that only this user can read, as the arguments of a process are everybody's to see.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { MariaDbAddress } from '../../mariadb/database-url.ts';
import { addressOf } from '../../mariadb/open-mariadb.ts';

const READER = 'mariadb-binlog';
const CLIENT = 'mariadb';
/** A file of a gigabyte takes seconds; a server that is frozen never answers. */
const FETCH_WITHIN_MS = 10 * 60_000;

/** One of MariaDB's programs did not do what it was asked; the message is what it said. */
export class BinlogToolError extends Error {
  override readonly name = 'BinlogToolError';
}

/** @returns a sentence on what is missing; null where both programs are there */
export async function missingTools(): Promise<string | null> {
  for (const program of [READER, CLIENT]) {
    const { code } = await run(program, ['--no-defaults', '--version']).catch(() => ({ code: -1 }));
    if (code !== 0) return `there is no program ${program} here: install MariaDB's client programs (Debian: mariadb-client)`;
  }
  return null;
}

/**
 * Copies the events of one file of the log, from `position` to what is there now, into `folder`.
 *
 * @returns the path of the copy: a binary log of its own, with the server's description of it and then the events as they were written.
 */
export async function fetchBinlog(url: string, file: string, position: number, folder: string): Promise<string> {
  const prefix = join(folder, 'fetched-');
  const { code, said } = await run(READER, [
    `--defaults-file=${optionsFile(addressOf(url), folder)}`,
    ...['--read-from-remote-server', '--raw', `--start-position=${position}`, `--result-file=${prefix}`, file],
  ]);
  if (code !== 0) throw new BinlogToolError(`${READER} could not read ${file} from ${position} on: ${said}`);
  return `${prefix}${file}`;
}

/**
 * Brings binary logs into a database: what they hold of the database `from`, transaction by transaction.
 *
 * @param folder where the address is put meanwhile. @throws BinlogToolError at the first event that does not fit
 */
export async function replayBinlogs(url: string, files: readonly string[], from: string, folder: string): Promise<void> {
  const address = addressOf(url);
  const to = address.database;
  const rename = from === to ? [] : [`--rewrite-db=${from}->${to}`];
  // The first log begins in its middle, which the reader would take for a hole; that there is none has been shown by positions.
  const checks = ['--verify-binlog-checksum', '--loose-skip-gtid-strict-mode'];
  const reader = start(READER, ['--no-defaults', ...checks, ...rename, `--database=${from}`, ...files]);
  const client = start(CLIENT, [`--defaults-file=${optionsFile(address, folder)}`, '--batch', '--binary-mode', to]);
  const [read, brought] = await Promise.all([
    ended(reader),
    ended(client),
    pipeline(reader.stdout, client.stdin).catch(() => {}), // who ended first says why
  ]);
  if (brought.code !== 0) throw new BinlogToolError(`${CLIENT} ended with ${brought.code}: ${brought.said}`);
  if (read.code !== 0) throw new BinlogToolError(`${READER} ended with ${read.code}: ${read.said}`);
}

function start(program: string, args: readonly string[], withinMs = 0) {
  return spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], timeout: withinMs });
}

async function run(program: string, args: readonly string[]): Promise<{ code: number; said: string }> {
  const child = start(program, args, FETCH_WITHIN_MS);
  child.stdin.end();
  child.stdout.resume();
  return ended(child);
}

async function ended(child: ReturnType<typeof start>): Promise<{ code: number; said: string }> {
  let said = '';
  child.stderr.on('data', (text) => (said = (said + text).slice(-1_000)));
  const [code] = await once(child, 'close');
  return { code: code ?? -1, said: said.trim() };
}

function optionsFile({ host, port, socketPath, tls, user, password }: MariaDbAddress, folder: string): string {
  const path = join(folder, 'client.cnf');
  const where =
    socketPath === null ? ['protocol=tcp', `host=${quoted(host)}`, `port=${port}`] : [`socket=${quoted(socketPath)}`];
  const ca = tls === null || tls === 'system' ? [] : [`ssl-ca=${quoted(tls.caFile)}`];
  const secured = tls === null ? ['skip-ssl'] : ['ssl', 'ssl-verify-server-cert', ...ca];
  const lines = ['[client]', ...where, ...secured, `user=${quoted(user)}`, `password=${quoted(password)}`, ''];
  writeFileSync(path, lines.join('\n'), { mode: 0o600 });
  return path;
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
