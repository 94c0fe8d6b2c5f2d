/**
 * The journal of a hand: every accepted event, durable before its ack, and the answer its command got.
 *
 * It holds what people did and never a card: cards follow from the sealed box and the cut.
 */
import { err, ok, type Result } from '@aboveboard/kit';
import { fromJson, toJson } from '../database/json.ts';
import type { Reader, Trx } from '../database/schema.ts';
import type { HandKey } from '../hands/hand-record.ts';
import type { Fence } from '../tables/tables.repository.ts';

export interface JournalEntry {
  /** 0, 1, 2 … within the hand. */
  readonly seq: number;
  readonly kind: string;
  readonly payload: unknown;
  readonly atMs: number;
}

export interface CommandKey {
  readonly tableId: string;
  readonly playerId: string;
  readonly commandId: string;
}

/**
 * Adds to a hand's journal. The fence is in the INSERT itself, so a replaced owner adds nothing.
 *
 * @throws when a `seq` is taken: two writers under one epoch are our own mistake.
 */
export async function appendJournal(
  trx: Trx,
  fence: Fence,
  handNo: number,
  entries: readonly JournalEntry[],
): Promise<Result<void, 'FENCED'>> {
  for (const entry of entries) {
    const added = await trx
      .insertInto('journal')
      .columns(['table_id', 'hand_no', 'seq', 'kind', 'payload', 'at_ms'])
      .expression((eb) =>
        eb
          .selectFrom('card_table')
          .select((t) => [
            'id',
            t.val(handNo).as('hand_no'),
            t.val(entry.seq).as('seq'),
            t.val(entry.kind).as('kind'),
            t.val(toJson(entry.payload)).as('payload'),
            t.val(entry.atMs).as('at_ms'),
          ])
          .where('id', '=', fence.tableId)
          .where('epoch', '=', fence.epoch),
      )
      .executeTakeFirstOrThrow();
    if (added.numInsertedOrUpdatedRows === 0n) return err('FENCED');
  }
  return ok(undefined);
}

/** A hand's journal from its beginning. */
export async function journalOf(reader: Reader, { tableId, handNo }: HandKey): Promise<readonly JournalEntry[]> {
  const rows = await reader
    .selectFrom('journal')
    .select(['seq', 'kind', 'payload', 'at_ms'])
    .where('table_id', '=', tableId)
    .where('hand_no', '=', handNo)
    .orderBy('seq')
    .execute();
  return rows.map((row) => ({ seq: row.seq, kind: row.kind, payload: fromJson(row.payload), atMs: row.at_ms }));
}

/**
 * Records the answer to a command, in the transaction that does what it asked, so that a repeat is answered and not done
 * again.
 *
 * @throws when there is one already: look with `findReply` first.
 */
export async function recordReply(trx: Trx, key: CommandKey, reply: unknown, atMs: number): Promise<void> {
  await trx
    .insertInto('command_reply')
    .values({
      table_id: key.tableId,
      player_id: key.playerId,
      command_id: key.commandId,
      reply: toJson(reply),
      at_ms: atMs,
    })
    .execute();
}

/** The recorded answer to a command; null for one that was never accepted. */
/** Ids of the commands that were carried out at a table since then, oldest first, and the latest of them where there are more than `limit`. */
export async function repliesSince(
  reader: Reader,
  tableId: string,
  sinceMs: number,
  limit: number,
): Promise<readonly string[]> {
  const rows = await reader
    .selectFrom('command_reply')
    .select('command_id')
    .where('table_id', '=', tableId)
    .where('at_ms', '>=', sinceMs)
    .orderBy('at_ms', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ command_id }) => command_id).reverse();
}

export async function findReply(reader: Reader, key: CommandKey): Promise<{ readonly reply: unknown } | null> {
  const row = await reader
    .selectFrom('command_reply')
    .select('reply')
    .where('table_id', '=', key.tableId)
    .where('player_id', '=', key.playerId)
    .where('command_id', '=', key.commandId)
    .executeTakeFirst();
  return row ? { reply: fromJson(row.reply) } : null;
}

/** Forgets answers given before `beforeMs`: nobody repeats a command that old. */
export async function pruneReplies(trx: Trx, beforeMs: number): Promise<void> {
  await trx.deleteFrom('command_reply').where('at_ms', '<', beforeMs).execute();
}
