import { describe, expect, test } from 'vitest';
import { DATABASES } from '../testing/databases.ts';
import { write } from '../testing/temporary-database.ts';
import { createPrincipal, findPrincipal, markSeen, principalsOfKind } from './principals.repository.ts';

describe.each(DATABASES)('principals on $name', ({ temporaryDatabase }) => {
  test('principals come back as they were made, and as they have become', async () => {
    const db = await temporaryDatabase();
    const ana = { id: 'a', name: 'Ana', kind: 'guest' as const, roles: [], createdMs: 1 };
    const root = { id: 'o', name: 'House', kind: 'operator' as const, roles: ['operator', 'approver'], createdMs: 2 };
    const bots = [4, 3].map((createdMs) => ({ id: `b${createdMs}`, name: 'Bot', kind: 'bot' as const, roles: [], createdMs }));
    await write(db, async (trx) => {
      for (const principal of [ana, root, ...bots]) await createPrincipal(trx, principal);
      await markSeen(trx, 'a', 77);
    });
    expect(await findPrincipal(db.reader, 'a')).toEqual({ ...ana, seenMs: 77 });
    expect(await findPrincipal(db.reader, 'o')).toEqual({ ...root, seenMs: 2 });
    expect(await findPrincipal(db.reader, 'x')).toBeNull();
    expect((await principalsOfKind(db.reader, 'bot')).map((bot) => bot.id)).toEqual(['b3', 'b4']);
  });
});
