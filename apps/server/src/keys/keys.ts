/** All keys of a room, opened at its start; design/keys.md says who holds which and what its loss means. */
import { join } from 'node:path';
import { publicKeyOf } from '@aboveboard/fairness';
import type { Clock } from '@aboveboard/kit';
import type { DealKey, KeyRing } from '@aboveboard/room';
import { type KekRing, openKekRing } from './kek-ring.ts';
import { makeKeyFolder, readOrMakeKey } from './key-files.ts';

export interface Keys {
  readonly ring: KeyRing;
  readonly keks: KekRing;
  /** Under which it is noted from where sessions are used. */
  readonly traceKey: Uint8Array;
  /** `host` is the name of the room in its log; the key is `<host>/deal`. */
  dealKey(host: string): DealKey;
}

/**
 * @param isNewRoom nothing was signed or sealed here yet, so keys may be made.
 * @throws KeyFileError for a key that is missing from a room that has used it, or damaged
 */
export function openKeys(dataFolder: string, clock: Clock, isNewRoom: boolean): Keys {
  const folder = makeKeyFolder(dataFolder);
  const keks = openKekRing(folder, clock);
  const recordKey = { id: 1, key: readOrMakeKey(join(folder, 'record-1'), isNewRoom) };
  const traceKey = readOrMakeKey(join(folder, 'trace'), true); // a lost one only parts old hashes from new ones
  const secret = readOrMakeKey(join(folder, 'deal'), isNewRoom);
  return {
    ring: { keks: keks.keks, recordKeys: () => [recordKey] },
    keks,
    traceKey,
    dealKey: (host) => ({ name: `${host}/deal`, secret, publicKey: publicKeyOf(secret) }),
  };
}
