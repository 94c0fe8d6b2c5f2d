/**
 * The name under which this room's log is known for ever: `<host>/log/<half-year>`, decided at the first start and kept, because
 * every hand id and every promise holds it.
 */
import { hostname } from 'node:os';
import { type Origin, parseOrigin } from '@aboveboard/fairness';
import { assert, ok } from '@aboveboard/kit';
import { type Db, findSetting, putSetting } from '@aboveboard/storage';
import type { ServerConfig } from '../config/settings.ts';

/** The setting that a room has from its first start on. */
export const LOG_ORIGIN = 'log-origin';
/** The setting that holds the public half of the key that signs, lower-case hex, once a room has several processes. */
export const DEAL_KEY = 'deal-key';
/** The setting that holds the fingerprint of the key that seals what processes say to each other. */
export const CLUSTER_KEY = 'cluster-key';

export interface LogName {
  readonly origin: Origin;
  readonly host: string;
}

export async function logNameOf(db: Db, config: ServerConfig, nowMs: number): Promise<LogName> {
  const kept = (await findSetting(db.reader, LOG_ORIGIN)) ?? (await keep(db, `${hostOf(config)}/log/${halfYear(nowMs)}`));
  const origin = parseOrigin(kept);
  assert(origin.ok, `the log's origin in the database is not one: ${kept}`);
  return { origin: origin.value, host: kept.slice(0, kept.indexOf('/')) };
}

async function keep(db: Db, origin: string): Promise<string> {
  await db.transaction(async (trx) => ok(await putSetting(trx, LOG_ORIGIN, origin)));
  return origin;
}

function hostOf({ logName, origin }: ServerConfig): string {
  if (logName) return logName;
  if (origin) return new URL(origin).hostname;
  return (
    hostname()
      .toLowerCase()
      .replace(/[^a-z0-9.-]/g, '-') || 'localhost'
  );
}

function halfYear(nowMs: number): string {
  const now = new Date(nowMs);
  return `${now.getUTCFullYear()}h${now.getUTCMonth() < 6 ? 1 : 2}`;
}
