/**
 * Keeps the outbox and the inboxes small: a piece of work for a pump, which may stop anywhere and run twice at once.
 *
 * @see rules/EVENT.md EVENT-9
 */
import type { Clock } from '@aboveboard/kit';
import { ok } from '@aboveboard/kit';
import { type Db, nextBlock, trimInbox, writeBlock } from '@aboveboard/storage';
import type { Consumer } from './consumer.ts';

export interface PrunePorts {
  readonly db: Db;
  readonly clock: Clock;
  readonly consumers: readonly Consumer[];
}

const KEPT_MS = 7 * 24 * 60 * 60_000;
/** Notes forgotten in one transaction: others write in between. */
const NOTES_AT_ONCE = 500;

/** Packs one block of events that were published long ago, or forgets some notes of what was done long ago. @returns whether there may be more. */
export async function pruneSome({ db, clock, consumers }: PrunePorts): Promise<boolean> {
  const beforeMs = clock.nowMs() - KEPT_MS;
  const block = await nextBlock(db.reader, beforeMs);
  if (block) {
    await db.transaction((trx) => writeBlock(trx, block)); // packed before: by another process
    return true;
  }
  for (const { name } of consumers) {
    const page = { consumer: name, beforeMs, limit: NOTES_AT_ONCE };
    const trimmed = await db.transaction(async (trx) => ok(await trimInbox(trx, page)));
    if (trimmed.ok && trimmed.value) return true;
  }
  return false;
}
