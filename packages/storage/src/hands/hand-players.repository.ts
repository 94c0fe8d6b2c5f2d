/** Who played which hand: written when it is settled, for whatever follows from hands and for whoever looks for theirs. */

import { inBatches } from '../database/batches.ts';
import type { Reader, Trx } from '../database/schema.ts';
import { type HandKey, historyOf } from './hand-record.ts';

export interface HandPlayer {
  readonly seat: number;
  readonly playerId: string;
  readonly isBot: boolean;
  /** What the hand did to the stack: won less put in. */
  readonly delta: number;
}

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

/** Rows of a statement: 8 columns each, and a batch of settlements is one statement or two. */
const ROWS = 500;

/** Writes who played some hands, in as few statements as there can be. */
export async function addHandPlayers(
  trx: Trx,
  hands: readonly (HandKey & { readonly players: readonly HandPlayer[]; readonly game: string; readonly endedMs: number })[],
): Promise<void> {
  const rows = hands.flatMap(({ tableId, handNo, players, game, endedMs }) =>
    players.map(({ seat, playerId, isBot, delta }) => ({
      table_id: tableId,
      hand_no: handNo,
      seat,
      player_id: playerId,
      is_bot: isBot ? 1 : 0,
      delta,
      game,
      ended_ms: endedMs,
    })),
  );
  for (let at = 0; at < rows.length; at += ROWS)
    await trx
      .insertInto('hand_player')
      .values(rows.slice(at, at + ROWS))
      .execute();
}

/**
 * Hands that ended after their cut, with who played them, by `handIdOf`; two statements for each hundred of them.
 *
 * A key of a hand that is not there, is void or not over yet has no entry.
 */
export async function handsWithPlayers(
  reader: Reader,
  keys: readonly HandKey[],
): Promise<ReadonlyMap<string, HandWithPlayers>> {
  const found = new Map<string, HandWithPlayers>();
  for (const some of inBatches(keys)) {
    const played = await playersOfSome(reader, some);
    const rows = await reader
      .selectFrom('hand')
      .select([
        'table_id',
        'hand_no',
        'close_status',
        'start_state',
        'public_history',
        'packed_history',
        'started_ms',
        'ended_ms',
      ])
      .where('status', '=', 'ended')
      .where((eb) => eb.or(byTable(some).map(([id, nos]) => eb.and([eb('table_id', '=', id), eb('hand_no', 'in', nos)]))))
      .execute();
    for (const row of rows) {
      const key = { tableId: row.table_id, handNo: row.hand_no };
      const { game = '', players = [] } = played.get(handIdOf(key)) ?? {};
      found.set(handIdOf(key), {
        ...key,
        game,
        closeStatus: row.close_status as number,
        publicHistory: historyOf(row),
        players,
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
  const all = new Map<string, { readonly game: string; readonly players: readonly HandPlayer[] }>();
  for (const some of inBatches(keys)) for (const [id, hand] of await playersOfSome(reader, some)) all.set(id, hand);
  return all;
}

async function playersOfSome(reader: Reader, keys: readonly HandKey[]) {
  const rows = await reader
    .selectFrom('hand_player')
    .selectAll()
    .where((eb) => eb.or(byTable(keys).map(([id, nos]) => eb.and([eb('table_id', '=', id), eb('hand_no', 'in', nos)]))))
    .orderBy('seat')
    .execute();
  const byHand = new Map<string, { readonly game: string; readonly players: HandPlayer[] }>();
  for (const { table_id, hand_no, seat, player_id, is_bot, delta, game } of rows) {
    const id = handIdOf({ tableId: table_id, handNo: hand_no });
    const hand = byHand.get(id) ?? { game, players: [] };
    hand.players.push({ seat, playerId: player_id, isBot: is_bot === 1, delta });
    byHand.set(id, hand);
  }
  return byHand;
}

/** Both databases read each table's numbers as ranges of the key. */
function byTable(keys: readonly HandKey[]): readonly (readonly [string, readonly number[]])[] {
  const numbers = new Map<string, number[]>();
  for (const { tableId, handNo } of keys) numbers.set(tableId, [...(numbers.get(tableId) ?? []), handNo]);
  return [...numbers];
}
