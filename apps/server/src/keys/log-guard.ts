/**
 * A room that was restored from a backup does not go on with its public log by itself.
 *
 * What the lost room published after the backup is in the hands of others, under the same name and numbers. To sign something else under
 * them would be what the log exists to rule out. So a restored room does not start before its operator has said how far the log was
 * published, and nothing of that is missing; or a new log, with another name, begins with the entries that are there.
 * @see rules/BACKUP.md BACKUP-5, BACKUP-6, design/keys.md
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isPromise, type Origin, publicKeyOf, toHex } from '@aboveboard/fairness';
import { assert, ok } from '@aboveboard/kit';
import { type Db, findSetting, logEntries, logSize, putSetting, removeSetting, type Trx } from '@aboveboard/storage';
import { RESTORE_UNFINISHED } from '@aboveboard/storage/sqlite';
import { z } from 'zod';
import { ConfigError } from '../config/load-config.ts';
import { makeKeyFolder, readKey, readOrMakeKey } from './key-files.ts';
import { CLUSTER_KEY, DEAL_KEY, LOG_ORIGIN } from './log-origin.ts';

/** The setting that a restored database has until its log is decided on. */
const LOG_RESTORED = 'log-restored';

const restoredSchema = z.object({
  /** Of the backup, and of the last that was shipped after it where that is known. */
  atMs: z.int(),
  /** Entries that are there. */
  size: z.int(),
});

export interface LogState {
  readonly origin: string | null;
  readonly size: number;
  /** Hash of the last entry, lower-case hex. */
  readonly head: string | null;
  /** Since when the room has been waiting for a word on its log; null where it does not. */
  readonly restoredFromMs: number | null;
}

export async function markRestored(trx: Trx, atMs: number, size: number): Promise<void> {
  await putSetting(trx, LOG_RESTORED, JSON.stringify({ atMs, size }));
}

/** @throws ConfigError for a database that no room may be opened on as it is */
export async function refuseRestored(db: Db): Promise<void> {
  if ((await findSetting(db.reader, RESTORE_UNFINISHED)) !== null) {
    throw new ConfigError(
      'A restore into this database was cut short: half of a room is in it. Empty the database, and restore the backup again.',
    );
  }
  const { restoredFromMs, size } = await logState(db);
  if (restoredFromMs === null) return;
  throw new ConfigError(
    `This room was restored from a backup of ${new Date(restoredFromMs).toISOString()}, and its public log has ${size} entries. If more were published before the loss, other entries under the same numbers would contradict them. Say how it goes on:
  npx aboveboard log continue --published N    where a copy of the log, or a player's receipts, show that N entries were published and N is not above ${size}
  npx aboveboard log new-origin                where more were published, or nobody knows
See runbooks/restore.md.`,
  );
}

export async function logState(db: Db): Promise<LogState> {
  const [origin, waiting, size] = await Promise.all([
    findSetting(db.reader, LOG_ORIGIN),
    findSetting(db.reader, LOG_RESTORED),
    logSize(db.reader),
  ]);
  const [last] = size === 0 ? [] : await logEntries(db.reader, size - 1, 1);
  const restoredFromMs = waiting === null ? null : restoredSchema.parse(JSON.parse(waiting)).atMs;
  return { origin, size, head: last ? toHex(last.leafHash) : null, restoredFromMs };
}

export interface LogDecision {
  readonly origin: string;
  readonly size: number;
  /** Of the key that signs from now on, lower-case hex. */
  readonly dealKey: string;
}

/**
 * The log goes on under its name.
 *
 * @param published how many entries somebody outside has seen promised: the greatest number anybody knows of.
 * @param lastHash of the last of them, lower-case hex, where it is known: it must be ours.
 * @throws ConfigError where that would contradict what was published, or the key that signed it is not there
 */
export async function continueLog(db: Db, data: string, published: number, lastHash: string | null): Promise<LogDecision> {
  const { origin, size } = await expectWaiting(db);
  if (published > size) {
    throw new ConfigError(
      `${published} entries were published, and ${size} were restored: ${published - size} are missing, and others in their place would contradict them. Restore a later backup or what was shipped, or begin a new log: npx aboveboard log new-origin`,
    );
  }
  await expectHash(db, published, lastHash);
  const secret = await expectDealKey(db, data, origin, size);
  await decide(db, async (trx) => {
    await removeSetting(trx, CLUSTER_KEY); // no backup holds that key, and nothing that was restored is sealed under it
    await removeSetting(trx, LOG_RESTORED);
  });
  return { origin, size, dealKey: toHex(publicKeyOf(secret)) };
}

/**
 * A new log begins, under a name that was never used, with the entries that are there: whoever has the old one can hold them together.
 *
 * The key that signed the old one is used where it was put back; else a new one is made, and players' clients will ask before they trust it.
 */
export async function newLogOrigin(db: Db, data: string, nowMs: number): Promise<LogDecision> {
  const { origin, size } = await expectWaiting(db);
  const secret = readOrMakeKey(join(makeKeyFolder(data), 'deal'), true);
  const next = nextOrigin(origin, nowMs);
  await decide(db, async (trx) => {
    await putSetting(trx, LOG_ORIGIN, next);
    await removeSetting(trx, DEAL_KEY);
    await removeSetting(trx, CLUSTER_KEY);
    await removeSetting(trx, LOG_RESTORED);
  });
  return { origin: next, size, dealKey: toHex(publicKeyOf(secret)) };
}

async function expectWaiting(db: Db): Promise<{ origin: string; size: number }> {
  const { origin, size, restoredFromMs } = await logState(db);
  if (restoredFromMs === null || origin === null) {
    throw new ConfigError(
      'The log of this room waits for no decision: it was not restored from a backup, or that was decided.',
    );
  }
  return { origin, size };
}

async function expectHash(db: Db, published: number, lastHash: string | null): Promise<void> {
  if (lastHash === null || published === 0) return;
  const [entry] = await logEntries(db.reader, published - 1, 1);
  assert(entry, `entry ${published - 1} of a log of ${published} is there`);
  const own = toHex(entry.leafHash);
  if (own === lastHash) return;
  throw new ConfigError(`Entry ${published - 1} was published as ${lastHash}, and here it is ${own}: this is another log.`);
}

async function expectDealKey(db: Db, data: string, origin: string, size: number): Promise<Uint8Array> {
  const path = join(makeKeyFolder(data), 'deal');
  if (!existsSync(path)) {
    throw new ConfigError(
      `${path} is missing: the log goes on under its name only with the key that signed it, and no backup holds that. Put it back from its own copy, or begin a new log: npx aboveboard log new-origin`,
    );
  }
  const secret = readKey(path);
  const [last] = size === 0 ? [] : await logEntries(db.reader, size - 1, 1);
  if (last === undefined) return secret;
  const promise = { origin: origin as Origin, index: BigInt(last.index), leaf: last.leafHash };
  if (isPromise(promise, last.promise, publicKeyOf(secret))) return secret;
  throw new ConfigError(`${path} is not the key that signed this log. Put the right one back, or begin a new log.`);
}

/** `<host>/log/<half-year>-<when>`: no two are alike, and none is one that a first start makes. */
function nextOrigin(origin: string, nowMs: number): string {
  const when = new Date(nowMs)
    .toISOString()
    .replace(/[-:]|\.\d+/g, '')
    .toLowerCase();
  return `${origin.replace(/-\d{8}t\d{6}z$/, '')}-${when}`;
}

async function decide(db: Db, write: (trx: Trx) => Promise<void>): Promise<void> {
  await db.transaction(async (trx) => ok(await write(trx)));
}
