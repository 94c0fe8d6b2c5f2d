/** Published events that are old, packed into blocks, so that the outbox stays small and no event is ever lost to a consumer that begins anew. */
import { err, ok, type Result } from '@aboveboard/kit';
import type { Reader, Trx } from '../database/schema.ts';
import { BLOCK_EVENTS, type EventBlock, eventsInBlock, packEvents } from './event-block.ts';
import { lastBlock, publishedInOutbox } from './outbox.repository.ts';

/** A block that is to be written, with the place from which on its events are in the outbox still. */
export interface NextBlock extends EventBlock {
  readonly fromOutbox: number;
}

/**
 * The block that old events should make: those that were published before `beforeMs`, with those of the last block where that is not full.
 *
 * @returns null when there is nothing to pack.
 */
export async function nextBlock(reader: Reader, beforeMs: number): Promise<NextBlock | null> {
  const last = await lastBlock(reader);
  const isOpen = last !== null && last.lastPosition - last.firstPosition + 1 < BLOCK_EVENTS;
  const before = isOpen ? eventsInBlock(last, 0, BLOCK_EVENTS) : [];
  const found = await publishedInOutbox(reader, last?.lastPosition ?? 0, BLOCK_EVENTS - before.length);
  const firstYoung = found.findIndex(({ publishedMs }) => publishedMs >= beforeMs);
  const old = (firstYoung === -1 ? found : found.slice(0, firstYoung)).map(({ publishedMs: _, ...event }) => event);
  const [first, newest] = [before[0] ?? old[0], old.at(-1)];
  if (!first || !newest) return null;
  return {
    firstPosition: first.position,
    lastPosition: newest.position,
    bytes: packEvents([...before, ...old]),
    fromOutbox: newest.position - old.length + 1,
  };
}

/**
 * Writes a block, in the place of the last one where it goes on from there, and removes its events from the outbox.
 *
 * @returns `PACKED_BEFORE` when another process was there first; return it from the transaction.
 */
export async function writeBlock(trx: Trx, block: NextBlock): Promise<Result<void, 'PACKED_BEFORE'>> {
  const { firstPosition, lastPosition, bytes, fromOutbox } = block;
  const removed = await trx
    .deleteFrom('outbox')
    .where('position', '>=', fromOutbox)
    .where('position', '<=', lastPosition)
    .executeTakeFirstOrThrow();
  if (Number(removed.numDeletedRows) !== lastPosition - fromOutbox + 1) return err('PACKED_BEFORE');
  const row = { first_position: firstPosition, last_position: lastPosition, bytes };
  await trx.replaceInto('event_block').values(row).execute();
  return ok(undefined);
}
