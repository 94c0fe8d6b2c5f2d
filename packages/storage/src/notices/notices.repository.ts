/**
 * Notices of players, and their marks: which were read, and which went to make room.
 *
 * Marks are apart from notices, because notices can be made again from the events and marks cannot. One that was read stays read up to what it
 * told of then; one that is gone does not come again.
 */
import type { SqlBool } from 'kysely';
import { sql } from 'kysely';
import { inBatches } from '../database/batches.ts';
import { fromJson, toJson } from '../database/json.ts';
import type { NoticeMaker, Reader, Trx } from '../database/schema.ts';

export interface NoticeRow {
  readonly playerId: string;
  /** Names it for its player. */
  readonly key: string;
  readonly kind: string;
  readonly madeBy: NoticeMaker;
  /** Of the last thing it tells of. */
  readonly atMs: number;
  readonly payload: unknown;
}

export interface StoredNotice extends NoticeRow {
  readonly isRead: boolean;
}

export interface NoticePage {
  readonly limit: number;
  /** Behind this one, newest first. */
  readonly after?: Pick<NoticeRow, 'atMs' | 'key'>;
  readonly isUnreadOnly?: boolean;
  /** Older ones are kept no longer, also where nobody has removed them yet. */
  readonly sinceMs: number;
}

const isUnread = sql<SqlBool>`(m.read_ms is null or m.read_ms < n.at_ms)`;

function withMarks(reader: Reader, playerId: string) {
  return reader
    .selectFrom('notice as n')
    .leftJoin('notice_mark as m', (join) =>
      join.onRef('m.player_id', '=', 'n.player_id').onRef('m.notice_key', '=', 'n.notice_key'),
    )
    .where('n.player_id', '=', playerId);
}

/** Newest first. */
export async function noticesOf(reader: Reader, playerId: string, page: NoticePage): Promise<readonly StoredNotice[]> {
  const { after } = page;
  let query = withMarks(reader, playerId).where('n.at_ms', '>=', page.sinceMs);
  if (page.isUnreadOnly) query = query.where(isUnread);
  if (after)
    query = query.where((eb) =>
      eb.or([eb('n.at_ms', '<', after.atMs), eb.and([eb('n.at_ms', '=', after.atMs), eb('n.notice_key', '<', after.key)])]),
    );
  const rows = await query
    .select(['n.notice_key', 'n.kind', 'n.made_by', 'n.at_ms', 'n.payload', 'm.read_ms'])
    .orderBy('n.at_ms', 'desc')
    .orderBy('n.notice_key', 'desc')
    .limit(page.limit)
    .execute();
  return rows.map((row) => ({
    playerId,
    key: row.notice_key,
    kind: row.kind,
    madeBy: row.made_by,
    atMs: row.at_ms,
    payload: fromJson(row.payload),
    isRead: row.read_ms !== null && row.read_ms >= row.at_ms,
  }));
}

export async function unreadNotices(reader: Reader, playerId: string, sinceMs: number): Promise<number> {
  const { unread } = await withMarks(reader, playerId)
    .where('n.at_ms', '>=', sinceMs)
    .where(isUnread)
    .select((eb) => eb.fn.countAll<number>().as('unread'))
    .executeTakeFirstOrThrow();
  return Number(unread);
}

/** What is there under some keys of players; nothing for those that are not, or that are gone. */
export async function knownNotices(
  reader: Reader,
  wanted: readonly Pick<NoticeRow, 'playerId' | 'key'>[],
): Promise<{ readonly known: readonly NoticeRow[]; readonly gone: readonly Pick<NoticeRow, 'playerId' | 'key'>[] }> {
  const known: NoticeRow[] = [];
  const gone: Pick<NoticeRow, 'playerId' | 'key'>[] = [];
  for (const some of inBatches(wanted)) {
    const players = [...new Set(some.map(({ playerId }) => playerId))];
    const keys = [...new Set(some.map(({ key }) => key))];
    const rows = await reader
      .selectFrom('notice')
      .selectAll()
      .where('player_id', 'in', players)
      .where('notice_key', 'in', keys)
      .execute();
    for (const row of rows)
      known.push({
        playerId: row.player_id,
        key: row.notice_key,
        kind: row.kind,
        madeBy: row.made_by,
        atMs: row.at_ms,
        payload: fromJson(row.payload),
      });
    const marks = await reader
      .selectFrom('notice_mark')
      .select(['player_id', 'notice_key'])
      .where('player_id', 'in', players)
      .where('notice_key', 'in', keys)
      .where('is_gone', '=', 1)
      .execute();
    for (const mark of marks) gone.push({ playerId: mark.player_id, key: mark.notice_key });
  }
  return { known, gone };
}

/** Writes notices in the place of those under the same keys. */
export async function putNotices(trx: Trx, notices: readonly NoticeRow[]): Promise<void> {
  for (const some of inBatches(notices))
    await trx
      .replaceInto('notice')
      .values(
        some.map(({ playerId, key, kind, madeBy, atMs, payload }) => ({
          player_id: playerId,
          notice_key: key,
          kind,
          made_by: madeBy,
          at_ms: atMs,
          payload: toJson(payload),
        })),
      )
      .execute();
}

/** Takes back what is not so after all. */
export async function removeNotices(trx: Trx, playerId: string, keys: readonly string[]): Promise<void> {
  for (const some of inBatches(keys))
    await trx.deleteFrom('notice').where('player_id', '=', playerId).where('notice_key', 'in', some).execute();
}

/** Marks a player's notices as read up to now; those that are not there are passed over. */
export async function markNoticesRead(
  trx: Trx,
  playerId: string,
  which: { readonly keys: readonly string[] } | { readonly untilMs: number },
): Promise<void> {
  let query = withMarks(trx, playerId).where(isUnread);
  query = 'keys' in which ? query.where('n.notice_key', 'in', which.keys) : query.where('n.at_ms', '<=', which.untilMs);
  const rows = await query.select(['n.notice_key', 'n.at_ms']).execute();
  const marks = rows.map((row) => ({
    player_id: playerId,
    notice_key: row.notice_key,
    read_ms: row.at_ms,
    is_gone: 0,
    at_ms: row.at_ms,
  }));
  for (const some of inBatches(marks)) await trx.replaceInto('notice_mark').values(some).execute();
}

/** Keeps `most` notices of a player: those that were read go first, the oldest of them first. */
export async function trimNotices(trx: Trx, playerId: string, most: number): Promise<void> {
  const { kept } = await trx
    .selectFrom('notice')
    .where('player_id', '=', playerId)
    .select((eb) => eb.fn.countAll<number>().as('kept'))
    .executeTakeFirstOrThrow();
  const tooMany = Number(kept) - most;
  if (tooMany <= 0) return;
  const rows = await withMarks(trx, playerId)
    .select(['n.notice_key', 'n.at_ms', 'm.read_ms'])
    .orderBy(sql`case when ${isUnread} then 1 else 0 end`)
    .orderBy('n.at_ms')
    .orderBy('n.notice_key')
    .limit(tooMany)
    .execute();
  const marks = rows.map((row) => ({
    player_id: playerId,
    notice_key: row.notice_key,
    read_ms: row.read_ms,
    is_gone: 1,
    at_ms: row.at_ms,
  }));
  for (const some of inBatches(marks)) await trx.replaceInto('notice_mark').values(some).execute();
  await removeNotices(
    trx,
    playerId,
    rows.map((row) => row.notice_key),
  );
}

/** Who of some players is told nothing: bots, and whoever was erased. */
export async function unreachedAmong(reader: Reader, players: readonly string[]): Promise<ReadonlySet<string>> {
  const unreached = new Set<string>();
  for (const some of inBatches(players)) {
    const rows = await reader
      .selectFrom('principal')
      .select('id')
      .where('id', 'in', some)
      .where((eb) => eb.or([eb('kind', '=', 'bot'), eb('erased_ms', 'is not', null)]))
      .execute();
    for (const { id } of rows) unreached.add(id);
  }
  return unreached;
}

/** Removes what nobody is shown any more, and the marks that say what became of it. */
export async function dropOldNotices(trx: Trx, beforeMs: number): Promise<void> {
  await trx.deleteFrom('notice').where('at_ms', '<', beforeMs).execute();
  await trx.deleteFrom('notice_mark').where('at_ms', '<', beforeMs).execute();
}

/** Removes all that follows from events; marks stay, and what was not made by events. */
export async function forgetNotices(trx: Trx): Promise<void> {
  await trx.deleteFrom('notice').where('made_by', '=', 'events').execute();
  await trx.deleteFrom('best_win').execute();
}
