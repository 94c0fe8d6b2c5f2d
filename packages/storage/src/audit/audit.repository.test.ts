import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { DATABASES } from '../testing/databases.ts';
import { write } from '../testing/temporary-database.ts';
import { addAudit, auditEntries, type NewAuditEntry } from './audit.repository.ts';

const paused: NewAuditEntry = {
  atMs: 5,
  actorKind: 'shell',
  actor: 'ana',
  action: 'queue.pause',
  subject: 'archive-hands',
  why: 'the disk is being changed',
  details: { waiting: 3 },
};
const purged: NewAuditEntry = { ...paused, atMs: 6, actorKind: 'operator', action: 'queue.purge', details: null };

describe.each(DATABASES)('the audit log on $name', ({ temporaryDatabase }) => {
  test('has who did what to what, and why, newest first', async () => {
    const db = await temporaryDatabase();
    await write(db, (trx) => addAudit(trx, paused));
    await write(db, (trx) => addAudit(trx, purged));
    const entries = await auditEntries(db.reader, { limit: 10 });
    expect(entries).toEqual([expect.objectContaining(purged), expect.objectContaining(paused)]);
    expect(entries[0]?.id).toBeGreaterThan(entries[1]?.id as number);
  });

  test('is read page by page, all of it or one action', async () => {
    const db = await temporaryDatabase();
    for (const entry of [paused, purged, paused, purged, paused]) await write(db, (trx) => addAudit(trx, entry));
    const actions = async (page: Parameters<typeof auditEntries>[1]) =>
      (await auditEntries(db.reader, page)).map((entry) => `${entry.id} ${entry.action}`);
    expect(await actions({ limit: 2 })).toEqual(['5 queue.pause', '4 queue.purge']);
    expect(await actions({ limit: 9, beforeId: 4 })).toEqual(['3 queue.pause', '2 queue.purge', '1 queue.pause']);
    expect(await actions({ limit: 2, action: 'queue.pause' })).toEqual(['5 queue.pause', '3 queue.pause']);
    expect(await actions({ limit: 2, action: 'queue.pause', beforeId: 3 })).toEqual(['1 queue.pause']);
  });

  test('is neither changed nor cut', async () => {
    const db = await temporaryDatabase();
    await write(db, (trx) => addAudit(trx, paused));
    await expect(sql`update audit_entry set why = 'none'`.execute(db.reader)).rejects.toThrow('audit_entry is append-only');
    await expect(sql`delete from audit_entry`.execute(db.reader)).rejects.toThrow('audit_entry is append-only');
    expect(await auditEntries(db.reader, { limit: 1 })).toMatchObject([paused]);
  });

  test('goes with the change it is about, or not at all', async () => {
    const db = await temporaryDatabase();
    await db.transaction(async (trx) => {
      await addAudit(trx, paused);
      return { ok: false, error: 'NO' };
    });
    expect(await auditEntries(db.reader, { limit: 1 })).toEqual([]);
  });
});
