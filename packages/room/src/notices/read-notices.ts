/** A player's notices, as REST shows and marks them. */
import { type Clock, ok } from '@aboveboard/kit';
import type { NoticeContent, noticesRest } from '@aboveboard/protocol';
import { type Db, markNoticesRead, noticesOf, type StoredNotice, unreadNotices } from '@aboveboard/storage';
import { keptSince } from './kept.ts';

export interface NoticePorts {
  readonly db: Db;
  readonly clock: Clock;
}

export interface NoticesWanted {
  readonly limit: number;
  /** `next` of the page before. */
  readonly cursor?: string | undefined;
  readonly unread: boolean;
}

export async function noticesFor(
  { db, clock }: NoticePorts,
  playerId: string,
  { limit, cursor, unread }: NoticesWanted,
): Promise<noticesRest.NoticesReply> {
  const sinceMs = keptSince(clock.nowMs());
  const page = { limit, sinceMs, isUnreadOnly: unread, ...(cursor !== undefined && { after: placeOf(cursor) }) };
  const notices = await noticesOf(db.reader, playerId, page);
  const last = notices.length === limit ? notices.at(-1) : undefined;
  return {
    notices: notices.map(shown),
    unread: await unreadNotices(db.reader, playerId, sinceMs),
    next: last ? `${last.atMs}.${last.key}` : null,
  };
}

/** Marks some as read, or all up to a time. @returns how many are unread then. */
export async function readNotices(
  { db, clock }: NoticePorts,
  playerId: string,
  which: { readonly ids: readonly string[] } | { readonly untilMs: number },
): Promise<number> {
  await db.transaction(async (trx) => ok(await markNoticesRead(trx, playerId, 'ids' in which ? { keys: which.ids } : which)));
  return unreadNotices(db.reader, playerId, keptSince(clock.nowMs()));
}

function shown({ key, atMs, isRead, kind, payload }: StoredNotice): noticesRest.Notice {
  return { id: key, atMs, isRead, content: { kind, payload } as NoticeContent };
}

function placeOf(cursor: string): { atMs: number; key: string } {
  const [atMs = '', ...key] = cursor.split('.');
  return { atMs: Number(atMs), key: key.join('.') };
}
