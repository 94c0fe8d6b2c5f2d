import { err, ok } from '@aboveboard/kit';
import { describe, expect, test } from 'vitest';
import { findSetting, putSetting } from '../settings/settings.repository.ts';

import { DATABASES } from '../testing/databases.ts';
import type { Trx } from './schema.ts';

describe.each(DATABASES)('the database on $name', ({ temporaryDatabase }) => {
  describe('a transaction', () => {
    test('keeps what it did when it ends well', async () => {
      const db = await temporaryDatabase();
      const result = await db.transaction(async (trx) => {
        await putSetting(trx, 'origin', 'a');
        return ok(7);
      });
      expect(result).toEqual(ok(7));
      expect(await findSetting(db.reader, 'origin')).toBe('a');
    });

    test('undoes everything when it is refused', async () => {
      const db = await temporaryDatabase();
      const result = await db.transaction(async (trx) => {
        await putSetting(trx, 'origin', 'a');
        return err('NO');
      });
      expect(result).toEqual(err('NO'));
      expect(await findSetting(db.reader, 'origin')).toBeNull();
    });

    test('undoes everything when it fails, and says why', async () => {
      const db = await temporaryDatabase();
      const failed = db.transaction(async (trx) => {
        await putSetting(trx, 'origin', 'a');
        throw new Error('disk');
      });
      await expect(failed).rejects.toThrow('disk');
      expect(await findSetting(db.reader, 'origin')).toBeNull();
    });

    test('sees its own writes, and nobody else does before it ends', async () => {
      const db = await temporaryDatabase();
      const outside: Promise<string | null>[] = [];
      await db.transaction(async (trx) => {
        await putSetting(trx, 'n', '1');
        outside.push(findSetting(db.reader, 'n')); // on SQLite it waits for the connection
        expect(await findSetting(trx, 'n')).toBe('1');
        await putSetting(trx, 'n', '2');
        return ok(undefined);
      });
      expect(await Promise.all(outside)).not.toContain('1');
    });

    test('goes one after the other', async () => {
      const db = await temporaryDatabase();
      const count = () =>
        db.transaction(async (trx) => {
          const n = Number((await findSetting(trx, 'n')) ?? 0);
          await Promise.resolve();
          await putSetting(trx, 'n', `${n + 1}`);
          return ok(undefined);
        });
      await Promise.all(Array.from({ length: 50 }, count));
      expect(await findSetting(db.reader, 'n')).toBe('50');
    });
  });

  test('a snapshot shows one moment, keeps nobody waiting, and writes nothing', async () => {
    const db = await temporaryDatabase();
    const put = (value: string) => db.transaction(async (trx) => ok(await putSetting(trx, 'n', value)));
    await put('1');
    const seen = await db.snapshot(async (reader) => {
      const before = await findSetting(reader, 'n');
      await put('2');
      const after = await findSetting(reader, 'n');
      await expect(putSetting(reader as Trx, 'n', '3')).rejects.toThrow(/read[- ]?only/i);
      return [before, after];
    });
    expect(seen).toEqual(['1', '1']);
    expect(await db.snapshot((reader) => findSetting(reader, 'n'))).toBe('2');
  });
});
