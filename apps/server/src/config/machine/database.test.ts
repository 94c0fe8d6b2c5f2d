import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startMariaDb } from '@aboveboard/storage/testing/mariadb-server';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openRoomDatabase } from '../../database/room-database.ts';
import { dataFolder } from '../../testing/open-room.ts';
import { databaseRemarks } from './database.ts';

async function mariaDb() {
  const server = await startMariaDb();
  onTestFinished(() => server.end());
  return { server, databaseUrl: await server.createDatabase() };
}

describe('the room’s database', { timeout: 120_000 }, () => {
  test('that is not there yet, empty or in use is fine, on SQLite and MariaDB', async () => {
    const data = dataFolder();
    const { databaseUrl } = await mariaDb();
    for (const place of [{ data }, { data, databaseUrl }]) {
      expect(await databaseRemarks(place)).toEqual([]);
      const db = await openRoomDatabase(place);
      onTestFinished(() => db.close());
      expect(await databaseRemarks(place)).toEqual([]);
    }
  });

  test('of a newer version, or made otherwise, is said', async () => {
    const { databaseUrl } = await mariaDb();
    const place = { data: dataFolder(), databaseUrl };
    const db = await openRoomDatabase(place);
    onTestFinished(() => db.close());
    const register = db.reader.withTables<{ schema_migration: { number: number; checksum: string } }>();
    await register.updateTable('schema_migration').set({ checksum: 'x' }).where('number', '=', 1).execute();
    await register.updateTable('schema_migration').set({ number: 99 }).where('number', '=', 2).execute();
    const [altered, unknown] = await databaseRemarks(place);
    expect([altered?.severity, unknown?.severity]).toEqual(['wrong', 'wrong']);
    expect(altered?.text).toMatch(/^ABOVEBOARD_DATABASE_URL: the database room_1 on .* with another migration 1 \(opening\)/);
    expect(unknown?.text).toMatch(/^ABOVEBOARD_DATABASE_URL: .* is from a newer version: it has migration 99 \(work\)$/);
  });

  test('of an older version is brought up to date at the next start, which is worth a copy', async () => {
    const { databaseUrl } = await mariaDb();
    const place = { data: dataFolder(), databaseUrl };
    const db = await openRoomDatabase(place);
    onTestFinished(() => db.close());
    const register = db.reader.withTables<{ schema_migration: { number: number } }>();
    await register.deleteFrom('schema_migration').where('number', '>', 1).execute();
    const text = expect.stringMatching(/is brought up to date at the next start \(\d+ more\); keep a copy of it before$/);
    expect(await databaseRemarks(place)).toEqual([{ severity: 'note', text }]);
  });

  test('that cannot be reached or read is said, without the password', async () => {
    const { server, databaseUrl } = await mariaDb();
    const data = dataFolder();
    const said = async (url: string) => (await databaseRemarks({ data, databaseUrl: url })).map(({ text }) => text);
    const [refused] = await said(databaseUrl.replace('root@', 'root:sesame@'));
    expect(refused).toMatch(/^ABOVEBOARD_DATABASE_URL: the MariaDB cannot be used: Access denied/);
    expect(refused).not.toContain('sesame');
    await server.kill();
    expect(await said(databaseUrl)).toEqual([expect.stringContaining('ECONNREFUSED')]);
    writeFileSync(join(data, 'room.db'), 'no database '.repeat(1_000));
    const text = expect.stringContaining('ABOVEBOARD_DATA: the database cannot be read: ');
    expect(await databaseRemarks({ data })).toEqual([{ severity: 'wrong', text }]);
  });
});
