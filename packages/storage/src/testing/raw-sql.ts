/** SQL as it stands, for tests that do damage or look past the repositories. */
import { sql } from 'kysely';
import type { Reader } from '../database/schema.ts';

export async function rawSql(reader: Reader, text: string): Promise<readonly Record<string, unknown>[]> {
  return (await sql.raw<Record<string, unknown>>(text).execute(reader)).rows;
}
