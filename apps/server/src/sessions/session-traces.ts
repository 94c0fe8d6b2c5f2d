/**
 * From where sessions are used, noted for signals as keyed hashes: enough to see that two players come from one place, and nothing to find
 * that place by.
 *
 * @see rules/SIGNAL.md SIGNAL-7, docs/operate/signals.md
 */
import { createHmac } from 'node:crypto';
import { type Clock, ok } from '@aboveboard/kit';
import { type Db, noteTrace, type Principal } from '@aboveboard/storage';
import { networkOf } from './network-of.ts';

export interface Place {
  readonly address: string;
  /** What the browser or program says of itself; empty when it says nothing. */
  readonly device: string;
}

export interface SessionTraces {
  /** Somebody's session was used. Never waits, and never fails whoever uses it. */
  used(principal: Principal, place: Place): void;
  /** Comes when nothing is being written any more. */
  settled(): Promise<void>;
}

export interface TracePorts {
  readonly db: Db;
  readonly clock: Clock;
  readonly key: Uint8Array;
  readonly failed: (error: unknown) => void;
}

/** A place is noted again after this long at the earliest, so that most uses write nothing. */
const AGAIN_AFTER_MS = 60 * 60_000;
/** Places remembered as noted; with more of them some are written once too often. */
const MOST_REMEMBERED = 10_000;
/** Of what a browser says of itself. */
const MOST_DEVICE = 500;
/** 128 bits: two networks never share one by chance. */
const HASH_CHARACTERS = 32;

export function createSessionTraces({ db, clock, key, failed }: TracePorts): SessionTraces {
  const noted = new Map<string, number>();
  let writing: Promise<unknown> = Promise.resolve();
  const hash = (what: string, text: string): string =>
    createHmac('sha256', key).update(`${what}\0${text}`, 'utf8').digest('hex').slice(0, HASH_CHARACTERS);
  const isNew = (id: string, nowMs: number): boolean => {
    const lastMs = noted.get(id);
    if (lastMs !== undefined && nowMs - lastMs < AGAIN_AFTER_MS) return false;
    if (noted.size >= MOST_REMEMBERED) noted.clear();
    noted.set(id, nowMs);
    return true;
  };
  return {
    used: ({ id, kind }, { address, device }) => {
      const network = kind === 'guest' ? networkOf(address) : null;
      if (network === null) return;
      const nowMs = clock.nowMs();
      const trace = {
        principalId: id,
        addressHash: hash('address', network),
        deviceHash: hash('device', device.slice(0, MOST_DEVICE)),
      };
      if (!isNew(Object.values(trace).join(' '), nowMs)) return;
      writing = writing
        .then(() => db.transaction(async (trx) => ok(await noteTrace(trx, trace, nowMs))))
        .catch((error: unknown) => {
          noted.delete(Object.values(trace).join(' '));
          failed(error);
        });
    },
    settled: async () => {
      await writing;
    },
  };
}
