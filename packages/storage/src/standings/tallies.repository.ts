/**
 * What people came to in each period, and the boards that are read off it.
 *
 * A board is one range of the key, read as a whole: kept in the order of four values it would cost ten times as much to write as to sum. What is
 * not whole is shown in hundredths, worked out in whole numbers, so that what looks equal is equal on every database.
 */
import { type RawBuilder, type Selectable, sql } from 'kysely';
import { addUp, sumsOf } from '../database/add-up.ts';
import { inBatches } from '../database/batches.ts';
import { deleteAll } from '../database/delete-all.ts';
import type { Reader, Schema, Trx } from '../database/schema.ts';
import { type Board, type BoardEntry, type BoardPage, type BoardPlace, entriesOf, placeOn, wholeQuotient } from './board.ts';

export type TallyRow = Selectable<Schema['tally']>;

/** Chips; hundredths of big blinds for 100 hands; hundredths of hours; hands. */
export type TallyMeasure = 'net' | 'centiBlinds' | 'centiHours' | 'hands';

const TALLIES = sumsOf('tally', {
  keys: ['period', 'player_id'],
  sums: ['hands', 'net', 'net_milli_blinds', 'played_ms'],
});

const VALUES: Readonly<Record<TallyMeasure, RawBuilder<number>>> = {
  net: sql`net`,
  hands: sql`hands`,
  centiBlinds: sql`case when net_milli_blinds < 0
    then 0 - ${wholeQuotient('hands - net_milli_blinds * 20', 'hands * 2')}
    else ${wholeQuotient('hands + net_milli_blinds * 20', 'hands * 2')} end`,
  centiHours: wholeQuotient('played_ms + 18000', '36000'),
};

/** @param tallies each of another period or player. */
export function addTallies(trx: Trx, tallies: readonly TallyRow[]): Promise<void> {
  return addUp(trx, TALLIES, tallies);
}

export interface TallyBoard {
  readonly period: string;
  readonly measure: TallyMeasure;
  /** Who has fewer hands is not listed. */
  readonly leastHands: number;
}

function boardOf(reader: Reader, { period, measure, leastHands }: TallyBoard): Board {
  return reader
    .selectFrom('tally')
    .select(['player_id', VALUES[measure].as('value'), 'hands'])
    .where('period', '=', period)
    .where('hands', '>=', leastHands);
}

/** A page of a period's board: the highest first, equal ones by id. */
export function tallyBoard(reader: Reader, board: TallyBoard, page: BoardPage): Promise<readonly BoardEntry[]> {
  return entriesOf(reader, boardOf(reader, board), page);
}

/** A player's place on a board; null for somebody who is not on it. */
export function tallyPlace(reader: Reader, board: TallyBoard, playerId: string): Promise<BoardPlace | null> {
  return placeOn(reader, boardOf(reader, board), playerId);
}

/** What a player came to in those of some periods in which there was a hand, ordered as texts. */
export async function talliesOf(reader: Reader, playerId: string, periods: readonly string[]): Promise<readonly TallyRow[]> {
  const found: TallyRow[] = [];
  for (const some of inBatches(periods)) {
    const rows = reader.selectFrom('tally').selectAll().where('player_id', '=', playerId).where('period', 'in', some);
    found.push(...(await rows.orderBy('period').execute()));
  }
  return found;
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
