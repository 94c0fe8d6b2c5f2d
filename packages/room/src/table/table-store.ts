/**
 * What one table writes, each whole or not at all, each safe to try again when it is not known whether the last try worked: transactions
 * of the database, and its journal for what touches a hand alone. `FENCED` (another owner has the table) ends this owner: it is thrown as `Abandoned`.
 */
import type { TableEvent } from '@aboveboard/engine';
import { assert, err, ok, type Result } from '@aboveboard/kit';
import type { LinkedBatch } from '@aboveboard/ledger';
import {
  addToOutbox,
  appendJournal,
  type CommandKey,
  type Cut,
  closeTable,
  type Db,
  type Fence,
  findHand,
  findReply,
  findTable,
  holdTable,
  insertOpening,
  journalOf,
  markClosed,
  markCut,
  markVoid,
  type NewHand,
  recordReply,
  type Settlement,
  type SettleRefusal,
  saveTableState,
  setOpenIndex,
  type Trx,
  type VoidHand,
} from '@aboveboard/storage';
import type { HandEntry, TableJournal } from '../journal/journal.ts';
import { batchesOf, bookTableEvents } from './book-table-events.ts';
import type { RoomTable } from './room-table.ts';
import type { Settlements } from './settlements.ts';
import { Abandoned } from './write-patiently.ts';

/** What one accepted command, or one act of the clock, changes. */
export interface Change {
  /** The command that is answered with it; null for the room's own doing. */
  readonly command: CommandKey | null;
  readonly before: RoomTable;
  readonly after: RoomTable;
  readonly events: readonly TableEvent[];
  /** Names the request in the ledger. */
  readonly requestId: string;
  /** With a command that is journalled, the hand is all that changes. */
  readonly journal: { readonly handNo: number; readonly seq: number; readonly kind: string; readonly payload: unknown } | null;
}

export interface TableStore {
  /** Of whose writes these are. */
  readonly epoch: number;
  /** Whether this command was carried out before. @param isJournalled it asks for something in a hand, which is journalled */
  wasDone(command: CommandKey, isJournalled: boolean): Promise<boolean>;
  /** Journals, books, saves and records the answer. `isRetry`: an earlier try may have worked. */
  change(change: Change, atMs: number, isRetry: boolean): Promise<Result<void, 'INSUFFICIENT_CHIPS'>>;
  /**
   * After a failed `change`: true when it had worked after all. Otherwise the table is saved as it was before, which proves
   * that writing works again.
   */
  resolveDoubt(change: Change): Promise<boolean>;
  /** Proves that commands can be journalled now. */
  prove(): Promise<void>;
  open(hand: NewHand, after: RoomTable): Promise<void>;
  setOpenIndex(handNo: number, openIndex: number): Promise<void>;
  /** @param nextSeq the number that the hand's first action has in the journal */
  cut(cut: Cut, nextSeq: number): Promise<void>;
  /** CLOSE with status 1; whoever was leaving is paid. */
  endVoid(end: VoidHand, change: Change): Promise<void>;
  /**
   * Hand, ledger, table and outbox together; then `beforeCommit`. Refused when that contradicts the books, with what does.
   * @param instead of the hand's own settlement, where its key is used up
   */
  settle(
    end: Settlement,
    change: Change,
    beforeCommit: () => void | Promise<void>,
    instead?: LinkedBatch,
  ): Promise<Result<void, string>>;
  markClosed(handNo: number, closeIndex: number): Promise<void>;
  /** Everybody's chips go back, the table is no more, and the room is told so, in the place of hand `handNo`. */
  close(change: Change, told: { readonly name: string; readonly handNo: number }, atMs: number): Promise<void>;
}

export interface StorePorts {
  readonly db: Db;
  readonly journal: TableJournal;
  /** Where the hands of all tables of the shard are settled. */
  readonly settlements: Settlements;
}

/** @param onWorked told each time storage did as it was asked */
export function createTableStore({ db, journal, settlements }: StorePorts, fence: Fence, onWorked = () => {}): TableStore {
  const unlessFenced = async <T>(work: Promise<Result<T, 'FENCED'>>): Promise<T> => {
    const result = await work;
    onWorked();
    if (!result.ok) throw new Abandoned('another owner has the table');
    return result.value;
  };
  const owned = async <T, E>(work: (trx: Trx) => Promise<Result<T, E | 'FENCED'>>): Promise<Result<T, E>> => {
    const result = await db.transaction<T, E | 'FENCED'>(work);
    onWorked();
    if (!result.ok && result.error === 'FENCED') throw new Abandoned('another owner has the table');
    return result as Result<T, E>;
  };
  /** For what finds the work of an earlier try: another owner's must not pass for it. */
  const held = <T, E>(work: (trx: Trx) => Promise<Result<T, E | 'FENCED'>>): Promise<Result<T, E>> =>
    owned<T, E>(async (trx) => {
      const kept = await holdTable(trx, fence);
      return kept.ok ? work(trx) : kept;
    });
  const book = (trx: Trx, change: Change, atMs: number) =>
    bookTableEvents(trx, change.before.table, change.events, { tableId: fence.tableId, requestId: change.requestId, atMs });

  return {
    epoch: fence.epoch,
    wasDone: async (command, isJournalled) => {
      const wasDone = isJournalled ? await journal.wasDone(command) : (await findReply(db.reader, command)) !== null;
      onWorked();
      return wasDone;
    },
    change: async (change, atMs, isRetry) => {
      const entry = entryOfHandAlone(change, atMs);
      if (!entry) {
        return (isRetry ? held : owned)(async (trx) => {
          if (isRetry && (await isDone(trx, fence, change))) return ok(undefined);
          return writeChange(trx, fence, change, atMs, book);
        });
      }
      const isThere = isRetry && (await unlessFenced(journal.resolve(entry)));
      if (!isThere) await unlessFenced(journal.append(entry));
      return ok(undefined);
    },
    prove: () => unlessFenced(journal.prove()),
    resolveDoubt: async (change) => {
      const entry = entryOfHandAlone(change, 0);
      if (entry) return unlessFenced(journal.resolve(entry));
      const done = await held(async (trx) => {
        if (await isDone(trx, fence, change)) return ok(true);
        const saved = await saveTableState(trx, fence, change.before);
        return saved.ok ? ok(false) : saved;
      });
      return done.ok && done.value;
    },
    open: async (hand, after) => {
      const opened = await held(async (trx) => {
        if (await findHand(trx, { tableId: fence.tableId, handNo: hand.handNo })) return ok(undefined); // an earlier try worked
        const inserted = await insertOpening(trx, fence, hand);
        return inserted.ok ? saveTableState(trx, fence, after) : inserted;
      });
      assert(opened.ok, 'a hand opened out of order');
    },
    setOpenIndex: async (handNo, openIndex) => {
      await held(async (trx) => ok(await setOpenIndex(trx, { tableId: fence.tableId, handNo }, openIndex)));
    },
    cut: async (cut, nextSeq) => {
      await unlessFenced(journal.beginPlay(cut.handNo, nextSeq));
      const done = await held(async (trx) => {
        const hand = await findHand(trx, { tableId: fence.tableId, handNo: cut.handNo });
        return hand?.status === 'cut' ? ok(undefined) : markCut(trx, fence, cut);
      });
      assert(done.ok, 'a hand cut out of order');
    },
    endVoid: async (end, change) => {
      const ended = await owned(async (trx) => {
        const voided = await markVoid(trx, fence, end);
        return voided.ok ? book(trx, change, end.endedMs) : err(reasonOf(voided.error));
      });
      assert(ended.ok, ended.ok ? '' : `a void hand that cannot end: ${ended.error}`);
      journal.ended(end.handNo);
    },
    settle: async (end, change, beforeCommit, instead) => {
      const { requestId } = change;
      const booking = { tableId: fence.tableId, requestId, atMs: end.endedMs };
      const payouts = batchesOf(change.before.table, change.events, booking);
      const settled = await settlements.settle({ fence, end, payouts, ...(instead && { instead }) }, beforeCommit);
      onWorked();
      if (settled.ok) {
        journal.ended(end.handNo);
        return settled;
      }
      if (settled.error.code === 'FENCED') throw new Abandoned('another owner has the table');
      return err(reasonOf(settled.error));
    },
    markClosed: async (handNo, closeIndex) => {
      await owned((trx) => markClosed(trx, fence, { handNo, closeIndex }));
    },
    close: async (change, { name, handNo }, atMs) => {
      const event = {
        tableId: fence.tableId,
        handNo,
        kind: 'table-closed',
        payload: closedPayload(name, change),
        createdMs: atMs,
      };
      const closed = await held(async (trx) => {
        if ((await findTable(trx, fence.tableId))?.closedMs !== null) return ok(undefined); // an earlier try worked
        const written = await writeChange(trx, fence, change, atMs, book);
        if (!written.ok) return written;
        await addToOutbox(trx, [event]);
        return closeTable(trx, fence, atMs);
      });
      assert(closed.ok, 'chips that are not there to be paid back');
      journal.closed();
    },
  };
}

/** Null for a change that touches more than a hand. */
function entryOfHandAlone({ journal, command, before, after, events }: Change, atMs: number): HandEntry | null {
  const isHandAlone = journal !== null && events.length === 0 && after === before;
  assert(isHandAlone || !journal || !command, 'a journalled command changes more than its hand');
  return isHandAlone ? { ...journal, command, atMs } : null;
}

/** What the event says of whom the table sent away. */
function closedPayload(name: string, { events }: Change) {
  const players = events.flatMap((event) => (event.kind === 'left' ? [{ playerId: event.player, amount: event.amount }] : []));
  const waiting = events.flatMap((event) => (event.kind === 'wait-list-left' ? [event.player] : []));
  return { name, players, waiting };
}

/** `FENCED` as it is; the others for a person to read. */
function reasonOf(refusal: SettleRefusal): string {
  return 'detail' in refusal ? `${refusal.code}: ${refusal.detail}` : refusal.code;
}

type Book = (trx: Trx, change: Change, atMs: number) => Promise<Result<void, 'INSUFFICIENT_CHIPS'>>;

async function writeChange(
  trx: Trx,
  fence: Fence,
  change: Change,
  atMs: number,
  book: Book,
): Promise<Result<void, 'INSUFFICIENT_CHIPS' | 'FENCED'>> {
  const { journal, command } = change;
  if (journal) {
    const added = await appendJournal(trx, fence, journal.handNo, [{ ...journal, atMs }]);
    if (!added.ok) return added;
  }
  const booked = await book(trx, change, atMs);
  if (!booked.ok) return booked;
  if (change.after !== change.before) {
    const saved = await saveTableState(trx, fence, change.after);
    if (!saved.ok) return saved;
  }
  if (command) await recordReply(trx, command, { kind: 'ack' }, atMs);
  return ok(undefined);
}

async function isDone(trx: Trx, fence: Fence, { command, journal }: Change): Promise<boolean> {
  if (command) return (await findReply(trx, command)) !== null;
  if (!journal) return false; // saving and booking again under the same names changes nothing
  const entries = await journalOf(trx, { tableId: fence.tableId, handNo: journal.handNo });
  return entries.some(({ seq }) => seq === journal.seq);
}
