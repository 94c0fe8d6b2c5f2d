/** What the room has given away, found by the keys of its batches, as grants are (`lastGrantAtMs`). */
import { bonusKeys, type DayNo, freerollKeys } from '@aboveboard/ledger';
import type { Reader } from '../database/schema.ts';

/** Daily chips of one day, to a player and to all. */
export async function freerollGiven(
  reader: Reader,
  day: DayNo,
  playerId: string,
): Promise<{ readonly toPlayer: number; readonly toAll: number }> {
  const { first, end } = freerollKeys(day);
  const own = `${first}${playerId}`;
  const row = await givenBetween(reader, first, end)
    .select((eb) => [
      eb.fn.sum<number | string | null>('s.amount').as('toAll'),
      eb.fn
        .sum<number | string | null>(eb.case().when('b.key', '=', own).then(eb.ref('s.amount')).else(0).end())
        .as('toPlayer'),
    ])
    .executeTakeFirstOrThrow();
  return { toPlayer: Number(row.toPlayer ?? 0), toAll: Number(row.toAll ?? 0) };
}

/** What a player got as bonuses since a time. */
export async function bonusSince(reader: Reader, playerId: string, sinceMs: number): Promise<number> {
  const { first, end } = bonusKeys(playerId);
  const row = await givenBetween(reader, first, end)
    .select((eb) => eb.fn.sum<number | string | null>('s.amount').as('given'))
    .where('b.at_ms', '>=', sinceMs)
    .executeTakeFirstOrThrow();
  return Number(row.given ?? 0);
}

function givenBetween(reader: Reader, first: string, end: string) {
  return reader
    .selectFrom('ledger_batch as b')
    .innerJoin('ledger_step as s', 's.batch_no', 'b.no')
    .where('b.key', '>=', first)
    .where('b.key', '<', end);
}
