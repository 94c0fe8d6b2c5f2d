/**
 * The process that makes a room's backups: beside the room, so that copying, packing and sealing keep no table waiting.
 *
 * It ends when the room does, however that ends, and ships once more what the room left.
 */
import { setPriority } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
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

async function run(order: BackupOrder): Promise<void> {
  setPriority(process.pid, LOWER_THAN_PLAY);
  let full: Promise<void> | null = null;
  let [nextFullMs, nextShipMs] = [await firstFullMs(order), 0];
  while (!ended.signal.aborted) {
    const nowMs = Date.now();
    if (order.logEveryMs > 0 && nowMs >= nextShipMs) {
      await ship(order);
      nextShipMs = nowMs + order.logEveryMs;
    }
    if (full === null && nowMs >= nextFullMs) {
      full = makeFull(order).then((isMade) => {
        const afterMs = isMade
          ? Math.max(order.everyMs, REST_OF_TIME * (Date.now() - nowMs))
          : Math.min(AGAIN_AFTER_MS, order.everyMs);
        nextFullMs = nowMs + afterMs;
        full = null;
      });
    }
    await pause(LOOK_EVERY_MS, null, { signal: ended.signal }).catch(() => {});
  }
  if (order.logEveryMs > 0) await ship(order);
}

/** A room that is started often makes no more backups than one that runs. */
async function firstFullMs({ folder, everyMs }: BackupOrder): Promise<number> {
  const backups = await backupsIn(folder).catch(() => []);
  return (backups.at(-1)?.atMs ?? 0) + everyMs;
}

async function makeFull(order: BackupOrder): Promise<boolean> {
  const { place, folder, keep } = order;
  const isMade = await attempt('full', async () => {
    const { path, bytes, manifest } = await makeBackup(place, folder, await keyOf(order), Date.now(), { at: () => {} });
    tell({ kind: 'full', atMs: manifest.atMs, path, bytes });
  });
  if (isMade) await attempt('prune', async () => void (await prune(folder, keep, Date.now())));
  return isMade;
}

async function ship(order: BackupOrder): Promise<void> {
  const { place, folder } = order;
  await attempt('ship', async () => {
    const atMs = Date.now();
    const lock = lockShipping(place.data);
    try {
      const { pieces, bytes, base } = await shipOnce(place, folder, await keyOf(order), Date.now);
      if (base !== null) tell({ kind: 'full', atMs: base.manifest.atMs, path: base.path, bytes: base.bytes });
      tell({ kind: 'shipped', atMs, pieces, bytes });
    } finally {
      lock.release();
    }
  });
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
