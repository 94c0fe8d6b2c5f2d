/**
 * The process that makes a room's backups: beside the room, so that copying, packing and sealing keep no table waiting.
 *
 * It ends when the room does, however that ends, and ships once more what the room left.
 */
import { setPriority } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { BackupError } from './backup-error.ts';
import type { BackupKey } from './backup-key.ts';
import { readKeyFile } from './backup-key.ts';
import type { BackupNews, BackupOrder } from './backup-order.ts';
import { makeBackup } from './make-backup.ts';
import { backupsIn } from './names.ts';
import { prune } from './retention.ts';
import { lockShipping, shipOnce } from './ship-log.ts';

const LOOK_EVERY_MS = 1_000;
/** After a full backup that failed; what was shipped is tried at its own times. */
const AGAIN_AFTER_MS = 60_000;
/** Backups of a large room take at most a quarter of the time. */
const REST_OF_TIME = 4;
const LOWER_THAN_PLAY = 10;

const ended = new AbortController();
process.once('message', (order) => void run(order as BackupOrder).finally(() => process.exit(0)));
process.once('disconnect', () => ended.abort());
// A terminal's Ctrl+C, and a service manager's end, go to the room as well, which says when it is over.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});

function tell(news: BackupNews): void {
  if (process.connected) process.send?.(news);
}

/** The last full backup, and what is known of the next. */
interface Rhythm {
  fullMs: number;
  tookMs: number;
  isMade: boolean;
  /** What should be shipped is not. */
  isUnshipped: boolean;
  /** Why it cannot be, as last told. */
  whyUnshipped: string | null;
}

async function run(order: BackupOrder): Promise<void> {
  setPriority(process.pid, LOWER_THAN_PLAY);
  let full: Promise<void> | null = null;
  const rhythm: Rhythm = { fullMs: await lastFullMs(order), tookMs: 0, isMade: true, isUnshipped: false, whyUnshipped: null };
  let nextShipMs = 0;
  while (!ended.signal.aborted) {
    const nowMs = Date.now();
    if (order.logEveryMs > 0 && nowMs >= nextShipMs) {
      await ship(order, rhythm);
      nextShipMs = nowMs + order.logEveryMs;
    }
    if (full === null && nowMs >= nextFullMs(order, rhythm)) {
      full = makeFull(order).then((isMade) => {
        Object.assign(rhythm, { fullMs: nowMs, tookMs: Date.now() - nowMs, isMade });
        full = null;
      });
    }
    await pause(LOOK_EVERY_MS, null, { signal: ended.signal }).catch(() => {});
  }
  if (order.logEveryMs > 0) await ship(order, rhythm);
}

function nextFullMs({ everyMs, unshippedEveryMs }: BackupOrder, { fullMs, tookMs, isMade, isUnshipped }: Rhythm): number {
  if (!isMade) return fullMs + Math.min(AGAIN_AFTER_MS, everyMs);
  return fullMs + Math.max(isUnshipped ? unshippedEveryMs : everyMs, REST_OF_TIME * tookMs);
}

/** A room that is started often makes no more backups than one that runs. */
async function lastFullMs({ folder }: BackupOrder): Promise<number> {
  const backups = await backupsIn(folder).catch(() => []);
  return backups.at(-1)?.atMs ?? 0;
}

async function makeFull(order: BackupOrder): Promise<boolean> {
  const { place, folder, keep } = order;
  const isMade = await attempt('full', async () => {
    const { path, bytes, manifest, missing } = await makeBackup(place, folder, await keyOf(order), Date.now(), {
      at: () => {},
    });
    tell({ kind: 'full', atMs: manifest.atMs, path, bytes, missing });
  });
  if (isMade) await attempt('prune', async () => void (await prune(folder, keep, Date.now())));
  return isMade;
}

async function ship(order: BackupOrder, rhythm: Rhythm): Promise<void> {
  const { place, folder } = order;
  const isShipped = await attempt('ship', async () => {
    const atMs = Date.now();
    const lock = lockShipping(place);
    try {
      const { pieces, bytes, base } = await shipOnce(place, folder, await keyOf(order), Date.now);
      if (base !== null) {
        tell({ kind: 'full', atMs: base.manifest.atMs, path: base.path, bytes: base.bytes, missing: base.missing });
        rhythm.fullMs = base.manifest.atMs;
      }
      tell({ kind: 'shipped', atMs, pieces, bytes });
      rhythm.whyUnshipped = null;
    } catch (error) {
      if (!(error instanceof BackupError && error.code === 'UNSHIPPED')) throw error;
      if (error.message !== rhythm.whyUnshipped) tell({ kind: 'unshipped', why: error.message });
      rhythm.whyUnshipped = error.message;
    } finally {
      lock.release();
    }
  });
  rhythm.isUnshipped = !isShipped || rhythm.whyUnshipped !== null;
}

/** Read anew each time: a file that is mended helps at once. */
function keyOf({ keyFile }: BackupOrder): Promise<BackupKey> {
  return readKeyFile(keyFile);
}

async function attempt(what: 'full' | 'ship' | 'prune', work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    tell({ kind: 'failed', what, message: error instanceof Error ? error.message : String(error) });
    return false;
  }
}
