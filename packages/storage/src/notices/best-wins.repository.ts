/** Days on which a player won more in one hand than on any day before. */
import { inBatches } from '../database/batches.ts';
import type { Reader, Trx } from '../database/schema.ts';

export interface BestWin {
  readonly playerId: string;
  /** The first millisecond of the day, UTC. */
  readonly dayMs: number;
  /** Chips won less chips put in. */
  readonly amount: number;
  readonly tableId: string;
  readonly handNo: number;
  readonly atMs: number;
}

/** Of some players, by day. */
export async function bestWinsOf(reader: Reader, players: readonly string[]): Promise<readonly BestWin[]> {
  const wins: BestWin[] = [];
  for (const some of inBatches(players)) {
    const rows = await reader.selectFrom('best_win').selectAll().where('player_id', 'in', some).orderBy('day_ms').execute();
    for (const row of rows)
      wins.push({
        playerId: row.player_id,
        dayMs: row.day_ms,
        amount: row.amount,
        tableId: row.table_id,
        handNo: row.hand_no,
        atMs: row.at_ms,
      });
  }
  return wins;
}

/** Writes a player's days in the place of those that were there. */
export async function putBestWins(trx: Trx, playerId: string, wins: readonly BestWin[]): Promise<void> {
  await trx.deleteFrom('best_win').where('player_id', '=', playerId).execute();
  for (const some of inBatches(wins))
    await trx
      .insertInto('best_win')
      .values(
        some.map((win) => ({
          player_id: playerId,
          day_ms: win.dayMs,
          amount: win.amount,
          table_id: win.tableId,
          hand_no: win.handNo,
          at_ms: win.atMs,
        })),
      )
      .execute();
}
