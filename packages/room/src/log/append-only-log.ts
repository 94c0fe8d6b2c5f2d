/**
 * The public log on an append-only table: entries numbered without gaps, each promised under the operator's deal key when it is
 * appended. The Merkle tree over these entries is built by another part; what is promised here cannot be left out there.
 */
import { type Bytes, leafHash, type Origin, signPromise, toHex } from '@aboveboard/fairness';
import { assert, type Clock, err, ok, type Result } from '@aboveboard/kit';
import type { LoggedEntry } from '@aboveboard/protocol';
import { appendLogEntry, type Db, findLogEntry, type LogEntry, type Trx } from '@aboveboard/storage';
import type { DealKey, LogKey, TransparencyLog } from '../ports.ts';

export interface LogPorts {
  readonly db: Db;
  readonly clock: Clock;
  readonly origin: Origin;
  readonly dealKey: DealKey;
}

/** An entry on its way into the log. */
export interface NewEntry {
  readonly key: LogKey;
  readonly bytes: Bytes;
}

export interface AppendOnlyLog extends TransparencyLog {
  /** Each as `append` would, all in one transaction: one that is refused keeps no other out. The answers are in the order of the entries. */
  appendAll(entries: readonly NewEntry[]): Promise<readonly Result<LoggedEntry, 'CONFLICT'>[]>;
}

export function createAppendOnlyLog(ports: LogPorts): AppendOnlyLog {
  const { db, origin } = ports;
  const appendAll: AppendOnlyLog['appendAll'] = async (entries) => {
    const done = await db.transaction(async (trx) => {
      const answers: Result<LoggedEntry, 'CONFLICT'>[] = [];
      for (const entry of entries) answers.push(await appendOne(ports, trx, entry));
      return ok(answers);
    });
    assert(done.ok, 'entries that are refused are answered one by one');
    return done.value;
  };
  return {
    origin,
    appendAll,
    append: async (key, bytes) => {
      const [answer] = await appendAll([{ key, bytes }]);
      assert(answer, 'an entry without an answer');
      return answer;
    },
    find: async (key) => {
      const found = await findLogEntry(db.reader, rowKey(key));
      return found && wireEntry(found);
    },
  };
}

async function appendOne(
  { clock, origin, dealKey }: LogPorts,
  trx: Trx,
  { key, bytes }: NewEntry,
): Promise<Result<LoggedEntry, 'CONFLICT'>> {
  const leaf = leafHash(bytes);
  const promiseFor = (index: number) => signPromise({ origin, index: BigInt(index), leaf }, dealKey.secret);
  const entry = { ...rowKey(key), bytes, leafHash: leaf, atMs: clock.nowMs() };
  const appended = await appendLogEntry(trx, entry, promiseFor);
  return appended.ok ? ok(wireEntry(appended.value)) : err('CONFLICT');
}

function rowKey({ tableId, handNo, type }: LogKey): { tableId: string; handNo: number; entryType: number } {
  return { tableId, handNo, entryType: type };
}

function wireEntry({ bytes, index, promise }: LogEntry): LoggedEntry {
  return { bytes: toHex(bytes), index, promise: toHex(promise) };
}
