/** What processes agree in when they start, over one database. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '@aboveboard/storage/sqlite';
import { createRegistry, memoryLeases } from '@aboveboard/streams';
import { expect, onTestFinished, test } from 'vitest';
import { type Role, type ServerConfig, serverConfig } from '../config/settings.ts';
import { osPorts } from '../ports/os-ports.ts';
import { dataFolder } from '../testing/open-room.ts';
import { openRoomKeys } from './room-keys.ts';

async function newRoom() {
  const db = await openDatabase(':memory:');
  onTestFinished(() => db.close());
  const leases = memoryLeases(osPorts.clock, osPorts.scheduler);
  return (role: Role, data: string) => {
    const registry = createRegistry({ leases, scheduler: osPorts.scheduler, holder: `${role}-${osPorts.ids.uuid()}` });
    const config: ServerConfig = { ...serverConfig.parse({ logName: 'cards.example.org' }), data };
    return openRoomKeys(config, [role], { ...osPorts, db, registry });
  };
}

test('[CLUSTER-55] processes that open a new room at the same moment have one name, one deal key and one cluster key', async () => {
  const open = await newRoom();
  const data = dataFolder();
  const roles: readonly Role[] = ['gateway', 'shard', 'log', 'shard', 'api', 'worker'];
  const opened = await Promise.all(roles.map((role) => open(role, data)));
  expect(new Set(opened.map(({ origin }) => origin)).size).toBe(1);
  expect(new Set(opened.map(({ dealPublicKey }) => dealPublicKey.join())).size).toBe(1);
  const [gateway, shard, log, , api] = opened;
  expect(gateway?.clusterKey).toEqual(shard?.clusterKey);
  expect([gateway?.dealKey, api?.dealKey]).toEqual([null, null]); // neither signs
  expect(log?.dealKey).toEqual(shard?.dealKey);
  expect(() => gateway?.keys.ring.recordKeys()).toThrow('no record is read');
});

test('[CLUSTER-55] a process that was given the keys of another room says so and does not start', async () => {
  const open = await newRoom();
  const [data, other] = [dataFolder(), dataFolder()];
  await open('shard', data);
  await (await newRoom())('shard', other);
  await expect(open('gateway', other)).rejects.toThrow('is not the cluster key of this room');
  rmSync(join(other, 'keys/cluster'));
  await expect(open('gateway', other)).rejects.toThrow('is missing, and this room has used it');
  writeFileSync(join(other, 'keys/cluster'), `${'7'.repeat(64)}\n`);
  await expect(open('log', other)).rejects.toThrow('signs as another room');
});
