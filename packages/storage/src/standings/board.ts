/** Boards: entries in order of a value, page by page, and where somebody stands on them. */
import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { Reader, Schema } from '../database/schema.ts';

/** Everybody who is listed, in no order. */
export type Board = SelectQueryBuilder<
  Schema,
  keyof Schema,
  { readonly player_id: string; readonly value: number; readonly hands: number }
>;

export interface BoardPage {
  /** The last entry of the page before; null for the first page. */
  readonly after: { readonly value: number; readonly playerId: string } | null;
  readonly limit: number;
}

export interface BoardEntry {
  readonly playerId: string;
  /** Null for somebody whom the room does not know by name. */
  readonly name: string | null;
  readonly value: number;
  readonly hands: number;
}

export interface BoardPlace {
  /** From 1; one more than there are entries with a higher value. */
  readonly place: number;
  readonly value: number;
  readonly hands: number;
}

/** SQL of a quotient of whole numbers that are not negative, whole as well: databases disagree whether `/` of them is, and of what type. */
export function wholeQuotient(a: string, b: string): RawBuilder<number> {
  return sql.raw(`cast(((${a}) - (${a}) % (${b})) / (${b}) as signed)`);
}

/** The highest first, equal ones by id. */
export function entriesOf(reader: Reader, board: Board, { after, limit }: BoardPage): Promise<readonly BoardEntry[]> {
  let query = reader
    .selectFrom(board.as('b'))
    .leftJoin('principal as p', 'p.id', 'b.player_id')
    .select(['b.player_id as playerId', 'p.name', 'b.value', 'b.hands']);
  if (after) {
    const { value, playerId } = after;
    query = query.where((eb) =>
      eb.or([eb('b.value', '<', value), eb.and([eb('b.value', '=', value), eb('b.player_id', '>', playerId)])]),
    );
  }
  return query.orderBy('b.value', 'desc').orderBy('b.player_id').limit(limit).execute();
}

export async function placeOn(reader: Reader, board: Board, playerId: string): Promise<BoardPlace | null> {
  const own = await reader
    .selectFrom(board.as('b'))
    .select(['b.value', 'b.hands'])
    .where('b.player_id', '=', playerId)
    .executeTakeFirst();
  if (!own) return null;
  const { above } = await reader
    .selectFrom(board.as('b'))
    .select((eb) => eb.fn.countAll<number>().as('above'))
    .where('b.value', '>', own.value)
    .executeTakeFirstOrThrow();
  return { place: above + 1, ...own };
}
