/** A database in a file of its own, for tests: real SQLite, removed when the test is over. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Result } from '@aboveboard/kit';
import { onTestFinished } from 'vitest';
import type { Db } from '../database/db.ts';
import type { Trx } from '../database/schema.ts';
import { openDatabase } from '../sqlite/open-database.ts';

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'aboveboard-storage-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function temporaryDatabase(path = join(temporaryFolder(), 'aboveboard.db')): Promise<Db> {
  const db = await openDatabase(path);
  onTestFinished(() => db.close());
  return db;
}

/** Runs what cannot be refused as one transaction. */
export async function write<T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> {
  const done: Result<T, never> = await db.transaction(async (trx) => ({ ok: true, value: await work(trx) }));
  if (!done.ok) throw new Error('a transaction without refusals was refused');
  return done.value;
}

/** What a step that must succeed has to say. */
export function must<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}
