/**
 * What people came to in each period, and the boards that are read off it.
 *
 * What a board is ordered by is kept as it is shown, in hundredths where it is a fraction, so that a page comes off an index and equal values
 * are equal. It is worked out in whole numbers, in the same way here and in the statement that adds up.
 */
import type { Selectable } from 'kysely';
import { addUp, sumsOf } from '../database/add-up.ts';
import { deleteAll } from '../database/delete-all.ts';
import type { Reader, Schema, Trx } from '../database/schema.ts';

export type TallySums = Omit<Selectable<Schema['tally']>, 'centi_blinds' | 'centi_hours'>;

/** Chips; hundredths of big blinds for 100 hands; hundredths of hours; hands. */
export type TallyMeasure = 'net' | 'centi_blinds' | 'centi_hours' | 'hands';

/** One end of a list, and what is behind it. */
export interface BoardPage {
  /** The last entry of the page before; null for the first page. */
  readonly after: { readonly value: number; readonly playerId: string } | null;
  readonly limit: number;
}

export interface BoardEntry {
  readonly playerId: string;
  /** Null for somebody of whom the room knows no more than what they did. */
  readonly name: string | null;
  readonly value: number;
  readonly hands: number;
}

const HALF_A_CENTI_HOUR_MS = 18_000;

const TALLIES = sumsOf('tally', {
  keys: ['period', 'player_id'],
  sums: ['hands', 'net', 'net_milli_blinds', 'played_ms'],
  derived: {
    centi_blinds: (sum) => {
      const [hands, milli] = [sum('hands'), sum('net_milli_blinds')];
      const won = wholeQuotient(`(${hands} + ${milli} * 20)`, `(${hands} * 2)`);
      const lost = wholeQuotient(`(${hands} - ${milli} * 20)`, `(${hands} * 2)`);
      return `case when ${milli} < 0 then 0 - ${lost} else ${won} end`;
    },
    centi_hours: (sum) => wholeQuotient(`(${sum('played_ms')} + ${HALF_A_CENTI_HOUR_MS})`, `${2 * HALF_A_CENTI_HOUR_MS}`),
  },
});

/** Of two numbers that are not negative; databases disagree whether `/` of whole numbers is whole. */
function wholeQuotient(a: string, b: string): string {
  return `(${a} - ${a} % ${b}) / ${b}`;
}

/** Hundredths of big blinds won for 100 hands, to the nearest, halves away from zero. */
export function centiBlinds({ hands, net_milli_blinds }: Pick<TallySums, 'hands' | 'net_milli_blinds'>): number {
  const size = Math.floor((hands + Math.abs(net_milli_blinds) * 20) / (hands * 2));
  return net_milli_blinds < 0 ? 0 - size : size;
}

/** Hundredths of hours, to the nearest. */
export function centiHours({ played_ms }: Pick<TallySums, 'played_ms'>): number {
  return Math.floor((played_ms + HALF_A_CENTI_HOUR_MS) / (2 * HALF_A_CENTI_HOUR_MS));
}

/** @param tallies each of another period or player. */
export function addTallies(trx: Trx, tallies: readonly TallySums[]): Promise<void> {
  const rows = tallies.map((tally) => ({ ...tally, centi_blinds: centiBlinds(tally), centi_hours: centiHours(tally) }));
  return addUp(trx, TALLIES, rows);
}

/** A page of a period's board: the highest first, equal ones by id; none with fewer hands than `leastHands`. */
export function tallyBoard(
  reader: Reader,
  { period, measure, leastHands }: { readonly period: string; readonly measure: TallyMeasure; readonly leastHands: number },
  { after, limit }: BoardPage,
): Promise<readonly BoardEntry[]> {
  let query = reader
    .selectFrom('tally as t')
    .leftJoin('principal as p', 'p.id', 't.player_id')
    .select(['t.player_id as playerId', 'p.name', `t.${measure} as value`, 't.hands'])
    .where('t.period', '=', period)
    .where('t.hands', '>=', leastHands);
  if (after) {
    const { value, playerId } = after;
    query = query
      .where(`t.${measure}`, '<=', value)
      .where((eb) => eb.or([eb(`t.${measure}`, '<', value), eb('t.player_id', '>', playerId)]));
  }
  return query.orderBy(`t.${measure}`, 'desc').orderBy('t.player_id').limit(limit).execute();
}

/** A player's place on a board; null for somebody who is not on it. */
export async function tallyPlace(
  reader: Reader,
  { period, measure, leastHands }: { readonly period: string; readonly measure: TallyMeasure; readonly leastHands: number },
  playerId: string,
): Promise<{ readonly place: number; readonly value: number; readonly hands: number } | null> {
  const own = await reader
    .selectFrom('tally')
    .select([`${measure} as value`, 'hands'])
    .where('period', '=', period)
    .where('player_id', '=', playerId)
    .where('hands', '>=', leastHands)
    .executeTakeFirst();
  if (!own) return null;
  const { above } = await reader
    .selectFrom('tally')
    .select((eb) => eb.fn.countAll<number>().as('above'))
    .where('period', '=', period)
    .where(measure, '>', own.value)
    .where('hands', '>=', leastHands)
    .executeTakeFirstOrThrow();
  return { place: above + 1, value: own.value, hands: own.hands };
}

/** Removes some tallies of the periods from `first` to `last`, which are ordered as texts. @returns whether there may be more. */
export async function dropTallies(trx: Trx, first: string, last: string): Promise<boolean> {
  const some = await trx
    .selectFrom('tally')
    .select(['period', 'player_id'])
    .where('period', '>=', first)
    .where('period', '<=', last)
    .orderBy('period')
    .orderBy('player_id')
    .limit(DROPPED_AT_ONCE)
    .execute();
  for (const [period, rows] of Map.groupBy(some, (row) => row.period)) {
    const players = rows.map((row) => row.player_id);
    await trx.deleteFrom('tally').where('period', '=', period).where('player_id', 'in', players).execute();
  }
  return some.length === DROPPED_AT_ONCE;
}

const DROPPED_AT_ONCE = 500;

export function forgetTallies(trx: Trx): Promise<void> {
  return deleteAll(trx, 'tally');
}
