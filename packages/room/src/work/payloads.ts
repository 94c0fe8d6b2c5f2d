/**
 * What the jobs carry, and what they leave. Payloads are read when a job runs, by whatever version runs then: what does not parse
 * becomes a dead letter, `malformed`.
 */
import { err, ok, type Result } from '@aboveboard/kit';
import type { Refused } from '@aboveboard/streams';
import { z } from 'zod';

/** A day of the calendar in UTC, as a file is named by it. */
export const utcDay = z.iso.date();

/** `plan` looks which tables and days have no whole archive; `archive` writes one of them. */
export const archivePayload = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('plan') }),
  z.strictObject({ kind: z.literal('archive'), tableId: z.string().min(1).max(200), day: utcDay }),
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
  hands: z.int().min(0),
  /** Ended hands of the day that nobody played: their deal could not be read after a crash, and all chips went back. */
  refunded: z.int().min(0),
  bytes: z.int().min(0),
  sha256: z.string(),
  /** Below the data folder. */
  file: z.string(),
});
export type ArchiveResult = z.infer<typeof archiveResult>;

/** What a `plan` job leaves as its result. */
export const planResult = z.strictObject({ planned: z.int().min(0), isAll: z.boolean() });
export type PlanResult = z.infer<typeof planResult>;

/** What an import leaves: hands in the file, of these stored now, and known before. */
export const importResult = z.strictObject({ hands: z.int().min(0), stored: z.int().min(0), known: z.int().min(0) });
export type ImportResult = z.infer<typeof importResult>;

/** Reads a job's payload. */
export function readPayload<T>(schema: z.ZodType<T>, payload: string): Result<T, Refused> {
  const parsed = schema.safeParse(jsonOf(payload));
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.');
  return err({ reason: 'malformed', message: `the payload cannot be read: ${where ? `${where}: ` : ''}${issue?.message}` });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
