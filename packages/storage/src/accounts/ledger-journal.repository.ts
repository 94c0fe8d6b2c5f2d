/** The journal: every batch and every expiry in the order in which they were booked, numbered from 1 without a gap. */
import type { JournalEvent, LinkedBatch, Reservation, StepId } from '@aboveboard/ledger';
import type { Reader } from '../database/schema.ts';
import { batchesOf, reservationsById } from './ledger-rows.ts';

export interface JournalEntry {
  readonly no: number;
  readonly event: JournalEvent;
}

/** The number of the last entry; 0 before the first. */
export async function lastEntryNo(reader: Reader): Promise<number> {
  const { last_no } = await reader.selectFrom('ledger_journal').select('last_no').executeTakeFirstOrThrow();
  return last_no;
}

/** The entries that follow number `afterNo`, so many at most. */
export async function journalAfter(reader: Reader, afterNo: number, limit: number): Promise<readonly JournalEntry[]> {
  const batches = await reader
    .selectFrom('ledger_batch')
    .selectAll()
    .where('no', '>', afterNo)
    .orderBy('no')
    .limit(limit)
    .execute();
  const expiries = await reader
    .selectFrom('ledger_expiry')
    .selectAll()
    .where('no', '>', afterNo)
    .orderBy('no')
    .limit(limit)
    .execute();
  const posted = (await batchesOf(reader, batches)).map((batch, i) => ({
    no: batches[i]?.no ?? 0,
    event: { kind: 'posted', batch } as const,
  }));
  const expired = expiries.map(({ no, pending, at_ms }) => ({
    no,
    event: { kind: 'expired', pending, atMs: at_ms } as const,
  }));
  return [...posted, ...expired].sort((a, b) => a.no - b.no).slice(0, limit);
}

/** The reservations that a batch resolves, in any state: what its commits moved. */
export async function reservationsResolvedBy(reader: Reader, batch: LinkedBatch): Promise<ReadonlyMap<StepId, Reservation>> {
  const ids = batch.steps.flatMap((step) => ('pending' in step ? step.pending : []));
  return new Map((await reservationsById(reader, ids)).map((reservation) => [reservation.id, reservation]));
}

/** The batch posted under a key; null for none. */
export async function findBatch(reader: Reader, key: string): Promise<LinkedBatch | null> {
  const row = await reader.selectFrom('ledger_batch').selectAll().where('key', '=', key).executeTakeFirst();
  const [batch] = row ? await batchesOf(reader, [row]) : [];
  return batch ?? null;
}
