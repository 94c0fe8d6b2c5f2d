/** What is kept with the data under a name, such as the log's origin. */
import type { Reader, Trx } from '../database/schema.ts';

export async function findSetting(reader: Reader, key: string): Promise<string | null> {
  const row = await reader.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value ?? null;
}

export async function putSetting(trx: Trx, key: string, value: string): Promise<void> {
  const updated = await trx.updateTable('setting').set({ value }).where('key', '=', key).executeTakeFirstOrThrow();
  if (updated.numUpdatedRows === 0n) await trx.insertInto('setting').values({ key, value }).execute();
}

export async function removeSetting(trx: Trx, key: string): Promise<void> {
  await trx.deleteFrom('setting').where('key', '=', key).execute();
}
