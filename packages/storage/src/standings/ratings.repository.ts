/**
 * Ratings by day, and what people won of each other on the days that may still be rated.
 *
 * A day's ratings follow from its pairings and from the ratings before it. Whatever changes one of these counts up the day's `changes`, and the
 * ratings are those of `rated_changes`: where the two differ, the day is to be rated, again or for the first time. So a hand that
 * is told late is rated on its own day, and so is every day after it.
 */
import { err, ok, type Result } from '@aboveboard/kit';
import type { Selectable } from 'kysely';
import { addUp, sumsOf } from '../database/add-up.ts';
import { inBatches } from '../database/batches.ts';
import { deleteAll } from '../database/delete-all.ts';
import type { Reader, Schema, Trx } from '../database/schema.ts';
import { type Board, type BoardEntry, type BoardPage, type BoardPlace, entriesOf, placeOn, wholeQuotient } from './board.ts';

export type PairingRow = Selectable<Schema['pairing']>;
export type RatingRow = Omit<Selectable<Schema['rating']>, 'is_last'>;

const PAIRINGS = sumsOf('pairing', {
  keys: ['day', 'first_id', 'second_id'],
  sums: ['games', 'first_score'],
});
const DAYS = sumsOf('rating_day', { keys: ['day'], sums: ['changes', 'rated_changes'] });

/** Adds to what pairs came to on their days, and has these days rated. @param pairings each of another day or pair. */
export async function addPairings(trx: Trx, pairings: readonly PairingRow[]): Promise<void> {
  await addUp(trx, PAIRINGS, pairings);
  const days = [...new Set(pairings.map(({ day }) => day))];
  await addUp(
    trx,
    DAYS,
    days.map((day) => ({ day, changes: 1, rated_changes: 0 })),
  );
}

/** The first and the last day of which pairings are kept; null where there are none. */
export async function daysWithPairings(reader: Reader): Promise<{ readonly first: number; readonly last: number } | null> {
  const [first, last] = await Promise.all(
    (['asc', 'desc'] as const).map((way) =>
      reader.selectFrom('rating_day').select('day').orderBy('day', way).limit(1).executeTakeFirst(),
    ),
  );
  return first && last ? { first: first.day, last: last.day } : null;
}

/** The earliest day before `beforeDay` whose ratings are not those of its changes. */
export async function dayToRate(
  reader: Reader,
  beforeDay: number,
): Promise<{ readonly day: number; readonly changes: number } | null> {
  const row = await reader
    .selectFrom('rating_day')
    .select(['day', 'changes'])
    .where('day', '<', beforeDay)
    .whereRef('changes', '<>', 'rated_changes')
    .orderBy('day')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** Some of the people with a pairing on a day, by id, from the first after `after`. */
export async function playersOfDay(
  reader: Reader,
  day: number,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<readonly string[]> {
  const sides = await Promise.all(
    (['first_id', 'second_id'] as const).map((side) =>
      reader
        .selectFrom('pairing')
        .select(`${side} as id`)
        .distinct()
        .where('day', '=', day)
        .where(side, '>', after)
        .orderBy(side)
        .limit(limit)
        .execute(),
    ),
  );
  const ids = new Set(sides.flat().map(({ id }) => id));
  return [...ids].sort((a, b) => (a < b ? -1 : 1)).slice(0, limit);
}

/** Every pairing of these people on a day; one of two of them comes once. */
export async function pairingsAmong(reader: Reader, day: number, playerIds: readonly string[]): Promise<readonly PairingRow[]> {
  const found: PairingRow[] = [];
  for (const some of inBatches(playerIds)) {
    const ofDay = reader.selectFrom('pairing').selectAll().where('day', '=', day);
    found.push(...(await ofDay.where('first_id', 'in', some).execute()));
    const others = await ofDay.where('second_id', 'in', some).execute();
    const known = new Set(playerIds);
    found.push(...others.filter(({ first_id }) => !known.has(first_id)));
  }
  return found;
}

/** The last ratings before a day of those of these people who have one. */
export async function ratingsBefore(reader: Reader, day: number, playerIds: readonly string[]): Promise<readonly RatingRow[]> {
  const found: RatingRow[] = [];
  for (const some of inBatches(playerIds)) {
    const lastDays = reader
      .selectFrom('rating')
      .select((eb) => ['player_id', eb.fn.max('day').as('day')])
      .where('player_id', 'in', some)
      .where('day', '<', day)
      .groupBy('player_id');
    const rows = await reader
      .selectFrom(lastDays.as('last'))
      .innerJoin('rating as r', (join) => join.onRef('r.player_id', '=', 'last.player_id').onRef('r.day', '=', 'last.day'))
      .select(['r.player_id', 'r.day', 'r.rating', 'r.deviation', 'r.volatility', 'r.hands'])
      .execute();
    found.push(...rows);
  }
  return found;
}

/**
 * Writes ratings of one day in place of those it had.
 *
 * @returns `MOVED` when the day has changed since it had `changes`: the ratings are not of what there is now.
 */
export async function putRatings(
  trx: Trx,
  { day, changes }: { readonly day: number; readonly changes: number },
  ratings: readonly RatingRow[],
): Promise<Result<void, 'MOVED'>> {
  const now = await trx.selectFrom('rating_day').select('changes').where('day', '=', day).executeTakeFirst();
  if (now?.changes !== changes) return err('MOVED');
  for (const some of inBatches(ratings)) {
    const ids = some.map(({ player_id }) => player_id);
    const later = await trx
      .selectFrom('rating')
      .select('player_id')
      .where('player_id', 'in', ids)
      .where('day', '>', day)
      .execute();
    const outdated = new Set(later.map(({ player_id }) => player_id));
    await trx
      .updateTable('rating')
      .set({ is_last: 0 })
      .where('player_id', 'in', ids)
      .where('day', '<', day)
      .where('is_last', '=', 1)
      .execute();
    const rows = some.map((rating) => ({ ...rating, is_last: outdated.has(rating.player_id) ? (0 as const) : (1 as const) }));
    await trx.replaceInto('rating').values(rows).execute();
  }
  return ok(undefined);
}

/**
 * All ratings of a day are written: those of later days, which follow from them, are to be made again.
 *
 * @param people how many there should be: fewer are there when all was forgotten meanwhile, and the day counts its changes from 1 again.
 * @returns `MOVED` as `putRatings`.
 */
export async function finishDay(
  trx: Trx,
  { day, changes }: { readonly day: number; readonly changes: number },
  people: number,
): Promise<Result<void, 'MOVED'>> {
  const finished = await trx
    .updateTable('rating_day')
    .set({ rated_changes: changes })
    .where('day', '=', day)
    .where('changes', '=', changes)
    .executeTakeFirstOrThrow();
  if (finished.numUpdatedRows === 0n) return err('MOVED');
  const { rated } = await trx
    .selectFrom('rating')
    .select((eb) => eb.fn.countAll<number>().as('rated'))
    .where('day', '=', day)
    .executeTakeFirstOrThrow();
  if (rated !== people) return err('MOVED');
  await trx
    .updateTable('rating_day')
    .set((eb) => ({ changes: eb('changes', '+', 1) }))
    .where('day', '>', day)
    .execute();
  return ok(undefined);
}

const DROPPED_AT_ONCE = 200;

/**
 * Removes some of what is kept of a day to rate it again: its pairings, and the ratings before it of those who have one of it.
 *
 * @returns whether there may be more; when not, the day itself is gone.
 */
export async function dropPairings(trx: Trx, day: number): Promise<boolean> {
  const some = await trx
    .selectFrom('pairing')
    .select('first_id')
    .distinct()
    .where('day', '=', day)
    .orderBy('first_id')
    .limit(DROPPED_AT_ONCE)
    .execute();
  const ids = some.map(({ first_id }) => first_id);
  if (ids.length > 0) await trx.deleteFrom('pairing').where('day', '=', day).where('first_id', 'in', ids).execute();
  if (ids.length === DROPPED_AT_ONCE) return true;
  return dropRatingsBefore(trx, day);
}

/** Who was rated on the day needs no rating before it any more. */
async function dropRatingsBefore(trx: Trx, day: number): Promise<boolean> {
  const some = await trx
    .selectFrom('rating as old')
    .innerJoin('rating as r', 'r.player_id', 'old.player_id')
    .select('old.player_id')
    .distinct()
    .where('r.day', '=', day)
    .where('old.day', '<', day)
    .limit(DROPPED_AT_ONCE)
    .execute();
  const ids = some.map(({ player_id }) => player_id);
  if (ids.length > 0) await trx.deleteFrom('rating').where('player_id', 'in', ids).where('day', '<', day).execute();
  if (ids.length === DROPPED_AT_ONCE) return true;
  await trx.deleteFrom('rating_day').where('day', '=', day).execute();
  return false;
}

/** Everybody's last rating in whole points, halves up; a rating is millionths and above zero. */
function boardOf(reader: Reader, leastHands: number): Board {
  return reader
    .selectFrom('rating')
    .select(['player_id', wholeQuotient('rating + 500000', '1000000').as('value'), 'hands'])
    .where('is_last', '=', 1)
    .where('hands', '>=', leastHands);
}

/** A page of the board of ratings: the highest first, equal ones by id; none with fewer rated hands than `leastHands`. */
export function ratingBoard(reader: Reader, leastHands: number, page: BoardPage): Promise<readonly BoardEntry[]> {
  return entriesOf(reader, boardOf(reader, leastHands), page);
}

/** A player's place among ratings; null for somebody who is not listed. */
export function ratingPlace(reader: Reader, leastHands: number, playerId: string): Promise<BoardPlace | null> {
  return placeOn(reader, boardOf(reader, leastHands), playerId);
}

export async function forgetRatings(trx: Trx): Promise<void> {
  for (const table of ['pairing', 'rating_day', 'rating'] as const) await deleteAll(trx, table);
}
