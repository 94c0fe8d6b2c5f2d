/** A disk is lost while a room plays, and the room is made again elsewhere: what of it is there, and how long it took. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fromHex, verifyReceipt } from '@aboveboard/fairness';
import { type MariaDbServer, startMariaDb } from '../../packages/storage/src/testing/mariadb-server.ts';
import { aboveboard, ask, type DrillRoom, startRoom, type Witness, witness } from './drill-room.ts';

export interface DrillOrder {
  readonly database: 'sqlite' | 'mariadb';
  /** An empty folder: everything lies below it. */
  readonly folder: string;
  readonly seconds: number;
  readonly logEveryMs: number;
  readonly say: (text: string) => void;
}

export interface DrillReport {
  readonly day: string;
  readonly database: DrillOrder['database'];
  readonly playedMs: number;
  readonly shippedEveryMs: number;
  /** Of what was shipped after the backup, brought in by the restore. */
  readonly pieces: number;
  readonly backupBytes: number;
  /** What was published at the loss, and what of it was there again. */
  readonly log: { readonly published: number; readonly restored: number; readonly isSame: boolean };
  readonly hands: number;
  /** From the last moment whose play is there again to the loss. */
  readonly rpoMs: number;
  /** From the beginning of the restore until players were let in; `restoreMs` is the command's part. */
  readonly rtoMs: number;
  readonly restoreMs: number;
  readonly reconciliation: { readonly hands: number; readonly differences: number };
  readonly receipts: { readonly kept: number; readonly ofRestored: number; readonly good: number };
  /** The log could not be continued where entries that were published are missing. */
  readonly isRollbackRefused: boolean;
  readonly cpus: number;
  readonly isGood: boolean;
}

const QUICK = {
  ABOVEBOARD_HOST: '127.0.0.1',
  ABOVEBOARD_PORT: '0',
  ABOVEBOARD_BOTS_PER_TABLE: '6',
  ABOVEBOARD_BOT_THINK_MS: '40',
  ABOVEBOARD_BETWEEN_HANDS_MS: '400',
  ABOVEBOARD_GRANT_WAIT_MS: '0',
  ABOVEBOARD_COMMANDS_PER_ADDRESS: '1000000',
  ABOVEBOARD_LOGINS_PER_ADDRESS: '1000000',
};
/** What a drill may lose: the target of design/figures.md. */
const RPO_MS = 5 * 60_000;
const RTO_MS = 30 * 60_000;

export async function holdDrill(order: DrillOrder): Promise<DrillReport> {
  const ends: (() => Promise<void>)[] = [];
  try {
    return await hold(order, ends);
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

async function hold(
  { database, folder, seconds, logEveryMs, say }: DrillOrder,
  ends: (() => Promise<void>)[],
): Promise<DrillReport> {
  const disk = join(folder, 'disk');
  const safe = join(folder, 'safe');
  for (const path of [disk, safe]) mkdirSync(path);
  const secret = join(folder, 'key');
  const { out: publicKey } = await expectGood(['backup', 'key', secret]);
  writeFileSync(join(folder, 'public'), publicKey);
  const keepServer = async (): Promise<MariaDbServer> => {
    const server = await startMariaDb([
      '--skip-networking',
      '--server-id=1',
      '--log-bin=binlog',
      '--binlog-format=row',
      '--sync-binlog=1',
    ]);
    ends.push(() => server.end());
    return server;
  };
  const server = database === 'mariadb' ? await keepServer() : null;
  const databaseUrl = server && (await server.createDatabase());
  const backups = { ABOVEBOARD_BACKUP_DIR: join(safe, 'backups'), ABOVEBOARD_BACKUP_KEY_FILE: join(folder, 'public') };
  const room = await startRoom({
    ...QUICK,
    ...backups,
    ABOVEBOARD_DATA: join(disk, 'data'),
    ABOVEBOARD_BACKUP_LOG_EVERY_MS: String(logEveryMs),
    ...(databaseUrl && { ABOVEBOARD_DATABASE_URL: databaseUrl }),
  });
  ends.push(() => room.kill());
  const startedMs = Date.now();
  const outside = await witness(room.url);
  ends.push(async () => outside.stop());
  const { dealKey: key } = await ask<{ dealKey: string }>(room.url, '/api/v1/log/key');

  say(`the room plays, and everything it commits is shipped every ${logEveryMs} ms`);
  await pause(seconds * 500);
  const made = JSON.parse(
    (
      await expectGood(['backup', '--data', join(disk, 'data'), '--json'], {
        ...backups,
        ...(databaseUrl && { ABOVEBOARD_DATABASE_URL: databaseUrl }),
      })
    ).out,
  );
  say(`a full backup was made while it played: ${made.bytes} bytes`);
  await pause(seconds * 500);

  await Promise.all([room.kill(), server?.kill()]);
  const lostMs = Date.now();
  rmSync(disk, { recursive: true });
  await server?.end();
  outside.stop();
  say(`the room was killed and its disk is gone: ${outside.entries.length} entries were published`);

  const again = await restored({ ...{ database, folder, safe, secret, say }, keepServer });
  ends.push(() => again.room.kill());
  return judge({
    ...{ database, startedMs, lostMs, logEveryMs, outside, key, again, operatorToken: room.operatorToken ?? '' },
    made,
  });
}

interface Again {
  readonly room: DrillRoom;
  readonly restored: { logSize: number; hands: number; replayed: { pieces: number } };
  readonly isRollbackRefused: boolean;
  readonly restoreMs: number;
  readonly rtoMs: number;
}

async function restored({
  folder,
  safe,
  secret,
  say,
  database,
  keepServer,
}: Pick<DrillOrder, 'folder' | 'say' | 'database'> & {
  safe: string;
  secret: string;
  keepServer: () => Promise<MariaDbServer>;
}): Promise<Again> {
  const server = database === 'mariadb' ? await keepServer() : null; // an empty one is there: setting it up is not counted
  const databaseUrl = server && (await server.createDatabase());
  const env = databaseUrl ? { ABOVEBOARD_DATABASE_URL: databaseUrl } : {};
  const data = join(folder, 'elsewhere');
  const begunMs = performance.now();
  const listed = JSON.parse((await expectGood(['backup', 'list', join(safe, 'backups'), '--json'])).out);
  const file = listed.backups.at(-1).path as string;
  const flags = databaseUrl ? ['--database-url'] : [];
  const said = await expectGood(['restore', file, '--into', data, '--key-file', secret, '--json', ...flags], env);
  const restoreMs = performance.now() - begunMs;
  const result = JSON.parse(said.out);
  say(
    `restored in ${restoreMs.toFixed(0)} ms: ${result.replayed.pieces} pieces were brought in, the log has ${result.logSize} entries`,
  );
  const early = await startRoom({ ...QUICK, ...env, ABOVEBOARD_DATA: data }).then(
    async (room) => {
      await room.kill();
      return false;
    },
    (error: Error) => error.message.includes('log new-origin'),
  );
  await expectGood(['log', 'new-origin', '--data', data], env);
  const room = await startRoom({ ...QUICK, ...env, ABOVEBOARD_DATA: data });
  await ask(room.url, '/readyz');
  return { room, restored: result, isRollbackRefused: early, restoreMs, rtoMs: performance.now() - begunMs };
}

interface Judged {
  readonly database: DrillOrder['database'];
  readonly startedMs: number;
  readonly lostMs: number;
  readonly logEveryMs: number;
  readonly outside: Witness;
  readonly key: string;
  readonly again: Again;
  readonly operatorToken: string;
  readonly made: { bytes: number; manifest: { facts: { log: { size: number } } } };
}

async function judge({
  database,
  startedMs,
  lostMs,
  logEveryMs,
  outside,
  key,
  again,
  operatorToken,
  made,
}: Judged): Promise<DrillReport> {
  const { logSize, hands } = again.restored;
  const { entries, looks } = outside;
  const there = await entriesOf(again.room.url, Math.min(logSize, entries.length));
  const isSame = there.every((entry, i) => entry.bytes === entries[i]?.bytes && entry.promise === entries[i]?.promise);
  const lastThere = looks.findLast(({ size }) => size <= logSize)?.atMs ?? startedMs;
  const books = await ask<{ hands: number; differences: unknown[] }>(
    again.room.url,
    '/api/v1/operator/reconcile',
    operatorToken,
  );
  const dealKey = fromHex(key);
  const receipts = [...outside.receipts];
  const ofRestored = receipts.filter(([, receipt]) => isLogged(receipt, there));
  const good = ofRestored.filter(([, receipt]) => verifyReceipt(receipt, { dealKey }).ok);
  const rpoMs = entries.length <= logSize ? 0 : lostMs - lastThere;
  const report = {
    day: new Date(lostMs).toISOString().slice(0, 10),
    ...{
      database,
      playedMs: lostMs - startedMs,
      shippedEveryMs: logEveryMs,
      pieces: again.restored.replayed.pieces,
      backupBytes: made.bytes,
    },
    log: { published: entries.length, restored: logSize, isSame },
    ...{ hands, rpoMs, rtoMs: Math.round(again.rtoMs), restoreMs: Math.round(again.restoreMs) },
    reconciliation: { hands: books.hands, differences: books.differences.length },
    receipts: { kept: receipts.length, ofRestored: ofRestored.length, good: good.length },
    isRollbackRefused: again.isRollbackRefused,
    cpus: availableParallelism(),
  };
  const wasPlaying = entries.length > made.manifest.facts.log.size; // else nothing could have been lost
  const isGood =
    isSame &&
    wasPlaying &&
    report.pieces > 0 &&
    rpoMs <= Math.min(RPO_MS, 2 * logEveryMs + 30_000) &&
    report.rtoMs <= RTO_MS &&
    books.differences.length === 0 &&
    ofRestored.length > 0 &&
    good.length === ofRestored.length &&
    again.isRollbackRefused;
  return { ...report, isGood };
}

async function entriesOf(url: string, size: number): Promise<{ bytes: string; promise: string }[]> {
  const found: { bytes: string; promise: string }[] = [];
  while (found.length < size) {
    const { entries } = await ask<{ entries: { bytes: string; promise: string }[] }>(
      url,
      `/api/v1/log/entries?from=${found.length}&limit=500`,
    );
    found.push(...entries);
  }
  return found.slice(0, size);
}

/** Whether the log has both of a receipt's entries where the receipt says. */
function isLogged(receipt: Uint8Array, log: readonly { bytes: string; promise: string }[]): boolean {
  const { open, close } = JSON.parse(Buffer.from(receipt).toString('utf8')) as Record<'open' | 'close', Named>;
  return [open, close].every(({ index, bytes, promise }) => {
    const entry = log[Number(index)];
    return entry?.bytes === bytes && entry.promise === promise;
  });
}

interface Named {
  readonly index: string;
  readonly bytes: string;
  readonly promise: string;
}

async function expectGood(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const said = await aboveboard(args, env);
  if (said.code !== 0) throw new Error(`aboveboard ${args.join(' ')} ended with ${said.code}: ${said.err}${said.out}`);
  return said;
}
