import { type AccountId, escrowOf, SUSPENSE, transferBatch, walletOf } from '@aboveboard/ledger';
import { postBatch, type Trx } from '@aboveboard/storage';
import { rawSql } from '@aboveboard/storage/testing/raw-sql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BooksRoom, type BooksRooms, damaged, openBooksRooms } from '../testing/books-room.ts';
import { type BooksMark, FROM_THE_FIRST } from './books-mark.ts';
import { checkBooks } from './check-books.ts';

const walk = { breathe: async () => undefined, progress: () => undefined };
const DAY_MS = 24 * 60 * 60_000;
const eve = walletOf('eve');

let rooms: BooksRooms;
beforeAll(async () => {
  rooms = await openBooksRooms();
}, 60_000);
afterAll(() => rooms.end());

/** Real chips on a wrong way. */
const move = (trx: Trx, debit: AccountId, credit: AccountId, amount: number) =>
  postBatch(trx, transferBatch({ key: 'damage', atMs: 1 }, [{ debit, credit, amount: amount as never, reason: 'adjustment' }]));
const change = (trx: Trx, id: AccountId, set: object) =>
  trx.updateTable('ledger_account').set(set).where('id', '=', id).execute();

describe.each(['onSqlite', 'onMariaDb'] as const)('the books %s', (name) => {
  const room = (): BooksRoom => rooms[name];
  const check = (damage: (trx: Trx) => Promise<unknown>, { laterMs = 0, from = FROM_THE_FIRST } = {}) =>
    damaged(room().db, damage, async (reader) => (await checkBooks(reader, from, room().nowMs + laterMs, walk)).differences);

  test('[LEDGER-44] agree in a room in which a hand is under way, and nothing is changed by looking', async () => {
    const checked = await room().db.snapshot((reader) => checkBooks(reader, FROM_THE_FIRST, room().nowMs, walk));
    expect(checked).toMatchObject({ differences: [], isCut: false });
    const ended = await room().db.reader.selectFrom('hand').select('hand_no').where('status', '=', 'ended').execute();
    expect(checked.hands).toBe(ended.length);
    const { last_no } = await room().db.reader.selectFrom('ledger_journal').select('last_no').executeTakeFirstOrThrow();
    expect(checked.entryNo).toBe(last_no);
    expect(checked.mark.tables.get(room().busy)).toBe(ended.length);
    expect(new Map([...checked.mark.posted].filter(([, chips]) => chips !== 0))).toEqual(
      new Map([...checked.balances].filter(([, chips]) => chips !== 0)),
    );
  });

  test('[LEDGER-14] a chip made: SUM_NOT_ZERO and BALANCE_NOT_POSTED', async () => {
    const found = await check((trx) => change(trx, eve, { balance: 1_001 }));
    expect(found).toEqual([
      { code: 'SUM_NOT_ZERO', currency: 'chips', sum: 1 },
      { code: 'BALANCE_NOT_POSTED', account: eve, balance: 1_001, posted: 1_000 },
    ]);
  });

  test('[LEDGER-14] an account below zero: OVERDRAWN; [LEDGER-36] and what is set aside is not there: RESERVED_NOT_COVERED', async () => {
    const found = await check((trx) => change(trx, eve, { side: 'either', balance: -1 }));
    expect(found).toContainEqual({ code: 'OVERDRAWN', account: eve, balance: -1 });
    expect(found).toContainEqual({ code: 'RESERVED_NOT_COVERED', account: eve, available: -31 });
  });

  test('[LEDGER-14] chips at a table that are in no stack: ESCROW_NOT_STACK; [LEDGER-36] no hand is played there: POT_NOT_EMPTY', async () => {
    const { idle, busy, sitter } = room();
    const account = escrowOf(idle, sitter);
    const found = await check((trx) => move(trx, eve, account, 7));
    expect(found).toMatchObject([
      { code: 'ESCROW_NOT_STACK', account },
      { code: 'POT_NOT_EMPTY', tableId: idle, pot: 7 },
    ]);
    const gone = await check((trx) => move(trx, eve, escrowOf(busy, 'eve'), 7));
    expect(gone).toEqual([{ code: 'ESCROW_NOT_STACK', account: escrowOf(busy, 'eve'), escrow: 7, stack: 0 }]);
  });

  test('[LEDGER-14] hands and settlements: HAND_NOT_SETTLED, SETTLED_WITHOUT_HAND', async () => {
    const key = `hand:${room().busy}:2`;
    const hand = (trx: Trx, set: object) =>
      trx.updateTable('hand').set(set).where('table_id', '=', room().busy).where('hand_no', '=', 2).execute();
    expect(
      await check((trx) => trx.updateTable('ledger_batch').set({ key: 'other' }).where('key', '=', key).execute()),
    ).toEqual([{ code: 'HAND_NOT_SETTLED', key }]);
    expect(await check((trx) => hand(trx, { status: 'void' }))).toEqual([{ code: 'SETTLED_WITHOUT_HAND', key }]);
    const gone = (trx: Trx) => trx.deleteFrom('hand').where('table_id', '=', room().busy).where('hand_no', '=', 2).execute();
    expect(await check(gone)).toEqual([{ code: 'SETTLED_WITHOUT_HAND', key }]);
    const again = `hand:${room().busy}:02`;
    const renamed = await check((trx) =>
      trx.updateTable('ledger_batch').set({ key: again }).where('key', '=', 'grant:eve:books').execute(),
    );
    expect(renamed).toEqual([{ code: 'SETTLED_WITHOUT_HAND', key: again }]);
  });

  test('[LEDGER-45] entries that are missing, and one beyond the last number: JOURNAL_NOT_WHOLE', async () => {
    const { no } = await room().db.reader.selectFrom('ledger_expiry').select('no').executeTakeFirstOrThrow();
    const hole = { code: 'JOURNAL_NOT_WHOLE', firstNo: no, lastNo: no, entries: 0 };
    expect(await check((trx) => trx.deleteFrom('ledger_expiry').execute())).toEqual([hole]);
    const numbered = (by: number) => (trx: Trx) =>
      trx
        .updateTable('ledger_journal')
        .set({ last_no: no + by })
        .execute();
    expect(await check(numbered(3))).toEqual([{ ...hole, firstNo: no + 1, lastNo: no + 3 }]);
    expect(await check(numbered(-1))).toEqual([{ ...hole, entries: 1 }]);
    const shared = (trx: Trx) => trx.updateTable('ledger_expiry').set({ no: 1 }).execute();
    expect(await check(shared)).toEqual([{ ...hole, firstNo: 1, lastNo: 1, entries: 2 }, hole]);
  });

  test('[LEDGER-36] chips set aside that nobody reserved, that wait for too long, or whose place is not known', async () => {
    const found = await check((trx) => change(trx, eve, { pending_debits: 31 }));
    expect(found).toEqual([{ code: 'RESERVED_NOT_PENDING', account: eve, side: 'leaving', reserved: 31, pending: 30 }]);
    const late = await check(async () => undefined, { laterMs: DAY_MS + 10_000 });
    expect(late).toMatchObject([{ code: 'STALE_PENDING', pending: 'transfer:eve:books/0' }]);
    const lost = await check((trx) => move(trx, eve, SUSPENSE, 5));
    expect(lost).toEqual([{ code: 'SUSPENSE_NOT_CLEARED', account: SUSPENSE, balance: 5 }]);
  });

  test('[LEDGER-46] events that are not told in five minutes: OUTBOX_LAG', async () => {
    const untold = (trx: Trx) => trx.updateTable('outbox').set({ published_ms: null, created_ms: room().nowMs }).execute();
    expect(await check(untold, { laterMs: 300_000 })).toEqual([]);
    const events = (await room().db.reader.selectFrom('outbox').select('id').execute()).length;
    const found = (await check(untold, { laterMs: 300_001 })).filter(({ code }) => code !== 'STALE_PENDING');
    expect(found).toEqual([{ code: 'OUTBOX_LAG', events, sinceMs: room().nowMs }]);
  });

  test('[LEDGER-47] from where they were found clean, what is new is looked at, and the balances as a whole', async () => {
    const { mark } = await room().db.snapshot((reader) => checkBooks(reader, FROM_THE_FIRST, room().nowMs, walk));
    const since = { from: mark };
    const old = `hand:${room().busy}:2`;
    const renamed = (trx: Trx) => trx.updateTable('ledger_batch').set({ key: 'other' }).where('key', '=', old).execute();
    expect(await check(renamed, since)).toEqual([]); // found from the first entry on, as above
    expect(await check((trx) => change(trx, eve, { balance: 999 }), since)).toMatchObject([
      { code: 'SUM_NOT_ZERO' },
      { code: 'BALANCE_NOT_POSTED' },
    ]);
    expect(await check((trx) => move(trx, eve, SUSPENSE, 5), since)).toMatchObject([{ code: 'SUSPENSE_NOT_CLEARED' }]);
    const lost = (trx: Trx) =>
      trx
        .updateTable('ledger_journal')
        .set({ last_no: mark.entryNo - 1 })
        .execute();
    expect(await check(lost, since)).toContainEqual(
      expect.objectContaining({ code: 'JOURNAL_NOT_WHOLE', firstNo: mark.entryNo }),
    );
  });

  test('[LEDGER-14] a hand settled twice, where the schema lets it: HAND_SETTLED_TWICE', async () => {
    const { db, busy } = room();
    const key = `hand:${busy}:2`;
    const another = async (trx: Trx) => {
      const { last_no } = await trx.selectFrom('ledger_journal').select('last_no').executeTakeFirstOrThrow();
      await trx
        .updateTable('ledger_journal')
        .set({ last_no: last_no + 1 })
        .execute();
      await trx
        .insertInto('ledger_batch')
        .values({ no: last_no + 1, key, at_ms: 1 } as never)
        .execute();
    };
    if (name === 'onMariaDb') {
      await rawSql(db.reader, 'alter table ledger_batch drop index ledger_batch_by_key');
      expect(await check(another)).toEqual([{ code: 'HAND_SETTLED_TWICE', key }]);
      return;
    }
    const withoutKey = async (trx: Trx) => {
      await rawSql(trx, 'pragma defer_foreign_keys = on');
      await rawSql(trx, 'create table copy as select * from ledger_batch');
      await rawSql(trx, 'pragma legacy_alter_table = on');
      await rawSql(trx, 'alter table ledger_batch rename to was');
      await rawSql(trx, 'alter table copy rename to ledger_batch');
      await another(trx);
    };
    expect(await check(withoutKey)).toEqual([{ code: 'HAND_SETTLED_TWICE', key }]);
    await rawSql(db.reader, 'pragma legacy_alter_table = off');
  });
});

test('[LEDGER-44] what is found of a database damaged all over is a thousand, and that there may be more', async () => {
  const { db, nowMs } = rooms.onSqlite;
  const rows = Array.from({ length: 1_200 }, (_, i) => ({
    id: `wallet:p${i}`,
    kind: 'wallet',
    owner: `p${i}`,
    currency: 'chips',
  }));
  const plant = async (trx: Trx) => {
    for (let at = 0; at < rows.length; at += 100)
      await trx
        .insertInto('ledger_account')
        .values(
          rows
            .slice(at, at + 100)
            .map((row) => ({ ...row, side: 'credit', balance: 1, pending_debits: 0, pending_credits: 0 }) as const),
        )
        .execute();
  };
  const checked = await damaged(db, plant, (reader) => checkBooks(reader, FROM_THE_FIRST as BooksMark, nowMs, walk));
  expect([checked.differences.length, checked.isCut]).toEqual([1_000, true]);
});
