/**
 * Erasing a player: the person goes, the books and the hands stay.
 *
 * The id stays as a pseudonym, since accounts, batches and hands are named by it; nothing here leads from it to a person any more.
 * @see erasure-fates.ts
 */
import type { Reader, Trx } from '../database/schema.ts';

/** What an erased player is called, whoever it was. */
export const ERASED_NAME = 'Erased player';

/** When a principal was erased; null for one who is there, or never was. */
export async function erasedMs(reader: Reader, principalId: string): Promise<number | null> {
  const row = await reader.selectFrom('principal').select('erased_ms').where('id', '=', principalId).executeTakeFirst();
  return row?.erased_ms ?? null;
}

/** Chips of a player's that lie at tables, or are reserved to leave or come: while there are any, nobody is erased. */
export async function openMattersOf(
  reader: Reader,
  playerId: string,
): Promise<{ readonly atTables: number; readonly reserved: number }> {
  const rows = await reader
    .selectFrom('ledger_account')
    .select(['kind', 'balance', 'pending_debits', 'pending_credits'])
    .where('owner', '=', playerId)
    .execute();
  return {
    atTables: rows.reduce((sum, { kind, balance }) => sum + (kind === 'escrow' ? balance : 0), 0),
    reserved: rows.reduce((sum, row) => sum + row.pending_debits + row.pending_credits, 0),
  };
}

/** Clears every column whose fate is `erased`. Done again it changes nothing but the time. */
export async function erasePlayer(trx: Trx, playerId: string, atMs: number): Promise<void> {
  await trx
    .updateTable('principal')
    .set({ name: ERASED_NAME, roles: '[]', created_ms: 0, seen_ms: 0, erased_ms: atMs })
    .where('id', '=', playerId)
    .execute();
  await trx.deleteFrom('session_trace').where('principal_id', '=', playerId).execute();
  await trx.deleteFrom('session').where('principal_id', '=', playerId).execute();
  await trx.deleteFrom('command_reply').where('player_id', '=', playerId).execute();
  await trx.deleteFrom('notice').where('player_id', '=', playerId).execute();
  await trx.deleteFrom('notice_mark').where('player_id', '=', playerId).execute();
  await trx.deleteFrom('best_win').where('player_id', '=', playerId).execute();
  await trx.updateTable('card_table').set({ owner: null }).where('owner', '=', playerId).execute();
  await trx.updateTable('approval').set({ proposer_name: ERASED_NAME }).where('proposed_by', '=', playerId).execute();
  await trx.updateTable('approval').set({ decider_name: ERASED_NAME }).where('decided_by', '=', playerId).execute();
}
