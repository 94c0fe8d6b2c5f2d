/** Hands with who played them: kept in the hand's own row, for whatever follows from hands. */
import { inBatches } from '../database/batches.ts';
import type { Reader } from '../database/schema.ts';
import { type HandKey, historyOf } from './hand-record.ts';
import { type HandPlayer, unpackPlayers } from './packed-players.ts';

/** A hand that ended after its cut: what anybody may read of it, and who played it. */
export interface HandWithPlayers extends HandKey {
  /** The catalogue's code. */
  readonly game: string;
  /** Status of its CLOSE: 0 played to its end, 2 run out, 3 given back because its deal could not be read. */
  readonly closeStatus: number;
  readonly publicHistory: unknown;
  /** Everybody dealt in, by seat. */
  readonly players: readonly HandPlayer[];
  readonly startedMs: number;
  readonly endedMs: number;
}

/** What names a hand in the whole room. */
export function handIdOf({ tableId, handNo }: HandKey): string {
  return `${tableId}.${handNo}`;
}

/**
 * Hands that ended after their cut, with who played them, by `handIdOf`; a statement for each hundred of them.
 *
 * A key of a hand that is not there, is void or not over yet has no entry.
 */
export async function handsWithPlayers(
  reader: Reader,
  keys: readonly HandKey[],
): Promise<ReadonlyMap<string, HandWithPlayers>> {
  const found = new Map<string, HandWithPlayers>();
  for (const some of inBatches(keys)) {
    const rows = await endedOf(reader, some)
      .select(['close_status', 'start_state', 'public_history', 'packed_history', 'started_ms', 'ended_ms'])
      .execute();
    for (const row of rows) {
      const key = { tableId: row.table_id, handNo: row.hand_no };
      found.set(handIdOf(key), {
        ...{ ...key, ...playedIn(row) },
        closeStatus: row.close_status as number,
        publicHistory: historyOf(row),
        startedMs: row.started_ms,
        endedMs: row.ended_ms as number,
      });
    }
  }
  return found;
}

/** Who played some hands, and which game, by `handIdOf`; one statement for each hundred of them. */
export async function playersOf(
  reader: Reader,
  keys: readonly HandKey[],
): Promise<ReadonlyMap<string, { readonly game: string; readonly players: readonly HandPlayer[] }>> {
  const found = new Map<string, ReturnType<typeof playedIn>>();
  for (const some of inBatches(keys))
    for (const row of await endedOf(reader, some).execute())
      found.set(handIdOf({ tableId: row.table_id, handNo: row.hand_no }), playedIn(row));
  return found;
}

function endedOf(reader: Reader, keys: readonly HandKey[]) {
  return reader
    .selectFrom('hand')
    .select(['table_id', 'hand_no', 'game', 'players'])
    .where('status', '=', 'ended')
    .where((eb) => eb.or(byTable(keys).map(([id, nos]) => eb.and([eb('table_id', '=', id), eb('hand_no', 'in', nos)]))));
}

function playedIn({ game, players }: { readonly game: string | null; readonly players: string | null }) {
  return { game: game ?? '', players: players === null ? [] : unpackPlayers(players) };
}

/** Both databases read each table's numbers as ranges of the key. */
function byTable(keys: readonly HandKey[]): readonly (readonly [string, readonly number[]])[] {
  const numbers = new Map<string, number[]>();
  for (const { tableId, handNo } of keys) numbers.set(tableId, [...(numbers.get(tableId) ?? []), handNo]);
  return [...numbers];
}
