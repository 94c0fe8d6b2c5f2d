/**
 * What each process writes, seen by the database itself: triggers of the simulation's own note every row that matters, and each commit
 * is read in the name of who made it. What is undone leaves no note.
 */
import { assert } from '@aboveboard/kit';
import type { Db, Trx } from '@aboveboard/storage';
import { rawSql } from '@aboveboard/storage/testing/raw-sql';
import type { SimProcess } from './sim-process.ts';

/** One row that was written. */
export type Written =
  | { readonly kind: 'table'; readonly tableId: string; readonly epochBefore: number; readonly epoch: number }
  | { readonly kind: 'hand'; readonly tableId: string; readonly handNo: number; readonly from: string; readonly to: string }
  | { readonly kind: 'journal'; readonly tableId: string; readonly handNo: number; readonly entry: string }
  | { readonly kind: 'reply'; readonly tableId: string; readonly commandId: string }
  | { readonly kind: 'log'; readonly tableId: string; readonly handNo: number; readonly type: number }
  | { readonly kind: 'batch'; readonly key: string };

export interface Audit {
  /** Runs a transaction of the real database in the name of `by`. */
  transactionOf(by: SimProcess): Db['transaction'];
}

const NOTES = 'create temp table sim_note (no integer primary key, kind text, a text, b integer, c text, d text)';
const TRIGGERS = [
  `after update of epoch on card_table begin
     insert into sim_note (kind, a, b, c) values ('table', new.id, new.epoch, old.epoch); end`,
  `after update of state on table_state begin
     insert into sim_note (kind, a, b, c) values ('table', new.table_id, new.epoch, old.epoch); end`,
  `after insert on hand begin
     insert into sim_note (kind, a, b, c, d) values ('hand', new.table_id, new.hand_no, '', new.status); end`,
  `after update of status on hand begin
     insert into sim_note (kind, a, b, c, d) values ('hand', new.table_id, new.hand_no, old.status, new.status); end`,
  `after insert on journal begin
     insert into sim_note (kind, a, b, c) values ('journal', new.table_id, new.hand_no, new.kind); end`,
  `after insert on command_reply begin
     insert into sim_note (kind, a, c) values ('reply', new.table_id, new.command_id); end`,
  `after insert on log_entry begin
     insert into sim_note (kind, a, b, c) values ('log', new.table_id, new.hand_no, new.entry_type); end`,
  `after insert on ledger_batch begin
     insert into sim_note (kind, a) values ('batch', new.key); end`,
];

/** @param hear is told what each commit wrote, right after it */
export async function createAudit(db: Db, hear: (by: SimProcess, written: readonly Written[]) => void): Promise<Audit> {
  await rawSql(db.reader, NOTES);
  for (const [no, trigger] of TRIGGERS.entries()) await rawSql(db.reader, `create temp trigger sim_${no} ${trigger}`);
  return {
    transactionOf: (by) => async (work) => {
      let written: readonly Written[] = [];
      const done = await db.transaction(async (trx) => {
        const result = await work(trx);
        if (result.ok) written = await takeNotes(trx);
        return result;
      });
      if (done.ok && written.length > 0) hear(by, written);
      return done;
    },
  };
}

async function takeNotes(trx: Trx): Promise<readonly Written[]> {
  const rows = await rawSql(trx, 'delete from sim_note returning no, kind, a, b, c, d');
  return rows.toSorted((one, other) => Number(one.no) - Number(other.no)).map(writtenOf); // returned in no certain order
}

function writtenOf({ kind, a, b, c, d }: Record<string, unknown>): Written {
  const [tableId, no, text] = [String(a), Number(b), String(c)];
  switch (kind) {
    case 'table':
      return { kind, tableId, epoch: no, epochBefore: Number(c) };
    case 'hand':
      return { kind, tableId, handNo: no, from: text, to: String(d) };
    case 'journal':
      return { kind, tableId, handNo: no, entry: text };
    case 'reply':
      return { kind, tableId, commandId: text };
    case 'log':
      return { kind, tableId, handNo: no, type: Number(c) };
    default:
      assert(kind === 'batch', `a note of kind ${kind}`);
      return { kind, key: tableId };
  }
}
