/**
 * The jobs that are added by hand: what they carry and leave, and what the control socket says beside them. A payload is read when its
 * job runs, by whatever version runs then.
 */
import { z } from 'zod';
import { timeMs } from './units.ts';

const count = z.int().min(0);

/** A day of the calendar in UTC, as a file is named by it. */
const utcDay = z.iso.date();
const dayOfTable = { tableId: z.string().min(1).max(200), day: utcDay };

/** `plan` looks which tables and days have no whole archive; `archive` writes one of them. */
export const archivePayload = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('plan') }),
  z.strictObject({ kind: z.literal('archive'), ...dayOfTable }),
]);
export type ArchivePayload = z.infer<typeof archivePayload>;

/** The whole path of a file on the server's machine; only its own shell may name one. */
export const importPayload = z.strictObject({
  path: z
    .string()
    .max(4_096)
    .regex(/^(?:\/|[A-Za-z]:[\\/]|\\\\)/, 'a whole path'),
});
export type ImportPayload = z.infer<typeof importPayload>;

/** What an `archive` job leaves as its result. */
export const archiveResult = z.strictObject({
  /** In the file. */
  hands: count,
  /** Ended hands of the day that nobody played: their deal could not be read after a crash, and all chips went back. */
  refunded: count,
  bytes: count,
  sha256: z.string(),
  /** Below the folder of archives. */
  file: z.string(),
});
export type ArchiveResult = z.infer<typeof archiveResult>;

/** What an import leaves: hands in the file, of these stored now, and known before. */
export const importResult = z.strictObject({ hands: count, stored: count, known: count });
export type ImportResult = z.infer<typeof importResult>;

/** Which tables and days to archive: with a day all of that day, else all that are over and have no whole archive. */
export const archiveDaysQuery = z.strictObject({ day: utcDay.optional(), table: z.string().min(1).max(200).optional() });
export const archiveDaysReply = z.strictObject({
  /** Where the archives lie on the room's machine. */
  folder: z.string(),
  days: z.array(z.strictObject(dayOfTable)),
});

export const importedHandsQuery = z.strictObject({
  limit: z.coerce.number<string>().int().min(1).max(500).default(20),
  /** `next` of the page before. */
  from: z
    .string()
    .regex(/^\d{1,16}-[0-9a-f]{64}$/, '`next` of the page before')
    .optional(),
  /** Leaves out the hands themselves. */
  brief: z.stringbool().default(false),
});
export const importedHand = z.strictObject({
  id: z.string(),
  variant: z.string(),
  source: z.string(),
  entry: count,
  seats: count,
  playedDay: z.string().nullable(),
  importedMs: timeMs,
  /** Null where they were left out. */
  phh: z.string().nullable(),
});
export type ImportedHand = z.infer<typeof importedHand>;
export const importedHandsReply = z.strictObject({ hands: z.array(importedHand), next: z.string().nullable() });
