/** Statistics of players: lines of counts by game, band of stakes and position. Every count is a sum over hands (rules/STAT.md). */
import type { Selectable } from 'kysely';
import { addUp, sumsOf } from '../database/add-up.ts';
import { deleteAll } from '../database/delete-all.ts';
import type { Reader, Schema, Trx } from '../database/schema.ts';

export type StatsRow = Selectable<Schema['stats_line']>;

const LINES = sumsOf('stats_line', {
  keys: ['player_id', 'game', 'band', 'position'],
  sums: [
    ...(['hands', 'turns', 'vpip', 'pfr', 'three_bet_chances', 'three_bets', 'three_bets_faced', 'three_bet_folds'] as const),
    ...(['bets', 'calls', 'saw_next', 'showdowns', 'showdowns_won', 'c_bet_chances', 'c_bets'] as const),
    ...(['net', 'net_milli_blinds'] as const),
  ],
});

/** Adds counts to the lines of the same player, game, band and position. @param rows each of another line. */
export function addStats(trx: Trx, rows: readonly StatsRow[]): Promise<void> {
  return addUp(trx, LINES, rows);
}

/** All lines of a player: a bounded number, however long they play (STAT-12). */
export function statsOf(reader: Reader, playerId: string): Promise<readonly StatsRow[]> {
  return reader
    .selectFrom('stats_line')
    .selectAll()
    .where('player_id', '=', playerId)
    .orderBy('game')
    .orderBy('band')
    .orderBy('position')
    .execute();
}

export async function forgetStats(trx: Trx): Promise<void> {
  await deleteAll(trx, 'stats_line');
}
