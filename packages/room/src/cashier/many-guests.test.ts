/** Many newcomers at the same moment. */
import { DEFAULT_GRANT_POLICY } from '@aboveboard/ledger';
import type { Db } from '@aboveboard/storage';
import { temporaryMariaDb } from '@aboveboard/storage/testing/mariadb-databases';
import { seededIds, seededRandom } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import { seedOr } from '../testing/test-room.ts';
import { createCashier } from './cashier.ts';

test('newcomers who come together get their chips without one of them having to begin again', async () => {
  const real = await temporaryMariaDb();
  let runs = 0;
  const counted: Db['transaction'] = (work) =>
    real.transaction((trx) => {
      runs++;
      return work(trx);
    });
  const db: Db = { ...real, transaction: counted };
  const ids = seededIds(seededRandom(seedOr(81)));
  const cashier = createCashier({ db, clock: { nowMs: () => 1_700_000_000_000 }, policy: DEFAULT_GRANT_POLICY });
  const claims = Array.from({ length: 40 }, () => cashier.claimGrant(ids.uuid(), ids.uuid()));
  expect((await Promise.all(claims)).every(({ ok }) => ok)).toBe(true);
  expect(runs).toBe(40); // a transaction that got in another's way runs again
});
