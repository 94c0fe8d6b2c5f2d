import { ok } from '@aboveboard/kit';
import type { RoomEvent } from '@aboveboard/protocol';
import { createPrincipal, type Db, type PrincipalKind } from '@aboveboard/storage';
import { seededRandom } from '@aboveboard/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DATABASES, tableId } from '../testing/event-room.ts';
import { seedOr } from '../testing/test-room.ts';
import { addNotice } from './add-notice.ts';
import { MOST_NOTICES } from './kept.ts';
import { noticesConsumer } from './notices-consumer.ts';
import { noticesFor, readNotices } from './read-notices.ts';

const DAY_MS = 86_400_000;
const TODAY = Date.UTC(2026, 10, 21);
const NOW = TODAY + DAY_MS / 2;
const seed = seedOr(810);

type Ending = Extract<RoomEvent, { kind: 'hand-ended'; version: 2 }>;
let lastId = 0;
const event = { version: 1 as const, tableId: tableId(1) };

/** A hand in which `winner` won `amount` from Bo. */
function ended(handNo: number, atMs: number, of: Partial<Ending['payload']> & { amount?: number } = {}, table = 1): RoomEvent {
  const { amount = handNo, ...payload } = of;
  const deltas = [
    { playerId: 'ana', delta: amount },
    { playerId: 'bo', delta: -amount },
    { playerId: 'robot', delta: 0 },
  ];
  lastId += 1;
  return {
    ...{ ...event, version: 2, id: lastId, kind: 'hand-ended', tableId: tableId(table), handNo, atMs },
    payload: { reason: 'COMPLETED', closeStatus: 0, rake: 0, deltas, ...payload },
  };
}

function voided(handNo: number, atMs: number, missing: number[], table = 1): RoomEvent {
  const players = ['ana', 'bo', 'robot'].map((playerId, seat) => ({ seat, playerId }));
  lastId += 1;
  return {
    ...{ id: lastId, kind: 'deal-voided', version: 2, tableId: tableId(table), handNo, atMs },
    payload: { missing, players },
  };
}

describe.each(DATABASES)('notices on $name', ({ open }) => {
  let db: Db;
  let close: () => Promise<void>;
  let nowMs = NOW;
  const clock = { nowMs: () => nowMs };
  const consumer = noticesConsumer({ clock });
  const inTransaction = (work: Parameters<Db['transaction']>[0]) => db.transaction(work);
  const apply = async (...events: RoomEvent[]) => {
    await inTransaction(async (trx) => ok(await consumer.apply(trx, events)));
  };
  const forget = () => inTransaction(async (trx) => ok(await consumer.forget(trx)));
  const all = (playerId: string, wanted: { unread?: boolean; limit?: number; cursor?: string } = {}) =>
    noticesFor({ db, clock }, playerId, { limit: 1_000, unread: false, ...wanted });
  const told = async (playerId: string) =>
    (await all(playerId)).notices.map(({ content }) => [content.kind, content.payload] as const);

  beforeAll(async () => {
    db = await open((end) => (close = end));
    const kinds: Record<string, PrincipalKind> = { ana: 'guest', bo: 'guest', robot: 'bot' };
    for (const [id, kind] of Object.entries(kinds))
      await inTransaction(async (trx) =>
        ok(await createPrincipal(trx, { id, name: id, kind, roles: ['player'], createdMs: 1 })),
      );
  });
  afterAll(() => close());
  beforeEach(async () => {
    nowMs = NOW;
    await forget();
    await inTransaction(async (trx) => {
      await trx.deleteFrom('notice').execute();
      return ok(await trx.deleteFrom('notice_mark').execute());
    });
  });

  test('[NOTICE-1] a hand run out or given back is told to everybody in it, and to no bot', async () => {
    await apply(
      ended(7, NOW - 2, { closeStatus: 2, reason: 'SHARD_LOST', amount: 70 }),
      ended(8, NOW - 1, { closeStatus: 3, reason: 'RNG_FAULT', amount: 0 }),
      ended(9, NOW),
    );
    const where = { tableId: tableId(1) };
    expect(await told('bo')).toEqual([
      ['hand-given-back', { ...where, handNo: 8, reason: 'RNG_FAULT' }],
      ['hand-run-out', { ...where, handNo: 7, reason: 'SHARD_LOST', delta: -70 }],
    ]);
    expect(await told('robot')).toEqual([]);
  });

  test('[NOTICE-8] who sat or waited at a table that closed hears of it, once, and no bot does', async () => {
    const players = [
      { playerId: 'ana', amount: 730 },
      { playerId: 'robot', amount: 20 },
    ];
    const payload = { name: 'Elm', players, waiting: ['bo'] };
    const closing: RoomEvent = { ...event, id: 1_000_000, kind: 'table-closed', handNo: 12, atMs: NOW, payload };
    await apply(closing);
    await apply({ ...closing, id: 1_000_001 });
    const where = { tableId: tableId(1), name: 'Elm' };
    expect(await told('ana')).toEqual([['table-closed', { ...where, amount: 730 }]]);
    expect(await told('bo')).toEqual([['table-closed', { ...where, amount: null }]]);
    expect(await told('robot')).toEqual([]);
  });

  test('[NOTICE-2] voided deals of a table and a day are one notice, unread again with each', async () => {
    await apply(voided(3, NOW - 3, [0]), voided(4, NOW - 2, [1]));
    await readNotices({ db, clock }, 'ana', { untilMs: NOW });
    expect((await all('ana')).unread).toBe(0);
    await apply(voided(5, NOW - 1, []), voided(6, NOW - DAY_MS, [0]), voided(2, NOW - 5, [0], 2));
    const [today, ...others] = await told('ana');
    expect(today).toEqual(['deals-voided', { tableId: tableId(1), deals: 3, ownSeed: 1, byRoom: 1, lastHandNo: 5 }]);
    expect(others).toHaveLength(2);
    expect((await all('ana')).unread).toBe(3);
    expect(await told('robot')).toEqual([]);
  });

  test('[NOTICE-3] [NOTICE-4] a record is told once a day, and taken back where an earlier win comes to light', async () => {
    await apply(
      ended(1, NOW - 3 * DAY_MS, { amount: 50 }),
      ended(2, NOW - 2, { amount: 60 }),
      ended(3, NOW - 1, { amount: 90 }),
    );
    expect(await told('ana')).toEqual([['best-win', { tableId: tableId(1), handNo: 3, amount: 90 }]]);
    expect(await told('bo')).toEqual([]);
    await apply(ended(1, NOW - DAY_MS, { amount: 95 }, 2));
    expect(await told('ana')).toEqual([['best-win', { tableId: tableId(2), handNo: 1, amount: 95 }]]);
  });

  test('[NOTICE-4] [NOTICE-7] are the same in any order across tables and after all is taken again, read ones read', async () => {
    const random = seededRandom(seed);
    const chance = (below: number): number => ((random.bytes(2)[0] ?? 0) * 256 + (random.bytes(1)[0] ?? 0)) % below;
    const tables = [1, 2, 3].map((table) =>
      Array.from({ length: 30 }, (_, n) => {
        const atMs = NOW - (30 - n) * (DAY_MS / 4) + table;
        const kind = chance(4);
        if (kind === 0) return voided(n + 1, atMs, chance(2) ? [chance(2)] : [], table);
        const closeStatus = kind === 1 ? ([2, 3] as const)[chance(2)] : 0;
        return ended(n + 1, atMs, { amount: 1 + chance(500), ...(closeStatus && { closeStatus }) }, table);
      }),
    );
    for (const own of tables) for (let at = 0; at < own.length; at += 7) await apply(...own.slice(at, at + 7));
    const [{ atMs: someTime = 0 } = {}] = (await all('ana')).notices.slice(4);
    await readNotices({ db, clock }, 'ana', { untilMs: someTime });
    const before = { ana: await all('ana'), bo: await all('bo') };
    expect(before.ana.notices.filter(({ isRead }) => isRead).length, `seed ${seed}`).toBeGreaterThan(5);
    expect(before.ana.unread, `seed ${seed}`).toBe(4);
    await forget();
    expect((await all('bo')).notices).toEqual([]);
    const queues = tables.map((own) => [...own]);
    while (queues.some(({ length }) => length > 0)) {
      const next = queues[chance(3)]?.splice(0, 1 + chance(5)) ?? [];
      if (next.length > 0) await apply(...next);
    }
    expect({ ana: await all('ana'), bo: await all('bo') }, `seed ${seed}`).toEqual(before);
  });

  test('[NOTICE-5] two hundred are kept: read ones go first, and what went does not come again', async () => {
    const many = Array.from({ length: MOST_NOTICES }, (_, n) => ended(n + 1, TODAY + n, { closeStatus: 2, amount: 0 }));
    await apply(...many.slice(0, 100));
    await apply(...many.slice(100));
    const handNos = async () =>
      (await told('bo')).map(([, payload]) => ('handNo' in payload ? payload.handNo : 0)).sort((a, b) => a - b);
    const { notices } = await all('bo');
    await readNotices({ db, clock }, 'bo', { ids: notices.slice(-3, -1).map(({ id }) => id) });
    await apply(...[501, 502, 503].map((no) => ended(no, NOW, { closeStatus: 3, amount: 0 })));
    const kept = await handNos();
    expect(kept).toHaveLength(MOST_NOTICES);
    expect([1, 2, 3, 4].filter((no) => kept.includes(no))).toEqual([4]); // 2 and 3 were read, 1 is the oldest of the others
    await forget();
    await apply(...many, ended(503, NOW, { closeStatus: 3, amount: 0 }));
    expect(await handNos()).toEqual(kept.filter((no) => no !== 501 && no !== 502));
  });

  test('[NOTICE-6] go after ninety days, with what became of them', async () => {
    await apply(ended(1, NOW, { closeStatus: 2 }), ended(2, NOW + DAY_MS, { closeStatus: 2 }));
    await readNotices({ db, clock }, 'bo', { untilMs: NOW });
    nowMs = NOW + 91 * DAY_MS;
    expect((await all('bo')).notices.map(({ isRead }) => isRead)).toEqual([false]);
    expect((await all('bo')).unread).toBe(1);
    await apply(ended(1, NOW, { closeStatus: 2 }), ended(3, nowMs, { closeStatus: 0 }));
    expect(await told('bo')).toHaveLength(1);
    const marks = await db.reader.selectFrom('notice_mark').selectAll().execute();
    expect(marks).toEqual([]);
  });

  test('[NOTICE-4] what the cashier tells is there once, and stays when notices are made again', async () => {
    const bonus = { playerId: 'bo', key: 'bonus-1', kind: 'bonus-given', atMs: NOW } as const;
    for (const amount of [5, 5])
      await inTransaction(async (trx) =>
        ok(await addNotice(trx, { ...bonus, payload: { request: 'bonus-1', amount, reason: 'welcome' } })),
      );
    await forget();
    expect(await told('bo')).toEqual([['bonus-given', { request: 'bonus-1', amount: 5, reason: 'welcome' }]]);
  });

  test('[NOTICE-7] are turned page by page, and marked one by one or up to a time', async () => {
    await apply(...[1, 2, 3, 4, 5].map((no) => ended(no, NOW + Math.min(no, 3), { closeStatus: 2 })));
    const first = await all('bo', { limit: 2 });
    const second = await all('bo', { limit: 2, cursor: first.next ?? '' });
    const third = await all('bo', { limit: 2, cursor: second.next ?? '' });
    const seen = [...first.notices, ...second.notices, ...third.notices].map(({ id }) => id);
    expect(seen).toEqual((await all('bo')).notices.map(({ id }) => id));
    expect(new Set(seen).size).toBe(5);
    expect(third.next).toBeNull();
    expect(await readNotices({ db, clock }, 'bo', { ids: [seen[0] ?? '', 'no such notice'] })).toBe(4);
    expect(await readNotices({ db, clock }, 'ana', { ids: seen })).toBe(0);
    expect(await readNotices({ db, clock }, 'bo', { untilMs: NOW + 2 })).toBe(2);
    expect((await all('bo', { unread: true })).notices.map(({ id }) => id)).toEqual(seen.slice(1, 3));
  });
});
