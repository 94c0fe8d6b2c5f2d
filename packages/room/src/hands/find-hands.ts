/** Hands of a player or of a table, for whoever may see them. @see rules/HAND.md HAND-3 and HAND-4 */
import { assert, err, ok, type Result } from '@aboveboard/kit';
import type { handsRest } from '@aboveboard/protocol';
import {
  findHands,
  findTable,
  type HandKey,
  type HandPlace,
  type HandSearch,
  handIdOf,
  namesOf,
  type Principal,
  playersOf,
  type Reader,
} from '@aboveboard/storage';
import type { ApiPorts, ApiRefusal } from '../api/ports.ts';
import { maySee, tableNotFound } from '../api/tables.ts';

type SearchPorts = Pick<ApiPorts, 'db' | 'tables'>;

export interface FoundHands {
  readonly hands: readonly HandPlace[];
  /** `cursor` of the next page. */
  readonly next: string | null;
}

/** My hands, also those at private tables that I have left. */
export async function myHands({ db }: SearchPorts, me: Principal, query: handsRest.MyHandsQuery): Promise<FoundHands> {
  return found(db.reader, { ...searchOf(query), playerId: me.id });
}

/**
 * Hands of a player, one's own unless an operator asks; or all hands of a table, for whoever may see it.
 *
 * @returns `WHOSE_HANDS` where the question names neither, or asks what a table won
 */
export async function searchHands(
  ports: SearchPorts,
  principal: Principal | null,
  query: handsRest.HandsQuery,
): Promise<Result<FoundHands, ApiRefusal>> {
  const { player: playerId, table: tableId } = query;
  if (playerId !== undefined) {
    const mayAsk = principal !== null && (principal.id === playerId || principal.roles.includes('operator'));
    if (!mayAsk)
      return err({ code: 'NOT_ALLOWED', message: "Only players themselves and the room's operator ask for a player's hands." });
    return ok(await found(ports.db.reader, { ...searchOf(query), playerId }));
  }
  if (tableId === undefined)
    return err({ code: 'WHOSE_HANDS', message: 'Say whose hands: those of a `player`, or of a `table`.' });
  if ([query.result, query.netAtLeast, query.netAtMost].some((wanted) => wanted !== undefined)) {
    return err({ code: 'WHOSE_HANDS', message: 'What was won or lost is asked of a `player`.' });
  }
  const table = await findTable(ports.db.reader, tableId);
  if (!table || !(await maySee(ports, table, { principal, invite: query.invite ?? null }))) return err(tableNotFound());
  return ok(await found(ports.db.reader, searchOf(query)));
}

function searchOf({ table, from, to, game, result, netAtLeast, netAtMost, limit, cursor }: handsRest.MyHandsQuery): HandSearch {
  return {
    ...{ tableId: table, fromMs: from, toMs: to, game, limit },
    netAtLeast: result === 'won' ? Math.max(1, netAtLeast ?? 1) : netAtLeast,
    netAtMost: result === 'lost' ? Math.min(-1, netAtMost ?? -1) : netAtMost,
    before: cursor === undefined ? undefined : placeOf(cursor),
  };
}

async function found(reader: Reader, search: HandSearch): Promise<FoundHands> {
  const { hands, next } = await findHands(reader, search);
  return { hands, next: next && `${next.endedMs}.${handIdOf(next)}` };
}

/** A cursor is a place: it stays where it is, whatever hands come after. */
function placeOf(cursor: string): HandPlace {
  const at = cursor.indexOf('.');
  return { endedMs: Number(cursor.slice(0, at)), ...handKeyOf(cursor.slice(at + 1)) };
}

/** @param id as `handIdOf` makes it. */
export function handKeyOf(id: string): HandKey {
  const at = id.lastIndexOf('.');
  return { tableId: id.slice(0, at), handNo: Number(id.slice(at + 1)) };
}

/** What a page says of its hands: where they were, and who played them. */
export async function describeHands(reader: Reader, hands: readonly HandPlace[]): Promise<handsRest.HandsReply['hands']> {
  const played = await playersOf(reader, hands);
  const ids = [...played.values()].flatMap(({ players }) => players.map(({ playerId }) => playerId));
  const names = await namesOf(reader, ids);
  const tables = await tableNames(reader, hands);
  return hands.map(({ tableId, handNo, endedMs }) => {
    const id = handIdOf({ tableId, handNo });
    const { game = '', players = [] } = played.get(id) ?? {};
    return {
      ...{ id, tableId, table: tables.get(tableId) ?? '', handNo, endedMs },
      game: gameOf(game),
      players: players.map((player) => ({ ...player, name: names.get(player.playerId) ?? null })),
    };
  });
}

/** Null for a hand from before games were kept with it. */
export function gameOf(code: string): handsRest.StoredHandReply['game'] {
  return code === '' ? null : (code as handsRest.StoredHandReply['game']);
}

export async function tableNames(reader: Reader, hands: readonly HandKey[]): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const { tableId } of hands) {
    if (names.has(tableId)) continue;
    const table = await findTable(reader, tableId);
    assert(table, `hands of a table that is not there: ${tableId}`);
    names.set(tableId, table.name);
  }
  return names;
}
