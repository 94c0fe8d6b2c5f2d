/** OPEN and CLOSE of a hand, into the log: it may take long, and it happens once. */
import type { Bytes } from '@aboveboard/fairness';
import { assert } from '@aboveboard/kit';
import type { LoggedEntry } from '@aboveboard/protocol';
import type { TableCore } from './table-core.ts';

const LOG_TYPE = { open: 1, close: 2 } as const;

export async function logEntry(core: TableCore, handNo: number, type: 'open' | 'close', bytes: Bytes): Promise<LoggedEntry> {
  const key = { tableId: core.tableId, handNo, type: LOG_TYPE[type] };
  const logged = await core.patiently('LOG_LOST', () => core.ports.log.append(key, bytes));
  if (!logged.ok) core.report('LOG_CONFLICT', `the log holds another ${type}`, handNo);
  assert(logged.ok, `the log holds another ${type} of hand ${handNo}`);
  return logged.value;
}

/** The hand is done with when its CLOSE has an index: the table's next OPEN names it. */
export async function logClose(core: TableCore, handNo: number, bytes: Bytes): Promise<LoggedEntry> {
  const close = await logEntry(core, handNo, 'close', bytes);
  await core.patiently('STORAGE_LOST', () => core.store.markClosed(handNo, close.index));
  core.lastCloseIndex = close.index;
  return close;
}
