/** Bodies of the REST interface under /api/v1/operator/books, which the control socket offers as well. */
import { z } from 'zod';
import { difference } from './rest.ts';
import { timeMs } from './units.ts';

const count = z.int().min(0);
const hex = z.string().regex(/^[0-9a-f]+$/);
/** A day in UTC. */
const date = z.iso.date();
const why = z.string().trim().min(1, 'say why, for the audit log').max(500);

const runKind = z.enum(['recent', 'full', 'close']);
export const booksRun = z.strictObject({
  /** 1, 2, 3 … in the life of the room. */
  no: z.int().min(1),
  /** `recent`: what is new since it was found clean. `full`: from the first entry. `close`: since the last daily close. */
  kind: runKind,
  startedMs: timeMs,
  endedMs: timeMs,
  /** Number of the journal's last entry at the moment of which this is. */
  entryNo: count,
  /** Accounts that were ever used, and hands ever settled. */
  accounts: count,
  hands: count,
  /** Chips that were put out, and those that all other accounts hold together; the same where the books hold. */
  issued: z.int(),
  held: z.int(),
  /** Empty: no chip was made or lost, and nothing waits for too long. */
  differences: z.array(difference),
  /** Whether there may be more than are named. */
  isCut: z.boolean(),
});
export type BooksRun = z.infer<typeof booksRun>;

const underWay = z.strictObject({
  what: runKind,
  done: count,
  /** 0 while it is not known. */
  of: count,
});

export const cashOutBlock = z.strictObject({
  /** When a difference in chips was found, the first since the last release. */
  sinceMs: timeMs,
  entryNo: count,
  codes: z.array(z.string()),
});

export const closeSummary = z.strictObject({
  date,
  closedMs: timeMs,
  lastEntryNo: count,
  /** Of the journal's hash chain, SHA-256. */
  head: hex,
  /** Settled up to there. */
  hands: count,
  keyName: z.string(),
  /** Found at the close. */
  differences: count,
});
export type CloseSummary = z.infer<typeof closeSummary>;

export const booksReply = z.strictObject({
  underWay: underWay.nullable(),
  lastRun: booksRun.nullable(),
  /** When the last run began that found nothing. */
  lastCleanMs: timeMs.nullable(),
  /** Null where cash-outs are not blocked. */
  block: cashOutBlock.nullable(),
  lastClose: closeSummary.nullable(),
});
export type BooksReply = z.infer<typeof booksReply>;

export const reconcileRequest = z.strictObject({
  /** From the first entry, not from where the books were found clean. */
  isFull: z.boolean().default(false),
  /** The run that is under way will do, where there is one. */
  isJoining: z.boolean().default(false),
});
/** Null while it takes longer: ask again, joining. */
export const runReply = z.strictObject({ run: booksRun.nullable() });

export const whyRequest = z.strictObject({ why });
export const closeReply = z.strictObject({ close: closeSummary.nullable() });

export const closesQuery = z.strictObject({
  limit: z.coerce.number<string>().int().min(1).max(100).default(31),
  /** Days before this one. */
  before: date.optional(),
});
export const closesReply = z.strictObject({ closes: z.array(closeSummary) });
export const closeParams = z.strictObject({ date });
/** A close with its page, whose two lines are what lies in its file. */
export const closeDetail = closeSummary.extend({ report: z.json(), page: z.string() });
