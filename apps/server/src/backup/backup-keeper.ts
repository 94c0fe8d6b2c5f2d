/** Sees to it that a room is backed up while it runs, and says so when it is not. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Clock, Scheduler, Timer } from '@aboveboard/kit';
import type { Findings } from '@aboveboard/room';
import type { Db } from '@aboveboard/storage';
import { giveUpFollowing } from '@aboveboard/storage/sqlite';
import type { Logger } from 'pino';
import { ConfigError } from '../config/load-config.ts';
import type { ServerConfig } from '../config/settings.ts';
import { readKeyFile } from './backup-key.ts';
import type { BackupNews, BackupOrder } from './backup-order.ts';
import { backupsIn } from './names.ts';
import { sqliteFile } from './place.ts';
import { parseRetention } from './retention.ts';

export interface BackupGauges {
  /** Since the moment that the last good backup shows; null where there is none. */
  readonly ageMs: number | null;
  /** Since everything committed was shipped; null where nothing is shipped. */
  readonly shippedAgeMs: number | null;
}

export interface BackupKeeper {
  readonly gauges: () => BackupGauges;
  /** Call it when nothing is committed any more: what is left is shipped first. */
  stop(): Promise<void>;
}

export interface KeeperPorts {
  readonly db: Db;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly findings: Findings;
  readonly logger: Logger;
}

const PROCESS = fileURLToPath(new URL('./backup-process.ts', import.meta.url));
const START_AGAIN_AFTER_MS = 10_000;
const LOOK_EVERY_MS = 10_000;
/** What waits to be shipped may grow to this; then the room goes on without. */
const MAX_UNSHIPPED_BYTES = 256 * 1024 * 1024;
/** Where a MariaDB's binary log cannot be shipped: with a minute to make a full backup, no more than five are lost. */
const MARIADB_EVERY_MS = 4 * 60_000;
/** For the last piece at a stop. */
const STOP_WITHIN_MS = 10_000;

/** Null where the settings want no backups. @throws ConfigError for a key that cannot be used */
export async function startBackups(config: ServerConfig, ports: KeeperPorts): Promise<BackupKeeper | null> {
  const order = orderOf(config);
  if (order === null) return null;
  await readKeyFile(order.keyFile).catch((error: Error) => {
    throw new ConfigError(`ABOVEBOARD_BACKUP_KEY_FILE: ${error.message}`);
  });
  const { clock, scheduler, logger } = ports;
  const known = await backupsIn(order.folder).catch(() => []);
  /** What was said of them last. */
  let missing = '';
  let fullMs: number | null = known.at(-1)?.atMs ?? null;
  let shippedMs: number | null = null;
  let isStopping = false;
  let child = begin();
  let timer: Timer = scheduler.after(LOOK_EVERY_MS, look);

  function begin(): ChildProcess {
    const begun = fork(PROCESS, [], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    begun.on('error', () => {}); // told by its exit
    begun.on('message', (news) => hear(news as BackupNews));
    begun.once('exit', (code, signal) => {
      if (isStopping) return;
      fail(`the process that makes them ended (${signal ?? code})`);
      scheduler.after(START_AGAIN_AFTER_MS, () => {
        if (!isStopping) child = begin();
      });
    });
    begun.send(order as BackupOrder);
    return begun;
  }

  function hear(news: BackupNews): void {
    if (news.kind === 'failed') fail(`${news.what}: ${news.message}`);
    else if (news.kind === 'full') hearFull(news);
    else if (news.kind === 'shipped') shippedMs = news.atMs;
    else
      logger.warn(
        `A full backup is made every ${MARIADB_EVERY_MS / 60_000} minutes, as nothing is shipped in between. ${news.why}`,
      );
    logger.debug({ news }, 'news of the backups');
  }

  function hearFull({ atMs, missing: names }: Extract<BackupNews, { kind: 'full' }>): void {
    fullMs = atMs;
    const now = names.length === 0 ? '' : `${names.length} files of archived hands are not backed up, the first: ${names[0]}`;
    if (now !== '' && now !== missing)
      logger.warn(`${now}: they are not there, or not as they were; see docs/operate/backup.md`);
    missing = now;
  }

  function fail(detail: string): void {
    ports.findings.report({ code: 'BACKUP_FAILED', tableId: '', handNo: null, detail: `no backup is made: ${detail}` });
  }

  function look(): void {
    void keepBounded(config, ports, fail).catch((err) => logger.error({ err }, 'the log to be shipped cannot be looked at'));
    if (!isStopping) timer = scheduler.after(LOOK_EVERY_MS, look);
  }

  const since = (ms: number | null): number | null => (ms === null ? null : clock.nowMs() - ms);
  return {
    gauges: () => ({ ageMs: since(fullMs), shippedAgeMs: since(shippedMs) }),
    async stop() {
      isStopping = true;
      timer.cancel();
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      const late = scheduler.after(STOP_WITHIN_MS, () => void child.kill('SIGKILL'));
      if (child.connected) child.disconnect();
      await exited;
      late.cancel();
    },
  };
}

function orderOf(config: ServerConfig): BackupOrder | null {
  const { data, databaseUrl, backupDir, backupKeyFile, backupEveryMs, backupLogEveryMs, backupKeep } = config;
  if (backupDir === undefined || backupKeyFile === undefined) return null;
  return {
    place: databaseUrl === undefined ? { data } : { data, databaseUrl },
    folder: backupDir,
    keyFile: backupKeyFile,
    everyMs: backupEveryMs,
    unshippedEveryMs: databaseUrl === undefined ? backupEveryMs : Math.min(backupEveryMs, MARIADB_EVERY_MS),
    logEveryMs: backupLogEveryMs,
    keep: parseRetention(backupKeep) ?? { days: 7, weeks: 8 },
  };
}

/** A log that nobody ships would fill the disk, and then no hand could be kept. */
async function keepBounded(
  { data, databaseUrl }: ServerConfig,
  { db }: KeeperPorts,
  fail: (detail: string) => void,
): Promise<void> {
  if (databaseUrl !== undefined) return;
  const path = sqliteFile(data);
  const { size } = await stat(`${path}-wal`).catch(() => ({ size: 0 }));
  if (size <= MAX_UNSHIPPED_BYTES) return;
  await giveUpFollowing(db.reader, path);
  fail(`${size} bytes were waiting to be shipped, and were brought in; the next one begins with a full backup`);
}
