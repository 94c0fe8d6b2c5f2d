/** The rooms of a drill: real processes, and somebody outside who keeps what they publish. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { nodePorts } from '@aboveboard/bots';
import { createClient, type TableHandle } from '@aboveboard/client';

const ROOT = join(import.meta.dirname, '../..');

export interface DrillRoom {
  readonly url: string;
  readonly operatorToken: string | null;
  /** Ends it and every process of it as a loss of power does. */
  kill(): Promise<void>;
}

/** @throws with what it said, where it ends instead of starting */
export async function startRoom(settings: Readonly<Record<string, string>>): Promise<DrillRoom> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(ROOT, 'apps/server/src/main.ts'), '--json'],
    {
      env: { PATH: process.env.PATH, ABOVEBOARD_LOG_LEVEL: 'error', ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true, // a group of its own, so that all of it can be killed at once
    },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  while (!said.includes('"url"')) {
    if (child.exitCode !== null) throw new Error(`the room ended with ${child.exitCode}: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const { url, operatorToken } = JSON.parse(said.slice(said.indexOf('{"url"')).split('\n')[0] ?? '');
  return { url, operatorToken, kill: () => killAll(child) };
}

async function killAll(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const isGone = once(child, 'exit');
  process.kill(-(child.pid ?? 0), 'SIGKILL');
  await isGone;
}

export interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export async function aboveboard(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Said> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(ROOT, 'apps/cli/src/main.ts'), ...args],
    {
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let [out, err] = ['', ''];
  child.stdout.on('data', (text) => (out += text));
  child.stderr.on('data', (text) => (err += text));
  const [code] = await once(child, 'close');
  return { code, out, err };
}

export async function ask<T>(url: string, path: string, token?: string, body?: object): Promise<T> {
  const answer = await fetch(`${url}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { ...(token && { authorization: `Bearer ${token}` }), ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(10_000),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

export interface PublishedEntry {
  readonly index: number;
  readonly bytes: string;
  readonly promise: string;
}

/** Somebody outside: sees what is published, when, and keeps the receipts of the hands at one table. */
export interface Witness {
  readonly entries: readonly PublishedEntry[];
  /** How long the log was at each look. */
  readonly looks: readonly { readonly atMs: number; readonly size: number }[];
  readonly receipts: ReadonlyMap<number, Uint8Array>;
  readonly tableId: string;
  stop(): void;
}

const LOOK_EVERY_MS = 100;

export async function witness(url: string): Promise<Witness> {
  const { tables } = await ask<{ tables: { settings: { tableId: string } }[] }>(url, '/api/v1/lobby');
  const tableId = tables[0]?.settings.tableId ?? '';
  const { token } = await ask<{ token: string }>(url, '/api/v1/guests', undefined, { nickname: 'Witness' });
  const client = createClient({
    url: `${url.replace('http', 'ws')}/ws`,
    token,
    name: 'Witness',
    version: '1',
    ports: nodePorts(),
  });
  const table = client.openTable(tableId);
  const receipts = new Map<number, Uint8Array>();
  table.verification.subscribe(() => keepReceipts(table, receipts));
  const entries: PublishedEntry[] = [];
  const looks: { atMs: number; size: number }[] = [];
  let isOver = false;
  const look = async (): Promise<void> => {
    while (!isOver) {
      const page = await ask<{ entries: PublishedEntry[] }>(url, `/api/v1/log/entries?from=${entries.length}&limit=500`).catch(
        () => null,
      );
      if (page === null) return;
      entries.push(...page.entries);
      looks.push({ atMs: Date.now(), size: entries.length });
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  };
  void look();
  return {
    ...{ entries, looks, receipts, tableId },
    stop: () => {
      isOver = true;
      client.close();
    },
  };
}

function keepReceipts(table: TableHandle, receipts: Map<number, Uint8Array>): void {
  for (const { handNo, hasReceipt } of table.verification.get().recent) {
    const receipt = hasReceipt && !receipts.has(handNo) ? table.receiptFor(handNo, true) : null;
    if (receipt !== null) receipts.set(handNo, receipt);
  }
}
