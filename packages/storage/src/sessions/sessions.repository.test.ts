import { describe, expect, test } from 'vitest';
import type { Db } from '../database/db.ts';
import { createPrincipal } from '../principals/principals.repository.ts';
import { DATABASES } from '../testing/databases.ts';
import { write } from '../testing/temporary-database.ts';
import { createSession, extendSession, findLiveSessions, revokeAllSessions, revokeSession } from './sessions.repository.ts';

describe.each(DATABASES)('sessions on $name', ({ temporaryDatabase }) => {
  async function withSessions(...hashes: string[]) {
    const db = await temporaryDatabase();
    await write(db, async (trx) => {
      await createPrincipal(trx, { id: 'a', name: 'Ana', kind: 'guest', roles: ['approver'], createdMs: 1 });
      for (const tokenHash of hashes) {
        await createSession(trx, { tokenHash, principalId: 'a', createdMs: 1, expiresMs: 100 });
      }
    });
    return db;
  }

  const liveSession = async (db: Db, tokenHash: string, nowMs: number) =>
    (await findLiveSessions(db.reader, ['h0', tokenHash], nowMs)).get(tokenHash) ?? null;

  test('a session is its principal until it runs out', async () => {
    const db = await withSessions('h1');
    expect(await liveSession(db, 'h1', 99)).toMatchObject({
      principal: { id: 'a', name: 'Ana', roles: ['approver'] },
      expiresMs: 100,
    });
    expect(await liveSession(db, 'h1', 100)).toBeNull();
    expect(await liveSession(db, 'h2', 50)).toBeNull();
    await write(db, (trx) => extendSession(trx, 'h1', 500));
    expect(await liveSession(db, 'h1', 499)).toMatchObject({ expiresMs: 500 });
  });

  test('a revoked session is over, and cannot be extended', async () => {
    const db = await withSessions('h1', 'h2', 'h3');
    await write(db, (trx) => revokeSession(trx, 'h1', 10));
    await write(db, (trx) => extendSession(trx, 'h1', 500));
    expect(await liveSession(db, 'h1', 20)).toBeNull();
    expect(await liveSession(db, 'h2', 20)).not.toBeNull();
    await write(db, (trx) => revokeAllSessions(trx, 'a', 30));
    for (const hash of ['h2', 'h3']) expect(await liveSession(db, hash, 40)).toBeNull();
  });

  test('a session is of somebody who exists', async () => {
    const db = await temporaryDatabase();
    const orphan = { tokenHash: 'h', principalId: 'nobody', createdMs: 1, expiresMs: 2 };
    await expect(write(db, (trx) => createSession(trx, orphan))).rejects.toThrow(/foreign key/i);
  });
});
