/** Hands that were played elsewhere and read from PHH files. A hand is known by its canonical text, so it is kept once. */
import { err, ok, type Result } from '@aboveboard/kit';
import type { Selectable } from 'kysely';
import type { Reader, Schema, Trx } from '../database/schema.ts';

export interface ImportedHand {
  /** SHA-256 of `phh`, lower-case hex. */
  readonly id: string;
  /** As PHH names it, such as `NT`. */
  readonly variant: string;
  /** Name of the file it came from. */
  readonly source: string;
  /** Number of its entry in that file, from 1. */
  readonly entry: number;
  /** The hand, as canonical PHH text. */
  readonly phh: string;
  readonly seats: number;
  /** YYYY-MM-DD, as the file has it; null where it has none. */
  readonly playedDay: string | null;
  readonly importedMs: number;
}

/** Stores a hand once; one that is there already stays as it is. */
export async function storeImportedHand(trx: Trx, hand: ImportedHand): Promise<Result<void, 'KNOWN'>> {
  const known = await trx.selectFrom('imported_hand').select('id').where('id', '=', hand.id).executeTakeFirst();
  if (known) return err('KNOWN');
  await trx
    .insertInto('imported_hand')
    .values({
      id: hand.id,
      variant: hand.variant,
      source: hand.source,
      entry: hand.entry,
      phh: hand.phh,
      seats: hand.seats,
      played_day: hand.playedDay,
      imported_ms: hand.importedMs,
    })
    .execute();
  return ok(undefined);
}

/** Hands in the order of their import, from the first after `after`. */
export async function importedHands(
  reader: Reader,
  page: { readonly limit: number; readonly after?: Pick<ImportedHand, 'id' | 'importedMs'> },
): Promise<readonly ImportedHand[]> {
  let query = reader.selectFrom('imported_hand').selectAll();
  if (page.after !== undefined) {
    const { id, importedMs } = page.after;
    query = query
      .where('imported_ms', '>=', importedMs)
      .where((eb) => eb.or([eb('imported_ms', '>', importedMs), eb('id', '>', id)]));
  }
  const rows = await query.orderBy('imported_ms').orderBy('id').limit(page.limit).execute();
  return rows.map(handOf);
}

export async function findImportedHand(reader: Reader, id: string): Promise<ImportedHand | null> {
  const row = await reader.selectFrom('imported_hand').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? handOf(row) : null;
}

function handOf(row: Selectable<Schema['imported_hand']>): ImportedHand {
  return {
    id: row.id,
    variant: row.variant,
    source: row.source,
    entry: row.entry,
    phh: row.phh,
    seats: row.seats,
    playedDay: row.played_day,
    importedMs: row.imported_ms,
  };
}
