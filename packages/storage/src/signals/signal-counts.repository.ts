/** Counts for signals, of each person and of each two of them, by week; and who played at which tables. */
import type { Selectable } from 'kysely';
import { addUp, sumsOf } from '../database/add-up.ts';
import { inBatches } from '../database/batches.ts';
import { fromJson, toJson } from '../database/json.ts';
import type { Reader, Schema, Trx } from '../database/schema.ts';

export type SignalPlayerRow = Selectable<Schema['signal_player']>;
/** `largest` as a value, not as text. */
export type SignalPairRow = Omit<Selectable<Schema['signal_pair']>, 'largest'> & { readonly largest: unknown };
export type PresenceRow = Selectable<Schema['signal_presence']>;
export type Pair = Pick<SignalPairRow, 'player_a' | 'player_b'>;

const PLAYER_SUMS = sumsOf('signal_player', {
  keys: ['week_ms', 'player_id'],
  sums: ['met', 'lost', 'big_lost', 'big_won', 'gifts', 'replies', 'instant'],
});

/** @param rows each of another person or week: what is there grows by it. */
export async function addSignalPlayers(trx: Trx, rows: readonly SignalPlayerRow[]): Promise<void> {
  await addUp(trx, PLAYER_SUMS, rows);
}

/** What is there of some pairs in some weeks. */
export async function signalPairsAt(
  reader: Reader,
  keys: readonly (Pair & { readonly week_ms: number })[],
): Promise<readonly SignalPairRow[]> {
  const found: SignalPairRow[] = [];
  for (const some of inBatches(keys)) {
    const rows = await reader
      .selectFrom('signal_pair')
      .selectAll()
      .where('week_ms', 'in', [...new Set(some.map(({ week_ms }) => week_ms))])
      .where('player_a', 'in', [...new Set(some.map(({ player_a }) => player_a))])
      .where('player_b', 'in', [...new Set(some.map(({ player_b }) => player_b))])
      .execute();
    found.push(...rows.map(pairOf));
  }
  return found;
}

/** Writes rows of pairs in the place of those that were there. */
export async function putSignalPairs(trx: Trx, rows: readonly SignalPairRow[]): Promise<void> {
  for (const some of inBatches(rows))
    await trx
      .replaceInto('signal_pair')
      .values(some.map((row) => ({ ...row, largest: toJson(row.largest) })))
      .execute();
}

/** Notes who played where; what is noted already stays so. */
export async function addPresence(trx: Trx, rows: readonly PresenceRow[]): Promise<void> {
  for (const some of inBatches(rows)) await trx.replaceInto('signal_presence').values(some).execute();
}

/** The newest week that anything was counted in; null before. */
export async function newestSignalWeek(reader: Reader): Promise<number | null> {
  const row = await reader.selectFrom('signal_player').select('week_ms').orderBy('week_ms', 'desc').limit(1).executeTakeFirst();
  return row?.week_ms ?? null;
}

export interface Pruning {
  /** Weeks before this one go. */
  readonly keptFromMs: number;
  /** Before this one, pairs with fewer hands than `leastHands` and no large one go. */
  readonly smallBeforeMs: number;
  readonly leastHands: number;
  /** Days before this one go. */
  readonly daysFromMs: number;
}

export async function pruneSignalCounts(trx: Trx, pruning: Pruning): Promise<void> {
  await trx.deleteFrom('signal_player').where('week_ms', '<', pruning.keptFromMs).execute();
  await trx.deleteFrom('signal_pair').where('week_ms', '<', pruning.keptFromMs).execute();
  await trx
    .deleteFrom('signal_pair')
    .where('week_ms', '<', pruning.smallBeforeMs)
    .where('hands', '<', pruning.leastHands)
    .where('big_to_a', '=', 0)
    .where('big_to_b', '=', 0)
    .execute();
  await trx.deleteFrom('signal_presence').where('day_ms', '<', pruning.daysFromMs).execute();
}

/** Pairs with enough hands to be weighed, in their order, behind the last of the page before. */
export async function pairsToWeigh(
  reader: Reader,
  { leastHands, sinceMs, limit, after }: { leastHands: number; sinceMs: number; limit: number; after: Pair | null },
): Promise<readonly Pair[]> {
  let query = reader.selectFrom('signal_pair').select(['player_a', 'player_b']).where('week_ms', '>=', sinceMs);
  if (after)
    query = query // both databases find where to go on by the first condition alone
      .where('player_a', '>=', after.player_a)
      .where((eb) => eb.or([eb('player_a', '>', after.player_a), eb('player_b', '>', after.player_b)]));
  return query
    .groupBy(['player_a', 'player_b'])
    .having((eb) => eb.fn.sum('hands'), '>=', leastHands)
    .orderBy('player_a')
    .orderBy('player_b')
    .limit(limit)
    .execute();
}

/** All weeks of some pairs, newest last. */
export async function weeksOfPairs(reader: Reader, pairs: readonly Pair[]): Promise<readonly SignalPairRow[]> {
  const found: SignalPairRow[] = [];
  for (const some of inBatches(pairs)) {
    const rows = await reader
      .selectFrom('signal_pair')
      .selectAll()
      .where((eb) =>
        eb.or(some.map(({ player_a, player_b }) => eb.and([eb('player_a', '=', player_a), eb('player_b', '=', player_b)]))),
      )
      .orderBy('week_ms')
      .execute();
    found.push(...rows.map(pairOf));
  }
  return found;
}

export async function weeksOfPlayers(reader: Reader, players: readonly string[]): Promise<readonly SignalPlayerRow[]> {
  const found: SignalPlayerRow[] = [];
  for (const some of inBatches(players))
    found.push(
      ...(await reader.selectFrom('signal_player').selectAll().where('player_id', 'in', some).orderBy('week_ms').execute()),
    );
  return found;
}

/** Where some people played, from a day on. */
export async function presenceOf(reader: Reader, players: readonly string[], sinceMs: number): Promise<readonly PresenceRow[]> {
  const found: PresenceRow[] = [];
  for (const some of inBatches(players))
    found.push(
      ...(await reader
        .selectFrom('signal_presence')
        .selectAll()
        .where('player_id', 'in', some)
        .where('day_ms', '>=', sinceMs)
        .execute()),
    );
  return found;
}

/** At how many tables each game was played on each day, at each stakes. */
export async function tablesByDay(
  reader: Reader,
): Promise<readonly { readonly day_ms: number; readonly stakes: string; readonly tables: number }[]> {
  const rows = await reader
    .selectFrom('signal_presence')
    .select(['day_ms', 'stakes', (eb) => eb.fn.count<number>('table_id').distinct().as('tables')])
    .groupBy(['day_ms', 'stakes'])
    .execute();
  return rows.map((row) => ({ ...row, tables: Number(row.tables) }));
}

export async function forgetSignalCounts(trx: Trx): Promise<void> {
  await trx.deleteFrom('signal_player').execute();
  await trx.deleteFrom('signal_pair').execute();
  await trx.deleteFrom('signal_presence').execute();
}

function pairOf(row: Selectable<Schema['signal_pair']>): SignalPairRow {
  return { ...row, largest: fromJson(row.largest) };
}
