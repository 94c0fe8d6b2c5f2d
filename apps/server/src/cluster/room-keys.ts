/**
 * What all processes of a room must agree in: the name of its log, the key that signs, the key that seals what they say to each other.
 *
 * Public halves and fingerprints stand in the database, so a process that was given the wrong files says so instead of signing with them. Those
 * that come first make what is not there yet, one after the other.
 * @see rules/CLUSTER.md CLUSTER-55
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fromHex, type Origin, toHex } from '@aboveboard/fairness';
import { assert, ok } from '@aboveboard/kit';
import type { DealKey } from '@aboveboard/room';
import { type Db, findSetting, putSetting } from '@aboveboard/storage';
import type { Registry } from '@aboveboard/streams';
import { ConfigError } from '../config/load-config.ts';
import type { Role, ServerConfig } from '../config/settings.ts';
import { makeKeyFolder, readOrMakeKey } from '../keys/key-files.ts';
import { type Keys, openKeys } from '../keys/keys.ts';
import { CLUSTER_KEY, DEAL_KEY, LOG_ORIGIN, logNameOf } from '../keys/log-origin.ts';
import type { OsPorts } from '../ports/os-ports.ts';
import { inTurn } from './in-turn.ts';

export interface RoomKeys {
  readonly keys: Keys;
  readonly origin: Origin;
  /** The room's name in its log. */
  readonly host: string;
  /** Null in a process that does not sign. */
  readonly dealKey: DealKey | null;
  readonly dealPublicKey: Uint8Array;
  /** Seals what is said to gateways and shards, and to tables' journals. Null in a process that says nothing there. */
  readonly clusterKey: Uint8Array | null;
}

export interface RoomKeysPorts extends OsPorts {
  readonly db: Db;
  readonly registry: Registry;
}

const LOOK_MS = 250;
const FIRST_WITHIN_MS = 60_000;

/** @throws ConfigError where this process has another key than the room, or nobody ever opened the room and this process cannot */
export async function openRoomKeys(config: ServerConfig, roles: readonly Role[], ports: RoomKeysPorts): Promise<RoomKeys> {
  const has = (...some: Role[]): boolean => some.some((role) => roles.includes(role));
  const wants = { deal: has('shard', 'log'), records: has('shard', 'api'), boxes: has('shard'), isShared: true };
  if (!has('shard', 'api', 'log')) await untilOpened(ports);
  return inTurn(ports, 'room:keys', async () => {
    const { db, clock } = ports;
    const isNewRoom = (await findSetting(db.reader, LOG_ORIGIN)) === null;
    const clusterKey = has('gateway', 'shard', 'api', 'worker') || isNewRoom ? await openClusterKey(config, db) : null;
    const keys = openKeys(config.data, clock, isNewRoom, wants);
    const { origin, host } = await logNameOf(db, config, clock.nowMs());
    const dealKey = keys.dealKey(host);
    if (dealKey)
      await mustAgree(db, DEAL_KEY, toHex(dealKey.publicKey), `${join(config.data, 'keys/deal')}: signs as another room`);
    const dealPublicKey = fromHex((await findSetting(db.reader, DEAL_KEY)) ?? '');
    assert(dealPublicKey.length > 0, 'a room without a public deal key');
    return { keys, origin, host, dealKey, dealPublicKey, clusterKey };
  });
}

async function openClusterKey({ data, clusterKeyFile }: ServerConfig, db: Db): Promise<Uint8Array> {
  const path = clusterKeyFile ?? join(makeKeyFolder(data), 'cluster');
  const isNew = (await findSetting(db.reader, CLUSTER_KEY)) === null;
  const key = readOrMakeKey(path, isNew);
  const print = createHash('sha256').update('aboveboard cluster key').update(key).digest('hex').slice(0, 32);
  await mustAgree(db, CLUSTER_KEY, print, `${path}: is not the cluster key of this room`);
  return key;
}

/** The first to say it is right. */
async function mustAgree(db: Db, setting: string, own: string, sentence: string): Promise<void> {
  const known = await findSetting(db.reader, setting);
  if (known === null) await db.transaction(async (trx) => ok(await putSetting(trx, setting, own)));
  else if (known !== own) throw new ConfigError(`${sentence}. All processes of a room share these files: see design/keys.md.`);
}

async function untilOpened({ db, scheduler }: RoomKeysPorts): Promise<void> {
  for (let waitedMs = 0; waitedMs < FIRST_WITHIN_MS; waitedMs += LOOK_MS) {
    if ((await findSetting(db.reader, DEAL_KEY)) !== null) return;
    await new Promise<void>((resolve) => scheduler.after(LOOK_MS, resolve));
  }
  throw new ConfigError('ABOVEBOARD_ROLES: no shard, api or log of this room has ever been started; start one of those first.');
}
