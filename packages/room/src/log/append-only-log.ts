/**
 * The public log on an append-only table: entries numbered without gaps, each promised under the operator's deal key when it is
 * appended. The Merkle tree over these entries is built by another part; what is promised here cannot be left out there.
 */
import { leafHash, type Origin, signPromise, toHex } from '@aboveboard/fairness';
import { type Clock, err, ok } from '@aboveboard/kit';
import type { LoggedEntry } from '@aboveboard/protocol';
import { appendLogEntry, type Db, findLogEntry, type LogEntry } from '@aboveboard/storage';
import type { DealKey, LogKey, TransparencyLog } from '../ports.ts';

export interface LogPorts {
  readonly db: Db;
  readonly clock: Clock;
  readonly origin: Origin;
  readonly dealKey: DealKey;
}

export function createAppendOnlyLog({ db, clock, origin, dealKey }: LogPorts): TransparencyLog {
  return {
    origin,
    append: async (key, bytes) => {
      const leaf = leafHash(bytes);
      const promiseFor = (index: number) => signPromise({ origin, index: BigInt(index), leaf }, dealKey.secret);
      const entry = { ...rowKey(key), bytes, leafHash: leaf, atMs: clock.nowMs() };
      const appended = await db.transaction((trx) => appendLogEntry(trx, entry, promiseFor));
      return appended.ok ? ok(wireEntry(appended.value)) : err('CONFLICT');
    },
    find: async (key) => {
      const found = await findLogEntry(db.reader, rowKey(key));
      return found && wireEntry(found);
    },
  };
}

function rowKey({ tableId, handNo, type }: LogKey): { tableId: string; handNo: number; entryType: number } {
  return { tableId, handNo, entryType: type };
}

function wireEntry({ bytes, index, promise }: LogEntry): LoggedEntry {
  return { bytes: toHex(bytes), index, promise: toHex(promise) };
}
