import {
  type AccountId,
  amount,
  approve,
  buyIn,
  cashOut,
  commitReserved,
  grant,
  type LinkedBatch,
  linkedBatch,
  playerOf,
  prizePoolOf,
  requestTransfer,
  reserveChips,
  reservedBy,
  rollbackReserved,
  walletOf,
} from '@aboveboard/ledger';
import { seededRandom } from '@aboveboard/testkit';
import { CompiledQuery } from 'kysely';
import { describe, expect, test, vi } from 'vitest';
import { ledgerAccounts } from '../accounts/accounts.repository.ts';
import { postBatches } from '../accounts/posting.repository.ts';
import type { Db } from '../database/db.ts';
import type { Reader } from '../database/schema.ts';
import { readyHand } from '../hands/ready-hand.ts';
import { settleHands } from '../hands/settlement.repository.ts';
import { aHand, anEnd, aTable } from '../testing/a-table.ts';
import { DATABASES } from '../testing/databases.ts';
import { temporaryDatabase, write } from '../testing/temporary-database.ts';
import { balancesUpTo, type Movement, movementsOf, type StatementPlace } from './statement.repository.ts';

vi.setConfig({ testTimeout: 120_000 }); // hundreds of statements, on a machine that may have much else to do

const seed = Number(process.env.ABOVEBOARD_SEED ?? 521);
console.log(`seed ${seed} (ABOVEBOARD_SEED)`);

const START: StatementPlace = { atMs: 0, no: 0, position: 0 };
const END_MS = 1_000;

/**
 * Ana's history at two tables, several things at each millisecond: grants, chips brought and taken, given and reserved, 24 hands of
 * which every fourth moves no chip of hers and every seventh is raked.
 */
async function aHistory(db: Db): Promise<void> {
  const random = seededRandom(seed);
  const hands = new Map<string, number>();
  const claims = [await aTable(db, ['ana', 'bo'], 'baize'), await aTable(db, ['ana', 'bo'], 'felt')];
  for (let at = 0; at < 24; at++) {
    const atMs = 10 + Math.floor(at / 4);
    const claim = claims[random.below(2)] as (typeof claims)[number];
    const { tableId } = claim;
    const of = { playerId: 'ana', tableId, requestId: `r${at}`, amount: 1 + random.below(50), atMs };
    const asked = requestTransfer({ from: 'ana', to: 'bo', requestId: of.requestId, amount: of.amount, expiresAtMs: 99, atMs });
    const held = reserveChips({ ...of, to: prizePoolOf('cup'), expiresAtMs: null });
    const back = linkedBatch({ key: `back:${at}`, atMs }, [
      { kind: 'transfer', debit: walletOf('bo'), credit: walletOf('ana'), amount: amount(3), reason: 'transfer' },
      { kind: 'transfer', debit: walletOf('ana'), credit: 'fees' as AccountId, amount: amount(2), reason: 'fee' },
    ]);
    const wishes: readonly (readonly LinkedBatch[])[] = [
      [grant(of)],
      [buyIn(of)],
      [cashOut({ ...of, amount: 1 })],
      [asked, approve(asked, { by: 'olga', atMs })],
      [asked],
      [held, commitReserved(reservedBy(held), Math.min(2, of.amount), atMs)],
      [held, rollbackReserved(reservedBy(held), atMs)],
      [back],
    ];
    await write(db, (trx) => postBatches(trx, wishes[random.below(wishes.length)] ?? []));
    const handNo = (hands.get(tableId) ?? 0) + 1;
    hands.set(tableId, handNo);
    await aHand(db, claim, handNo);
    const rake = at % 7 === 0 ? 1 : 0;
    const delta = at % 4 === 0 ? 0 : random.below(2) === 0 ? 5 : -5;
    const deltas = [
      { playerId: 'ana', delta },
      { playerId: 'bo', delta: -delta - rake },
    ];
    const end = anEnd(claim, handNo, deltas, rake);
    await write(db, (trx) =>
      settleHands(trx, [
        readyHand({ fence: claim, end: { ...end, endedMs: atMs, chips: { ...end.chips, atMs } }, payouts: [] }),
      ]),
    );
  }
}

async function pages(reader: Reader, limit: number, toMs = END_MS): Promise<readonly Movement[]> {
  const found: Movement[] = [];
  for (let after = START; ; ) {
    const page = await movementsOf(reader, { playerId: 'ana', after, toMs, limit });
    found.push(...page);
    const last = page.at(-1);
    if (!last || page.length < limit) return found;
    after = last;
  }
}

describe.each(DATABASES)('statements on $name', ({ temporaryDatabase: openTemporary }) => {
  test('[CASHIER-11] [CASHIER-12] are complete, in order, and the same however they are cut into pages', async () => {
    const db = await openTemporary();
    await aHistory(db);
    const whole = await pages(db.reader, 10_000);
    expect(whole.filter(({ reason }) => reason === 'hand')).toHaveLength(18);
    const places = whole.map(({ atMs, no, position }) => [atMs, no, position] as const);
    expect(places).toEqual([...places].sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]));
    expect(new Set(places.map(String)).size).toBe(places.length);
    for (const limit of [2, 7]) expect(await pages(db.reader, limit)).toEqual(whole);

    const inAccounts = new Map([...(await ledgerAccounts(db.reader))].filter(([id]) => playerOf(id) === 'ana'));
    const added = new Map<AccountId, number>();
    for (const [at, movement] of whole.entries()) {
      for (const { account, change } of movement.changes) added.set(account, (added.get(account) ?? 0) + change);
      if (at % 15 === 0) expect(await balancesUpTo(db.reader, 'ana', movement)).toEqual(added);
    }
    expect(added).toEqual(new Map([...inAccounts].map(([id, { balance }]) => [id, balance])));
    expect(await pages(db.reader, 5, 14)).toEqual(whole.filter(({ atMs }) => atMs < 14));
    expect(await balancesUpTo(db.reader, 'nobody', START)).toEqual(new Map());
  });
});

test('a statement reads legs by the wallet and hands by the player, never all of them but those not filed yet', async () => {
  const db = await temporaryDatabase();
  const queries: CompiledQuery[] = [];
  const spied = db.reader.withPlugin({
    transformQuery: ({ node, queryId }) => {
      queries.push(db.reader.getExecutor().compileQuery(node, queryId));
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  await movementsOf(spied, { playerId: 'ana', after: START, toMs: END_MS, limit: 10 });
  await balancesUpTo(spied, 'ana', START);
  const plans: string[] = [];
  for (const { sql, parameters } of queries) {
    const { rows } = await db.reader.executeQuery(CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]));
    plans.push(...rows.map((row) => String((row as { detail: unknown }).detail)));
  }
  expect(plans.filter((plan) => /^SCAN (?!m$|\(subquery|unfiled_hand$)/.test(plan))).toEqual([]);
  for (const index of [
    'ledger_step_from_wallet',
    'ledger_step_to_wallet',
    'ledger_step_by_pending',
    'PRIMARY KEY (player_id=?',
  ])
    expect(plans.join('\n')).toContain(index);
});
