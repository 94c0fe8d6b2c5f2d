import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { publicKeyOf } from '@aboveboard/fairness';
import { ok, type Scheduler } from '@aboveboard/kit';
import {
  type AccountId,
  bonus,
  CHIPS,
  closingEntries,
  commitReserved,
  grant,
  HOUSE,
  type LinkedBatch,
  prizePoolOf,
  RAKE,
  reserveChips,
  reservedBy,
  transferBatch,
  walletOf,
} from '@aboveboard/ledger';
import { auditEntries, balanceOf, closes, type Db, expireDue, findBatch, postBatches } from '@aboveboard/storage';
import { openDatabase } from '@aboveboard/storage/sqlite';
import { temporaryMariaDb } from '@aboveboard/storage/testing/mariadb-databases';
import { rawSql } from '@aboveboard/storage/testing/raw-sql';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { FailPointName, Finding } from '../ports.ts';
import { createBooksDesk } from './books-desk.ts';
import { cashOutsBlocked } from './cash-out-block.ts';
import { parsePage } from './signed-page.ts';
import { verifyCloses, verifyPage } from './verify-closes.ts';

const DAY_MS = 24 * 60 * 60_000;
/** 2026-11-20, a minute past midnight in UTC. */
const FRIDAY = 20_777;
const change = { who: { kind: 'shell', name: 'ana' }, why: 'a test' } as const;
const ana = walletOf('ana');

async function sqliteInAFile(): Promise<Db> {
  const folder = mkdtempSync(join(tmpdir(), 'aboveboard-books-'));
  const db = await openDatabase(join(folder, 'room.db'));
  onTestFinished(async () => {
    await db.close();
    rmSync(folder, { recursive: true });
  });
  return db;
}

async function openDesk(db: Db) {
  const time = { nowMs: FRIDAY * DAY_MS + 60_000 };
  const later: { readonly afterMs: number; readonly task: () => void }[] = [];
  const scheduler: Scheduler = {
    after: (afterMs, task) => {
      if (afterMs === 0) setTimeout(task, 0);
      else later.push({ afterMs, task });
      return { cancel: () => undefined };
    },
  };
  const secret = new Uint8Array(32).fill(7);
  const crashes = new Set<FailPointName>();
  const findings: Finding[] = [];
  const failures: string[] = [];
  const files = new Map<string, string>();
  const desk = createBooksDesk({
    db,
    scheduler,
    clock: { nowMs: () => time.nowMs },
    ids: { uuid: () => '00000000-0000-4000-8000-000000000000' },
    findings: { report: (finding) => void findings.push(finding) },
    failPoints: {
      hit: (name) => {
        if (crashes.delete(name)) throw new Error(`crashed ${name}`);
      },
    },
    booksKey: () => ({ name: 'room/books', secret, publicKey: publicKeyOf(secret) }),
    pages: {
      has: async (date) => files.has(date),
      write: async (date, text) => void files.set(date, text),
    },
    failed: (error) => failures.push(String(error)),
  });
  const post = async (...batches: readonly LinkedBatch[]) => {
    const posted = await db.transaction(async (trx) => ok(await postBatches(trx, batches)));
    expect(posted.ok && posted.value.filter((answer) => !answer.ok)).toEqual([]);
  };
  return { db, desk, time, later, crashes, findings, failures, files, post };
}

/** What happened on a day: chips put out, given away and raked, a reservation in part, one too late. */
async function aDay({ db, post, time }: Awaited<ReturnType<typeof openDesk>>): Promise<void> {
  const atMs = time.nowMs;
  const requestId = String(atMs);
  const held = reserveChips({
    playerId: 'ana',
    requestId: `r${requestId}`,
    to: prizePoolOf('cup'),
    amount: 50,
    expiresAtMs: null,
    atMs,
  });
  const late = reserveChips({
    playerId: 'ana',
    requestId: `s${requestId}`,
    to: prizePoolOf('cup'),
    amount: 9,
    expiresAtMs: atMs + 1,
    atMs,
  });
  const rake = { debit: ana, credit: RAKE, amount: 20 as never, reason: 'rake' } as const;
  await post(
    grant({ playerId: 'ana', requestId, amount: 1_000, atMs }),
    bonus({ playerId: 'ana', requestId, amount: 5, atMs }),
    transferBatch({ key: `raked ${requestId}`, atMs }, [rake]),
    held,
    late,
    commitReserved(reservedBy(held), 30, atMs),
  );
  await db.transaction(async (trx) => ok(await expireDue(trx, atMs + 1, 10)));
}

const set = (db: Db, id: AccountId, balance: number) =>
  db.reader.updateTable('ledger_account').set({ balance }).where('id', '=', id).execute();
const walk = { breathe: async () => undefined, progress: () => undefined };
const verified = (db: Db, publicKey: string | null = null) => db.snapshot((reader) => verifyCloses(reader, publicKey, walk));

describe.each([
  { name: 'SQLite', open: sqliteInAFile },
  { name: 'MariaDB', open: () => temporaryMariaDb() },
])('the desk of the books on $name', ({ open }) => {
  test('[LEDGER-50] [LEDGER-40] a close that crashes at any step is begun again, and comes to one page', async () => {
    const room = await openDesk(await open());
    const { db, desk, time, crashes, files } = room;
    expect(await desk.close(change)).toMatchObject({ ok: false, error: { code: 'NOTHING_TO_CLOSE' } });
    await aDay(room);
    expect(await desk.close(change)).toMatchObject({ ok: false, error: { code: 'NOTHING_TO_CLOSE' } }); // the day is not over
    time.nowMs += DAY_MS;
    for (const point of ['after-closing-entries', 'before-close-commit', 'after-close-commit'] as const) {
      crashes.add(point);
      await expect(desk.close(change), point).rejects.toThrow(`crashed ${point}`);
      expect(await balanceOf(db.reader, HOUSE)).toBe(15);
      expect((await closes(db.reader, { limit: 9 })).length).toBe(point === 'after-close-commit' ? 1 : 0);
      expect(files.size).toBe(0);
    }
    expect(await desk.close(change)).toMatchObject({ ok: false, error: { code: 'CLOSED_ALREADY' } });
    const [close] = await closes(db.reader, { limit: 1 });
    expect(close).toMatchObject({ day: FRIDAY, lastEntryNo: 8 });
    expect(await findBatch(db.reader, closingEntries(FRIDAY, CHIPS, () => 0, 0).key)).toMatchObject({
      steps: [{ amount: 20 }, { amount: 5 }],
    });

    desk.start();
    room.later.at(-1)?.task();
    await expect.poll(() => files.size).toBe(1);
    expect(parsePage(files.get('2026-11-20') ?? '')).toMatchObject({ report: close?.report, keyName: 'room/books' });
    const actions = (await auditEntries(db.reader, { limit: 50, action: 'books.close' })).map(
      ({ details }) => (details as { stage: string }).stage,
    );
    expect(actions.filter((stage) => stage === 'failed')).toHaveLength(3);
    await desk.stop();
  });

  test('[LEDGER-39] [LEDGER-51] [LEDGER-47] days go on from one another, and each page is made from the journal again', async () => {
    const room = await openDesk(await open());
    const { db, desk, time, post } = room;
    await aDay(room);
    time.nowMs += DAY_MS;
    expect(await desk.close(change)).toMatchObject({ ok: true, value: { day: FRIDAY } });
    await aDay(room);
    time.nowMs += 3 * DAY_MS;
    const second = await desk.close(change);
    expect(second).toMatchObject({ ok: true, value: { day: FRIDAY + 3, lastEntryNo: 16 } });
    const { reasons, firstEntryNo, differences } = JSON.parse((second.ok && second.value.report) || '{}');
    expect([firstEntryNo, differences]).toEqual([9, []]);
    expect(reasons).toContainEqual({ currency: 'chips', reason: 'grant', moves: 1, chips: 1_000 });
    const key = second.ok ? second.value.publicKey : '';
    expect(await verified(db, key)).toEqual({ closes: 2, faults: [] });

    await post(grant({ playerId: 'bo', requestId: 'x', amount: 7, atMs: 1 }));
    await set(db, walletOf('bo'), 6);
    time.nowMs += DAY_MS;
    const third = await desk.close(change);
    const found = JSON.parse((third.ok && third.value.report) || '{}').differences.map(({ code }: { code: string }) => code);
    expect(found).toEqual(['SUM_NOT_ZERO', 'BALANCE_NOT_POSTED', 'CLOSE_NOT_CONTINUOUS']);
    expect(await cashOutsBlocked(db.reader)).toBe(true);
    expect(await desk.reconcile(false)).toMatchObject({
      kind: 'recent',
      differences: [{ code: 'SUM_NOT_ZERO' }, { code: 'BALANCE_NOT_POSTED' }],
    });
    expect(await verified(db)).toEqual({ closes: 3, faults: [] });
  });

  test('[LEDGER-48] [LEDGER-49] what is out of place blocks cash-outs until it is mended, found clean, and released by a person', async () => {
    const room = await openDesk(await open());
    const { db, desk, findings } = room;
    await aDay(room);
    expect(await desk.reconcile(false)).toMatchObject({
      no: 1,
      kind: 'recent',
      entryNo: 7,
      differences: [],
      issued: 1_000,
      held: 1_000,
    });
    expect(await desk.release(change)).toMatchObject({ ok: false, error: { code: 'NOT_BLOCKED' } });
    expect(await cashOutsBlocked(db.reader)).toBe(false);

    const had = await balanceOf(db.reader, ana);
    await set(db, ana, had + 1);
    const [first] = await Promise.all([desk.reconcile(false), desk.reconcile(false)]); // one run for both
    expect(first).toMatchObject({ no: 2, differences: [{ code: 'SUM_NOT_ZERO' }, { code: 'BALANCE_NOT_POSTED' }] });
    const { block } = await desk.standing();
    expect(block).toEqual({ sinceMs: room.time.nowMs, entryNo: 7, codes: ['SUM_NOT_ZERO', 'BALANCE_NOT_POSTED'] });
    room.time.nowMs += 1;
    expect((await desk.reconcile(true)).differences).toHaveLength(2);
    expect((await desk.standing()).block).toEqual(block); // as it was first
    expect(findings).toMatchObject([
      {
        code: 'BOOKS_DIFFER',
        detail: expect.stringContaining('recent reconciliation: BALANCE_NOT_POSTED 1, SUM_NOT_ZERO 1; cash-outs are blocked'),
      },
      { code: 'BOOKS_DIFFER' },
    ]);
    expect(desk.gauges()).toEqual({ differences: 2, cleanAgeMs: 1, isBlocked: true, closeAgeMs: null });

    await set(db, ana, had);
    expect(await desk.release(change)).toMatchObject({ ok: false, error: { code: 'NOT_CLEAN' } });
    expect((await desk.reconcile(false)).differences).toEqual([]);
    expect(await desk.release(change)).toMatchObject({ ok: false, error: { code: 'NOT_CLEAN' } }); // not from the first entry
    expect((await desk.reconcile(true)).differences).toEqual([]);
    expect(await cashOutsBlocked(db.reader)).toBe(true);
    expect(await desk.release(change)).toEqual(ok(undefined));
    expect([await cashOutsBlocked(db.reader), desk.gauges().isBlocked]).toEqual([false, false]);
    const [entry] = await auditEntries(db.reader, { limit: 1 });
    expect(entry).toMatchObject({ actor: 'ana', action: 'books.release', why: 'a test', details: { entryNo: 7, cleanRun: 5 } });
  });
});

test('[LEDGER-51] a page, a signature or an entry that was changed is named', async () => {
  const room = await openDesk(await sqliteInAFile());
  const { db, desk, time, files } = room;
  await aDay(room);
  time.nowMs += DAY_MS;
  await desk.close(change);
  const page = files.get('2026-11-20') ?? '';
  const look = (text: string, key: string | null = null) => verifyPage(db.reader, text, 'my.jsonl', key);
  expect(await look(page)).toEqual([]);
  const codes = async (text: string, key: string | null = null) => (await look(text, key)).map(({ code }) => code);
  expect(await codes(page, '00'.repeat(32))).toEqual(['OTHER_KEY']);
  expect(await codes(page.replace('"day":20777', '"day":20778'))).toEqual(['SIGNATURE', 'OTHER_PAGE']);
  expect(await codes(page.replace('"chips":1000', '"chips":1001'))).toEqual(['SIGNATURE', 'OTHER_PAGE']);
  for (const text of ['', '{}', page.split('\n')[0] ?? '', `${page}more\n`, 'a\nb\n', '[]\n{}\n'])
    expect(await codes(text)).toEqual(['NOT_A_PAGE']);
  expect(await codes(`{}\n${page.split('\n')[1]}\n`)).toEqual(['NOT_A_PAGE']);

  await rawSql(db.reader, 'drop trigger ledger_batch_is_never_changed');
  await db.reader.updateTable('ledger_batch').set({ at_ms: 5 }).where('no', '=', 1).execute();
  expect(await verified(db)).toEqual({
    closes: 1,
    faults: [{ code: 'OTHER_ENTRIES', where: '2026-11-20', detail: 'the journal makes another "head" than its page has' }],
  });
});

test('[LEDGER-47] the desk looks after the books by itself, and tries again when it could not', async () => {
  const room = await openDesk(await sqliteInAFile());
  const { db, desk, time, later, failures, files } = room;
  await aDay(room);
  time.nowMs += DAY_MS;
  desk.start();
  expect(later.map(({ afterMs }) => afterMs)).toEqual([60_000]);
  const until = async (count: number) => {
    while (later.length < count) await pause(1);
  };
  later[0]?.task();
  await until(2);
  expect((await desk.standing()).runs.last).toMatchObject({ no: 2, kind: 'close', differences: [] });
  expect([...files.keys()]).toEqual(['2026-11-20']);
  expect(desk.gauges()).toMatchObject({ differences: 0, isBlocked: false, closeAgeMs: 60_000 });
  room.crashes.add('after-closing-entries');
  time.nowMs += DAY_MS;
  later[1]?.task();
  await until(3);
  expect(failures).toEqual(['Error: crashed after-closing-entries']);
  later[2]?.task();
  await until(4);
  expect((await closes(db.reader, { limit: 9 })).map(({ day }) => day)).toEqual([FRIDAY + 1, FRIDAY]);
  expect(later.slice(1).map(({ afterMs }) => afterMs)).toEqual([300_000, 300_000, 300_000]);
  const stopping = desk.reconcile(true);
  await Promise.all([expect(stopping).rejects.toThrow('the room is stopping'), desk.stop()]);
});
