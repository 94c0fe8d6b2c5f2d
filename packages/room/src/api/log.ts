/** The public log, entry by entry: anybody may keep a copy, and should. */
import { toHex } from '@aboveboard/fairness';
import type { rest } from '@aboveboard/protocol';
import { logEntries, logSize } from '@aboveboard/storage';
import type { ApiPorts } from './ports.ts';

/** Entries from index `from` on. */
export async function logPage(
  { db, fairness }: ApiPorts,
  from: number,
  limit: number,
): Promise<{ origin: string; size: number; entries: rest.LogEntryReply[] }> {
  const entries = await logEntries(db.reader, from, limit);
  return {
    origin: fairness.origin,
    size: await logSize(db.reader),
    entries: entries.map((entry) => ({
      index: entry.index,
      type: entry.entryType,
      tableId: entry.tableId || null,
      handNo: entry.handNo,
      bytes: toHex(entry.bytes),
      promise: toHex(entry.promise),
    })),
  };
}
