/** The keys that a process needs, opened at its start; design/keys.md says who holds which and what its loss means. */
import { join } from 'node:path';
import { publicKeyOf } from '@aboveboard/fairness';
import { assert, type Clock } from '@aboveboard/kit';
import type { DealKey, KeyRing } from '@aboveboard/room';
import { type KekRing, openKekRing } from './kek-ring.ts';
import { makeKeyFolder, readOrMakeKey } from './key-files.ts';

export interface Keys {
  /** Asked for what this process does not hold, it fails: a mistake of ours. */
  readonly ring: KeyRing;
  /** Null where no box is sealed here. */
  readonly keks: KekRing | null;
  /** Under which it is noted from where sessions are used. */
  readonly traceKey: Uint8Array;
  /** `host` is the name of the room in its log; the key is `<host>/deal`. Null where it is not held here. */
  dealKey(host: string): DealKey | null;
}

/** Which of them a process has to do with. */
export interface KeyWants {
  /** Signs promises and cutnotes. */
  readonly deal: boolean;
  /** Reads or writes hole cards at rest. */
  readonly records: boolean;
  /** Seals boxes of hands in play. */
  readonly boxes: boolean;
  /** The folder is other processes' too. */
  readonly isShared: boolean;
}

export const ALL_KEYS: KeyWants = { deal: true, records: true, boxes: true, isShared: false };

/**
 * @param isNewRoom nothing was signed or sealed here yet, so keys may be made; whoever comes first makes those of all processes
 * @throws KeyFileError for a key that is missing from a room that has used it, or damaged
 */
export function openKeys(dataFolder: string, clock: Clock, isNewRoom: boolean, wants: KeyWants = ALL_KEYS): Keys {
  const folder = makeKeyFolder(dataFolder);
  const keks = wants.boxes ? openKekRing(folder, clock, wants) : null;
  const record = wants.records || isNewRoom ? readOrMakeKey(join(folder, 'record-1'), isNewRoom) : null;
  const traceKey = readOrMakeKey(join(folder, 'trace'), true); // a lost one only parts old hashes from new ones
  const secret = wants.deal || isNewRoom ? readOrMakeKey(join(folder, 'deal'), isNewRoom) : null;
  return {
    ring: {
      keks: () => {
        assert(keks, 'no box is sealed or opened in this process');
        return keks.keks();
      },
      recordKeys: () => {
        assert(record, 'no record is read or written in this process');
        return [{ id: 1, key: record }];
      },
    },
    keks,
    traceKey,
    dealKey: (host) => secret && { name: `${host}/deal`, secret, publicKey: publicKeyOf(secret) },
  };
}
