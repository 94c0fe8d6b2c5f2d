/**
 * Notices: what a player is told when not looking, and the bodies of REST under /api/v1/me/notices.
 *
 * A notice says what happened, as data; how that reads is the client's, in the player's language. A kind that a client does not know is
 * for it to pass over: kinds are added, and never change.
 */
import { z } from 'zod';
import { recordedEndReason } from './tables/hand.ts';
import { chips, handNo, id, timeMs } from './units.ts';

const playerId = z.string().min(1);
const request = z.string().min(1).max(255);

const handRunOut = z.strictObject({
  kind: z.literal('hand-run-out'),
  /** The room could not go on with the hand: betting was over, and the cards already cut decided. */
  payload: z.strictObject({ tableId: id, handNo, reason: recordedEndReason, delta: z.int() }),
});
const handGivenBack = z.strictObject({
  kind: z.literal('hand-given-back'),
  /** The room could not read the cards: everybody has what they had before the hand. */
  payload: z.strictObject({ tableId: id, handNo, reason: recordedEndReason }),
});
const dealsVoided = z.strictObject({
  kind: z.literal('deals-voided'),
  /** Of a table and a day, by UTC: deals that the player was in and that came to nothing before a card was dealt. */
  payload: z.strictObject({
    tableId: id,
    deals: z.int().min(1),
    /** How many of them for want of the player's own seed, and how many by the room's fault. */
    ownSeed: z.int().min(0),
    byRoom: z.int().min(0),
    lastHandNo: handNo,
  }),
});
const tableClosed = z.strictObject({
  kind: z.literal('table-closed'),
  /** A table where the player sat or waited is no more; `amount` went back to the wallet, null for who only waited. */
  payload: z.strictObject({ tableId: id, name: z.string(), amount: chips.nullable() }),
});
const bestWin = z.strictObject({
  kind: z.literal('best-win'),
  /** More won in one hand than on any day before; one a day, of that day's largest. */
  payload: z.strictObject({ tableId: id, handNo, amount: chips.min(1) }),
});
const transferReceived = z.strictObject({
  kind: z.literal('transfer-received'),
  payload: z.strictObject({ request, amount: chips.min(1), from: playerId }),
});
const transferDecided = z.strictObject({
  kind: z.literal('transfer-decided'),
  /** What became of a transfer that the player asked for. */
  payload: z.strictObject({ request, amount: chips.min(1), to: playerId, outcome: z.enum(['approved', 'refused', 'expired']) }),
});
const adjusted = z.strictObject({
  kind: z.literal('adjusted'),
  /** The room put a wallet right; negative where chips were taken. */
  payload: z.strictObject({ request, amount: z.int(), reason: z.string().max(500) }),
});
const bonusGiven = z.strictObject({
  kind: z.literal('bonus-given'),
  payload: z.strictObject({ request, amount: chips.min(1), reason: z.string().max(500) }),
});

/** What a notice can say: a kind and what it is about. */
export const noticeContent = z.discriminatedUnion('kind', [
  handRunOut,
  handGivenBack,
  dealsVoided,
  tableClosed,
  bestWin,
  transferReceived,
  transferDecided,
  adjusted,
  bonusGiven,
]);
export type NoticeContent = z.infer<typeof noticeContent>;
export type NoticeOf<Kind extends NoticeContent['kind']> = Extract<NoticeContent, { kind: Kind }>;

const noticeKey = z.string().min(1).max(255);
export const notice = z.strictObject({
  /** Names it for its player, for good. */
  id: noticeKey,
  /** When the last thing happened that it tells of. */
  atMs: timeMs,
  isRead: z.boolean(),
  content: noticeContent,
});
export type Notice = z.infer<typeof notice>;

/** Notices of one answer, at most. */
export const MAX_NOTICES = 100;
export const noticesQuery = z.strictObject({
  limit: z.coerce.number<string>().int().min(1).max(MAX_NOTICES).default(20),
  /** `next` of the page before. */
  cursor: z
    .string()
    .max(300)
    .regex(/^\d{1,16}\..{1,255}$/, '`next` of the page before')
    .optional(),
  /** Only those that are not read. */
  unread: z.stringbool().default(false),
});
/** Newest first; `unread` counts all of them, on whichever page. `next` is null at the end. */
export const noticesReply = z.strictObject({
  notices: z.array(notice),
  unread: z.int().min(0),
  next: z.string().nullable(),
});
export type NoticesReply = z.infer<typeof noticesReply>;
/** Some by their ids, or all up to what happened at a time: the newest that was shown, so that none is marked that came since. */
export const readNoticesRequest = z.union([
  z.strictObject({ ids: z.array(noticeKey).min(1).max(MAX_NOTICES) }),
  z.strictObject({ untilMs: timeMs }),
]);
export const readNoticesReply = z.strictObject({ unread: z.int().min(0) });
