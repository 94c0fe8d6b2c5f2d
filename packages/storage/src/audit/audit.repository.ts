/**
 * The audit log: who changed what by hand, and why. Entries are never changed and never removed (triggers see to it).
 */
import type { Selectable } from 'kysely';
import { fromJson, toJson } from '../database/json.ts';
import type { ActorKind, Reader, Schema, Trx } from '../database/schema.ts';

export interface NewAuditEntry {
  readonly atMs: number;
  readonly actorKind: ActorKind;
  /** The operator's name, or the shell user's. */
  readonly actor: string;
  /** What was done, such as `queue.purge`. */
  readonly action: string;
  /** To what, such as the queue's name. */
  readonly subject: string;
  /** The reason given. */
  readonly why: string;
  /** What else is worth knowing; JSON. */
  readonly details: unknown;
}

export interface AuditEntry extends NewAuditEntry {
  /** Grows from entry to entry, not always by one. */
  readonly id: number;
}

export interface AuditPage {
  readonly limit: number;
  /** Entries older than this one. */
  readonly beforeId?: number;
  readonly action?: string;
}

/** Writes an entry, in the transaction of the change it is about where there is one. */
export async function addAudit(trx: Trx, entry: NewAuditEntry): Promise<void> {
  await trx
    .insertInto('audit_entry')
    .values({
      at_ms: entry.atMs,
      actor_kind: entry.actorKind,
      actor: entry.actor,
      action: entry.action,
      subject: entry.subject,
      why: entry.why,
      details: toJson(entry.details),
    })
    .execute();
}

/** Entries, newest first. */
export async function auditEntries(reader: Reader, page: AuditPage): Promise<readonly AuditEntry[]> {
  let query = reader.selectFrom('audit_entry').selectAll();
  if (page.action !== undefined) query = query.where('action', '=', page.action);
  if (page.beforeId !== undefined) query = query.where('id', '<', page.beforeId);
  const rows = await query.orderBy('id', 'desc').limit(page.limit).execute();
  return rows.map(entryOf);
}

/** Entries about one subject, oldest first. */
export async function auditAbout(reader: Reader, subject: string): Promise<readonly AuditEntry[]> {
  const rows = await reader.selectFrom('audit_entry').selectAll().where('subject', '=', subject).orderBy('id').execute();
  return rows.map(entryOf);
}

function entryOf(row: Selectable<Schema['audit_entry']>): AuditEntry {
  return {
    id: row.id,
    atMs: row.at_ms,
    actorKind: row.actor_kind,
    actor: row.actor,
    action: row.action,
    subject: row.subject,
    why: row.why,
    details: fromJson(row.details),
  };
}
