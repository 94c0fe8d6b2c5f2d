/** A room's ledger as its contracts want it: behind the port, cut off after any statement, and started again. */
import { err, ok, type Result } from '@aboveboard/kit';
import type { LedgerPort, LedgerRefusal } from '@aboveboard/ledger';
import type { LedgerUnderTest } from '@aboveboard/ledger/model-contract';
import { ledgerAccounts } from '../accounts/accounts.repository.ts';
import { journalAfter } from '../accounts/ledger-journal.repository.ts';
import { reservationsById } from '../accounts/ledger-rows.ts';
import { expireDue, postBatch } from '../accounts/posting.repository.ts';
import type { Db } from '../database/db.ts';
import type { Trx } from '../database/schema.ts';
import { claimTable } from '../tables/tables.repository.ts';
import { cutOff } from './cut-off.ts';

const ALL = 1_000_000;

export function ledgerOn(db: Pick<Db, 'reader' | 'transaction'>): LedgerPort {
  const { reader } = db;
  return {
    post: (batch) => db.transaction((trx) => postBatch(trx, batch)),
    expire: async (nowMs, limit) => {
      const expired = await db.transaction(async (trx) => ok(await expireDue(trx, nowMs, limit)));
      return expired.ok ? expired.value : [];
    },
    takeTable: (tableId, epoch) => db.transaction((trx) => claimUpTo(trx, tableId, epoch)),
    accounts: () => ledgerAccounts(reader),
    reservation: async (id) => (await reservationsById(reader, [id]))[0] ?? null,
    batches: async () => {
      const entries = await journalAfter(reader, 0, ALL);
      return entries.flatMap(({ event }) => (event.kind === 'posted' ? event.batch : []));
    },
  };
}

async function claimUpTo(trx: Trx, tableId: string, epoch: number): Promise<Result<void, LedgerRefusal>> {
  const claimed = await claimTable(trx, tableId, epoch);
  return claimed.ok ? ok(undefined) : err({ status: 'fenced' });
}

/** @param reopen the same database again, over connections of its own */
export function ledgerUnderTest(db: Db, reopen: () => Promise<Db>): LedgerUnderTest {
  const { db: fragile, crashAfter } = cutOff(db);
  return {
    ledger: ledgerOn(fragile),
    crashAfter,
    restart: async () => {
      await db.close();
      return ledgerUnderTest(await reopen(), reopen);
    },
  };
}
