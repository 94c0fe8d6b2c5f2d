/** The journal in the database: entry and answer in one transaction, fenced by the epoch in the table's row. */
import { err, ok, type Result } from '@aboveboard/kit';
import {
  appendJournal,
  type Db,
  type Fence,
  findReply,
  holdTable,
  journalOf,
  recordReply,
  type Trx,
} from '@aboveboard/storage';
import type { HandEntry, Journals, TableJournal } from './journal.ts';

export function databaseJournals(db: Db): Journals {
  return { open: async (fence) => ok(databaseJournal(db, fence)) }; // the claim in the table's row is the fence
}

function databaseJournal(db: Db, fence: Fence): TableJournal {
  const { tableId } = fence;
  return {
    append: (entry) => db.transaction((trx) => add(trx, fence, entry)),
    resolve: (entry) =>
      db.transaction<boolean, 'FENCED'>(async (trx) => {
        const held = await holdTable(trx, fence);
        return held.ok ? ok(await isThere(trx, fence, entry)) : held;
      }),
    prove: async () => ok(undefined), // whoever asks writes to the database next
    wasDone: async (command) => (await findReply(db.reader, command)) !== null,
    beginPlay: async () => ok(undefined), // an entry that is gone is gone with the hand it belongs to
    entriesOf: (handNo) => journalOf(db.reader, { tableId, handNo }),
    ended: () => undefined,
    closed: () => undefined,
  };
}

async function add(trx: Trx, fence: Fence, { handNo, command, ...entry }: HandEntry): Promise<Result<void, 'FENCED'>> {
  const added = await appendJournal(trx, fence, handNo, [entry]);
  if (!added.ok) return err('FENCED');
  if (command) await recordReply(trx, command, { kind: 'ack' }, entry.atMs);
  return ok(undefined);
}

async function isThere(trx: Trx, { tableId }: Fence, { handNo, seq, command }: HandEntry): Promise<boolean> {
  if (command) return (await findReply(trx, command)) !== null;
  return (await journalOf(trx, { tableId, handNo })).some((entry) => entry.seq === seq);
}
