import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dataFolder } from '../testing/open-room.ts';
import { KEK_LIFE_MS, openKekRing } from './kek-ring.ts';
import { KeyFileError, readOrMakeKey, writeKey } from './key-files.ts';
import { openKeys } from './keys.ts';
import { nodeAead } from './node-aead.ts';

const MINUTE_MS = 60_000;
const clockAt = (time: { nowMs: number }) => ({ nowMs: () => time.nowMs });

test('keys are made once, stay the same, and are readable by their user alone', () => {
  const data = dataFolder();
  const clock = clockAt({ nowMs: 0 });
  const first = openKeys(data, clock, true);
  const second = openKeys(data, clock, true);
  expect(second.dealKey('room')).toEqual(first.dealKey('room'));
  expect(second.ring.recordKeys()).toEqual(first.ring.recordKeys());
  expect(statSync(join(data, 'keys')).mode & 0o777).toBe(0o700);
  for (const name of readdirSync(join(data, 'keys'))) expect(statSync(join(data, 'keys', name)).mode & 0o777).toBe(0o600);
});

test('a damaged key file is refused, and never replaced', () => {
  const data = dataFolder();
  openKeys(data, clockAt({ nowMs: 0 }), true);
  writeFileSync(join(data, 'keys', 'deal'), 'not a key');
  expect(() => openKeys(data, clockAt({ nowMs: 0 }), true)).toThrow(KeyFileError);
});

test('a key that the room has used is never made anew', () => {
  const data = dataFolder();
  openKeys(data, clockAt({ nowMs: 0 }), true);
  openKeys(data, clockAt({ nowMs: 0 }), false);
  for (const name of ['deal', 'record-1']) {
    const path = join(data, 'keys', name);
    const kept = readFileSync(path);
    rmSync(path);
    expect(() => openKeys(data, clockAt({ nowMs: 0 }), false)).toThrow(/is missing, and this room has used it/);
    writeFileSync(path, kept);
  }
});

test('a new key-encryption key every hour; an old one goes with its last hand, and its number is never used again', () => {
  const folder = dataFolder();
  const time = { nowMs: 0 };
  const ring = openKekRing(folder, clockAt(time));
  expect(ring.keks().map(({ id }) => id)).toEqual([1]);
  time.nowMs += KEK_LIFE_MS;
  expect(ring.keks().map(({ id }) => id)).toEqual([2, 1]);

  time.nowMs += MINUTE_MS;
  ring.destroyUnused(new Set([1]));
  expect(ring.keks().map(({ id }) => id)).toEqual([2, 1]); // a hand is still open under it
  ring.destroyUnused(new Set());
  expect(ring.keks().map(({ id }) => id)).toEqual([2]);
  expect(readdirSync(folder)).toEqual(['kek-2']);
  expect(
    openKekRing(folder, clockAt(time))
      .keks()
      .map(({ id }) => id),
  ).toEqual([3, 2]);
});

test('[CLUSTER-53] what one shard seals another of the same folder opens, and no key is destroyed that another may be sealing under', () => {
  const folder = dataFolder();
  const time = { nowMs: Date.now() };
  const [one, two] = [
    openKekRing(folder, clockAt(time), { isShared: true }),
    openKekRing(folder, clockAt(time), { isShared: true }),
  ];
  const idsOf = (ring: typeof one) => ring.keks().map(({ id }) => id);
  expect([idsOf(one), idsOf(two)]).toEqual([
    [1, 2],
    [2, 1],
  ]);
  expect(one.keks()[1]).toEqual(two.keks()[0]);

  time.nowMs += 2 * MINUTE_MS;
  one.destroyUnused(new Set());
  expect([idsOf(one), idsOf(two)]).toEqual([
    [1, 2],
    [2, 1],
  ]);
  time.nowMs += KEK_LIFE_MS;
  expect([idsOf(one)[0], idsOf(two)[0]]).toEqual([3, 4]);
  time.nowMs += 2 * MINUTE_MS;
  one.destroyUnused(new Set([2])); // a hand is still open under it
  expect(readdirSync(folder).sort()).toEqual(['kek-2', 'kek-3', 'kek-4']);
  expect(new Set(idsOf(two))).toEqual(new Set([4, 3, 2]));
});

test('[CLUSTER-53] of processes that make a key at the same moment, one does, and all have it', () => {
  const path = join(dataFolder(), 'cluster');
  const keys = [readOrMakeKey(path, true), readOrMakeKey(path, true)];
  expect(keys[0]).toEqual(keys[1]);
  expect(writeKey(path, new Uint8Array(32))).toBe(false);
  expect(readOrMakeKey(path, true)).toEqual(keys[0]);
});

test('a key that has just been replaced is not destroyed under a box that is being sealed', () => {
  const time = { nowMs: 0 };
  const ring = openKekRing(dataFolder(), clockAt(time));
  time.nowMs += KEK_LIFE_MS;
  ring.keks();
  ring.destroyUnused(new Set());
  expect(ring.keks().map(({ id }) => id)).toEqual([2, 1]);
});

test('what is sealed opens again, and not after any change', () => {
  const [key, nonce, aad, plaintext] = [32, 12, 5, 40].map((length, i) => new Uint8Array(length).fill(i + 1)) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  const sealed = nodeAead.seal(key, nonce, plaintext, aad);
  expect(sealed).toHaveLength(plaintext.length + 16);
  expect(nodeAead.open(key, nonce, sealed, aad)).toEqual(plaintext);
  expect(nodeAead.open(key, nonce, sealed, new Uint8Array(5))).toBeNull();
  expect(nodeAead.open(key, nonce, new Uint8Array(3), aad)).toBeNull();
  for (let i = 0; i < sealed.length; i++) {
    const changed = sealed.with(i, (sealed[i] ?? 0) ^ 1);
    expect(nodeAead.open(key, nonce, changed, aad)).toBeNull();
  }
});
