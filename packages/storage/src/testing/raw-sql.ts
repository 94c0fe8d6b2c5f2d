/** SQL as it stands, for tests that do damage or look past the repositories. */
import { CompiledQuery } from 'kysely';
import type { Reader } from '../database/schema.ts';

export async function rawSql(reader: Reader, text: string): Promise<readonly Record<string, unknown>[]> {
  return (await reader.executeQuery(CompiledQuery.raw(text) as CompiledQuery<Record<string, unknown>>)).rows;
}
