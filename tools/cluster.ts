#!/usr/bin/env node
/**
 * `npm run cluster`: one room as many processes on this machine, over a MariaDB and a Redis of its own, with one address for browsers.
 *
 * Exit code 0 after an orderly end, 1 when it could not start, 2 for a wrong call.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type RunningCluster, runCluster } from './cluster/run-cluster.ts';
import { ServiceError } from './cluster/services.ts';

const HELP = `Usage: npm run cluster -- [--port N] [--host ADDRESS] [--gateways N] [--shards N] [--data FOLDER] [--no-bots] [--json]

Starts a MariaDB and a Redis of its own (Debian's mariadb-server and redis-server; no service of the machine is used), then two gateways, two
shards, an api, a worker and a log, each a process, and a front: pages and REST come from the api, sockets from the gateways in turn. Any of
the processes may be killed; nothing that ends is started again. ^C stops all of it when the hands in play are over, a second one at once.

  --port N        where browsers come (8080; 0: any that is free)
  --host ADDRESS  127.0.0.1 by default: this machine alone
  --gateways N, --shards N  how many of each (2)
  --data FOLDER   keeps all of it there for the next time (a temporary folder, removed at the end)
  --no-bots       leaves the tables to people
  --json          prints addresses and process ids as one JSON line

Other settings, such as ABOVEBOARD_TURN_MS, are those of all processes. docs/operate/cluster.md says how the same is done on many machines.`;

const count = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;
const OPTIONS = {
  ...{ port: count, host: count, gateways: count, shards: count, data: count },
  ...{ 'no-bots': flag, json: flag, help: flag },
} as const;

async function main(): Promise<number> {
  const given = valuesOf();
  if (given === null) return 2;
  if (given.help) {
    console.log(HELP);
    return 0;
  }
  const { port = '8080', host = '127.0.0.1', gateways = '2', shards = '2', data, json } = given;
  if (!/^\d{1,5}$/.test(port) || ![gateways, shards].every((n) => /^[1-9]\d?$/.test(n))) return wrong('a wrong number');
  const folder = data === undefined ? mkdtempSync(join(tmpdir(), 'ab-cluster-')) : resolve(process.cwd(), data);
  const wish = {
    folder,
    host,
    port: Number(port),
    gateways: Number(gateways),
    shards: Number(shards),
    hasBots: !given['no-bots'],
  };
  const say = (text: string): void => void process.stderr.write(`${text}\n`);
  if (!json && !existsSync(join(import.meta.dirname, '../apps/web/dist/index.html')))
    say('The web pages are not built; `npm start` builds them once.');
  try {
    const signals = heard();
    const cluster = await runCluster(wish, say);
    signals.kill = cluster.kill;
    console.log(json ? JSON.stringify(announcement(cluster)) : page(cluster, folder));
    await signals.first;
    await cluster.stop();
    return 0;
  } catch (error) {
    say(error instanceof ServiceError ? error.message : String(error instanceof Error ? (error.stack ?? error) : error));
    return 1;
  } finally {
    if (data === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function valuesOf() {
  try {
    return parseArgs({ options: OPTIONS }).values;
  } catch (error) {
    wrong((error as Error).message);
    return null;
  }
}

function wrong(message: string): number {
  console.error(`${message}\n\n${HELP}`);
  return 2;
}

const ECHO_MS = 1_000;

/** The first signal is for an orderly end; a later one for one at once. A terminal and its launcher may both deliver one ^C. */
function heard(): { readonly first: Promise<void>; kill: () => void } {
  let tell = (): void => {};
  let firstMs: number | null = null;
  const signals = { first: new Promise<void>((done) => (tell = done)), kill: () => {} };
  const onSignal = (): void => {
    if (firstMs !== null && performance.now() - firstMs < ECHO_MS) return;
    if (firstMs !== null) {
      signals.kill();
      process.exit(130);
    }
    firstMs = performance.now();
    process.stderr.write('Stopping: hands in play are finished first. Once more to stop at once.\n');
    tell();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return signals;
}

function announcement({ url, operatorToken, processes, services }: RunningCluster) {
  const shown = processes.map(({ name, role, pid, url: own }) => ({ name, role, pid, url: own }));
  const { mariaDb, redis } = services;
  return { url, operatorToken, processes: shown, services: { mariaDb: { pid: mariaDb.pid }, redis: { pid: redis.pid } } };
}

function page({ url, operatorToken, processes, services }: RunningCluster, folder: string): string {
  const pids = [...processes, { name: 'mariadb', ...services.mariaDb, url: '' }, { name: 'redis', ...services.redis, url: '' }];
  const lines = pids.map(({ name, pid, url: own }) => `  ${name.padEnd(10)} process ${String(pid).padEnd(8)} ${own}`);
  const token = operatorToken ? ["  The operator's token, shown this once; keep it:", `  ${operatorToken}`, ''] : [];
  return [
    '',
    '  Aboveboard: one room as many processes',
    '',
    `  for browsers   ${url}`,
    `  data and logs  ${folder}`,
    '',
    ...lines,
    '',
    ...token,
    '  Any of them may be killed: try it while you play. ^C stops all of it when the hands in play are over.',
    '',
  ].join('\n');
}

process.exit(await main());
