/** When the actions of hands were accepted, as their journals have it. */
import { fromJson } from '../database/json.ts';
import type { Reader } from '../database/schema.ts';
import { handIdOf } from '../hands/hand-players.repository.ts';
import type { HandKey } from '../hands/hand-record.ts';

export interface ActionTime {
  /** As the journal keeps it: `kind`, `seat` and more. */
  readonly action: unknown;
  readonly atMs: number;
}

/** Hands whose actions are read in one statement. */
const AT_ONCE = 100;

/** In their order, by `handIdOf`; nothing for a hand without a journal. */
export async function actionTimes(
  reader: Reader,
  hands: readonly HandKey[],
): Promise<ReadonlyMap<string, readonly ActionTime[]>> {
  const times = new Map<string, ActionTime[]>();
  for (let at = 0; at < hands.length; at += AT_ONCE) {
    const byTable = Map.groupBy(hands.slice(at, at + AT_ONCE), ({ tableId }) => tableId);
    const rows = await reader
      .selectFrom('journal')
      .select(['table_id', 'hand_no', 'payload', 'at_ms'])
      .where((eb) =>
        eb.or(
          [...byTable].map(([id, own]) =>
            eb.and([
              eb('table_id', '=', id),
              eb(
                'hand_no',
                'in',
                own.map(({ handNo }) => handNo),
              ),
            ]),
          ),
        ),
      )
      .where('kind', '=', 'action')
      .orderBy('table_id')
      .orderBy('hand_no')
      .orderBy('seq')
      .execute();
    for (const row of rows) {
      const id = handIdOf({ tableId: row.table_id, handNo: row.hand_no });
      const own = times.get(id) ?? [];
      own.push({ action: fromJson(row.payload), atMs: row.at_ms });
      times.set(id, own);
    }
  }
  return times;
}
