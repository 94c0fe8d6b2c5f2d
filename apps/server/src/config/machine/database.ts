/** Whether the room's database answers and is one this program knows; nothing in it is changed, and none is made. */
import type { MigrationStatus } from '@aboveboard/storage';
import { type DatabasePlace, roomDatabaseUpkeep } from '../../database/room-database.ts';
import { ConfigError } from '../load-config.ts';
import { note, type Remark, wrong } from '../remark.ts';

export async function databaseRemarks(place: DatabasePlace): Promise<Remark[]> {
  const setting = place.databaseUrl === undefined ? 'ABOVEBOARD_DATA' : 'ABOVEBOARD_DATABASE_URL';
  try {
    const { name, status } = await roomDatabaseUpkeep(place);
    return migrationRemarks(`${setting}: ${name}`, await status());
  } catch (error) {
    if (error instanceof ConfigError) return [wrong(error.message)];
    return [wrong(`${setting}: the database cannot be read: ${(error as Error).message}`)];
  }
}

/** One that is empty is filled at the first start, and nothing to speak of. */
function migrationRemarks(where: string, migrations: readonly MigrationStatus[]): Remark[] {
  const strange = migrations.flatMap(({ state, number, name }) => {
    if (state === 'altered')
      return [wrong(`${where} was made with another migration ${number} (${name}) than this version has`)];
    if (state === 'unknown') return [wrong(`${where} is from a newer version: it has migration ${number} (${name})`)];
    return [];
  });
  const pending = migrations.filter(({ state }) => state === 'pending').length;
  if (strange.length > 0 || pending === 0 || pending === migrations.length) return strange;
  return [note(`${where} is brought up to date at the next start (${pending} more); keep a copy of it before`)];
}
