/** The contracts of a ledger, on both databases. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ledgerContract } from '@aboveboard/ledger/contract';
import { ledgerModelContract } from '@aboveboard/ledger/model-contract';
import { describe, vi } from 'vitest';
import type { Db } from '../database/db.ts';
import { openMariaDb } from '../mariadb/open-mariadb.ts';
import { openDatabase } from '../sqlite/open-database.ts';
import { createTable } from '../tables/tables.repository.ts';
import { anUnclaimedTable } from '../testing/a-table.ts';
import { DATABASES } from '../testing/databases.ts';
import { ledgerOn, ledgerUnderTest } from '../testing/ledger-under-test.ts';
import { emptyMariaDb, newMariaDb } from '../testing/mariadb-databases.ts';
import { temporaryFolder, write } from '../testing/temporary-database.ts';

/** `npm run campaign -- --only books` plays the models at length. */
const IS_CAMPAIGN = process.env.ABOVEBOARD_BOOKS === 'all';
vi.setConfig({ testTimeout: IS_CAMPAIGN ? 1_800_000 : 120_000 }); // a model is played at length, and the machine may have much else to do

/** The contracts speak of one table, `t`. */
async function withTable(db: Db): Promise<Db> {
  await write(db, (trx) => createTable(trx, anUnclaimedTable('t')));
  return db;
}

const RULES =
  '[LEDGER-2] [LEDGER-3] [LEDGER-4] [LEDGER-5] [LEDGER-6] [LEDGER-15] [LEDGER-19] [LEDGER-20] [LEDGER-21] [LEDGER-22] [LEDGER-23] [LEDGER-24] [LEDGER-25] [LEDGER-26]';

describe.each(DATABASES)('the ledger on $name', ({ name, temporaryDatabase }) => {
  ledgerContract(`${RULES} on ${name}`, async () => ledgerOn(await withTable(await temporaryDatabase())));
});

ledgerModelContract(
  '[LEDGER-2] [LEDGER-4] [LEDGER-23] the ledger on SQLite',
  async () => {
    const open = () => openDatabase(join(folder, `${id}.db`));
    const [folder, id] = [temporaryFolder(), randomUUID()];
    return ledgerUnderTest(await withTable(await open()), open);
  },
  { runs: IS_CAMPAIGN ? 300 : 5, commands: 40 },
);

ledgerModelContract(
  '[LEDGER-2] [LEDGER-4] [LEDGER-23] the ledger on MariaDB',
  async () => {
    url ??= await newMariaDb();
    const open = () => openMariaDb(url as string);
    const db = await open();
    await emptyMariaDb(url);
    return ledgerUnderTest(await withTable(db), open);
  },
  { runs: IS_CAMPAIGN ? 60 : 2, commands: 40 },
);
/** One database for all plays: to empty it is sooner done than to make another. */
let url: string | null = null;
