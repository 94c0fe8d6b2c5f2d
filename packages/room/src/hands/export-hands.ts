/** Hands as files: PHH or JSON, with the own cards of who asks, and `????` for every other card that was not shown. */
import { err, ok } from '@aboveboard/kit';
import { type HandJson, handJson, type PhhRecord, writePhh, writePhhs } from '@aboveboard/notation';
import { findHand, type HandKey, handIdOf, handsWithPlayers, namesOf, type Principal } from '@aboveboard/storage';
import type { ApiPorts, ApiResult } from '../api/ports.ts';
import type { Visitor } from '../api/tables.ts';
import { tableNames } from './find-hands.ts';
import { handPhh } from './hand-phh.ts';
import { eventsSeen, notPlayed, seenHand } from './read-hand.ts';

type ExportPorts = Pick<ApiPorts, 'db' | 'tables' | 'sealedHands'>;

/** A record by its hand's id. */
interface Exported {
  readonly id: string;
  readonly record: PhhRecord;
}

/** One hand, for whoever may see it. */
export async function exportHand(ports: ExportPorts, id: string, visitor: Visitor): ApiResult<Exported> {
  const seen = await seenHand(ports, id, visitor);
  if (!seen.ok) return seen;
  const { played, table } = seen.value;
  const events = eventsSeen(seen.value);
  if (!played || !events) return err(notPlayed());
  const names = await namesOf(
    ports.db.reader,
    played.players.map(({ playerId }) => playerId),
  );
  return ok({ id, record: handPhh(played, events, { table: table.name, names }) });
}

/**
 * Hands of a page, oldest first as a file of hands has them; those that were given back are left out. Each is played again when it is asked
 * for, a few milliseconds: let others have their turn between them.
 */
export async function* exportHands(
  { db, sealedHands }: ExportPorts,
  page: readonly HandKey[],
  principal: Principal | null,
): AsyncGenerator<Exported> {
  const hands = await handsWithPlayers(db.reader, page);
  const ids = [...hands.values()].flatMap(({ players }) => players.map(({ playerId }) => playerId));
  const names = await namesOf(db.reader, ids);
  const tables = await tableNames(db.reader, page);
  for (const key of page.toReversed()) {
    const played = hands.get(handIdOf(key));
    if (!played) continue;
    const isDealtIn = played.players.some(({ playerId }) => playerId === principal?.id);
    const record = isDealtIn ? await findHand(db.reader, key) : null;
    const own = record && principal ? sealedHands.cardsOf(record, principal.id) : null;
    const events = eventsSeen({ played, own });
    const table = tables.get(key.tableId) ?? '';
    if (events) yield { id: handIdOf(key), record: handPhh(played, events, { table, names }) };
  }
}

/** The text of one hand as a PHH file. */
export function phhText({ record }: Exported): string {
  return writePhh(record);
}

/** The text of several hands as one file: each under its id. */
export function phhsText(hands: readonly Exported[]): string {
  return writePhhs(hands.map(({ id, record }) => ({ name: id, record })));
}

/** In the shape of `aboveboard convert`, with the hand's id. */
export function jsonOf({ id, record }: Exported): { readonly format: HandJson['format']; [field: string]: unknown } {
  return { id, ...handJson(record) };
}
