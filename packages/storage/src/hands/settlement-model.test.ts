/**
 * Any play of a room's hands, cut off between any two statements of their settlements: what is written of a hand is all there or none of
 * it, once, and the books agree. A long play: `npm run campaign -- --only books`.
 */
import { err, ok } from '@aboveboard/kit';
import { escrowOf } from '@aboveboard/ledger';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { balanceOf } from '../accounts/accounts.repository.ts';
import type { Db } from '../database/db.ts';
import { booksFindings } from '../database/upkeep.ts';
import { claimTable, findTable, type TableClaim } from '../tables/tables.repository.ts';
import { aHand, anEnd, aTable, aVoidEnd } from '../testing/a-table.ts';
import { type CutOffDb, cutOff } from '../testing/cut-off.ts';
import { DATABASES } from '../testing/databases.ts';
import { must } from '../testing/temporary-database.ts';
import { findHands } from './hand-search.repository.ts';
import { type HandToSettle, readyHand } from './ready-hand.ts';
import { markVoid, settleHands } from './settlement.repository.ts';
import { fileHands } from './unfiled-hands.repository.ts';

const IS_CAMPAIGN = process.env.ABOVEBOARD_BOOKS === 'all';
const RUNS = new Map([
  ['SQLite', IS_CAMPAIGN ? 300 : 8],
  ['MariaDB', IS_CAMPAIGN ? 60 : 2],
]);
const SEED = Number(process.env.ABOVEBOARD_SEED ?? Date.now() % 2 ** 31);
console.info(`settlements by seed ${SEED}: ABOVEBOARD_SEED=${SEED} repeats them`);
/** More than a settlement of all tables takes, its commit too. */
const MAX_STATEMENTS = 20;
const TABLES = 3;
const STACK = 1_000;

interface Table {
  claim: TableClaim;
  /** The hand that is open at it, as far as its cut or not. */
  open: { readonly handNo: number; readonly isCut: boolean } | null;
  lastHandNo: number;
  /** What Ana has lost to Bo. */
  lost: number;
  readonly settled: HandToSettle[];
  /** Hands that are over, in their order: void ones too. */
  readonly over: number[];
}
interface Model {
  readonly tables: readonly Table[];
}
interface Real {
  readonly db: Db;
  readonly fragile: CutOffDb;
}
type Command = fc.AsyncCommand<Model, Real>;

function command(text: string, run: (model: Model, real: Real) => Promise<void>): Command {
  return {
    check: () => true,
    toString: () => text,
    run: async (model, real) => {
      await run(model, real);
      await compare(model, real.db);
    },
  };
}

function dealCommand(at: number, isCut: boolean): Command {
  return command(`deal ${at} ${isCut}`, ({ tables }, { db }) => deal(db, tables[at] as Table, isCut));
}

function dealAllCommand(): Command {
  return command('deal all', async ({ tables }, { db }) => {
    for (const table of tables) await deal(db, table, true);
  });
}

async function deal(db: Db, table: Table, isCut: boolean): Promise<void> {
  if (table.open) return;
  table.lastHandNo++;
  await aHand(db, table.claim, table.lastHandNo, isCut ? 'cut' : 'opening');
  table.open = { handNo: table.lastHandNo, isCut };
}

/** All hands that are cut end together; cut off, they are settled again, and then all of them are found to be settled, or none. */
function settleCommand(lost: number, crashAfter: number | null): Command {
  return command(`settle ${lost} ${crashAfter}`, async ({ tables }, { fragile }) => {
    const ending = tables.filter(({ open }) => open?.isCut);
    const hands = ending.map((table) => endOf(table, lost));
    fragile.crashAfter(crashAfter);
    const first = await settle(fragile.db, hands).catch(() => null);
    fragile.crashAfter(null);
    const settled = first ?? (await settle(fragile.db, hands));
    expect([ok(hands.map(() => 'ENDED')), ok(hands.map(() => 'ALREADY'))]).toContainEqual(settled);
    if (first) expect(settled).toEqual(ok(hands.map(() => 'ENDED')));
    for (const [i, table] of ending.entries()) over(table, hands[i] as HandToSettle);
  });
}

function over(table: Table, hand: HandToSettle): void {
  table.lost += Number(hand.end.chips.deltas[1]?.delta);
  table.settled.push(hand);
  table.over.push(hand.end.handNo);
  table.open = null;
}

function voidCommand(at: number, crashAfter: number | null): Command {
  return command(`void ${at} ${crashAfter}`, async ({ tables }, { fragile }) => {
    const table = tables[at] as Table;
    if (!table.open || table.open.isCut) return;
    const { handNo } = table.open;
    const markIt = () => fragile.db.transaction((trx) => markVoid(trx, table.claim, aVoidEnd(handNo)));
    fragile.crashAfter(crashAfter);
    const first = await markIt().catch(() => null);
    fragile.crashAfter(null);
    const marked = first ?? (await markIt());
    expect(first ? [ok('ENDED')] : [ok('ENDED'), ok('ALREADY')]).toContainEqual(marked);
    table.over.push(handNo);
    table.open = null;
  });
}

/** Hands are found as before, whatever of it was done. */
function fileCommand(limit: number, crashAfter: number | null): Command {
  return command(`file ${limit} ${crashAfter}`, async (_, { fragile }) => {
    fragile.crashAfter(crashAfter);
    await fragile.db.transaction((trx) => fileHands(trx, limit)).catch(() => null);
    fragile.crashAfter(null);
  });
}

/** Again as it was, and otherwise: nothing changes. */
function repeatCommand(at: number, nth: number): Command {
  return command(`repeat ${at} ${nth}`, async ({ tables }, { db }) => {
    const { settled, claim } = tables[at] as Table;
    const before = settled[nth % (settled.length || 1)];
    if (!before) return;
    const again = { ...before, fence: claim };
    expect(await settle(db, [again])).toEqual(ok(['ALREADY']));
    const otherwise = { ...again, end: { ...again.end, closeBytes: Uint8Array.of(255) } };
    expect(await settle(db, [otherwise])).toMatchObject(err({ code: 'DIFFERENT_CONTENT' }));
  });
}

/** Another owner has a table: nothing that the old one asks for is written, at no table. */
function claimCommand(at: number): Command {
  return command(`claim ${at}`, async ({ tables }, { db }) => {
    const table = tables[at] as Table;
    const hands = tables.filter(({ open }) => open?.isCut).map((one) => endOf(one, 1));
    table.claim = must(await db.transaction((trx) => claimTable(trx, table.claim.tableId, table.claim.epoch + 1)));
    if (table.open?.isCut) expect(await settle(db, hands)).toEqual(err({ code: 'FENCED' }));
  });
}

function settle(db: Db, hands: readonly HandToSettle[]) {
  return db.transaction((trx) => settleHands(trx, hands.map(readyHand)));
}

/** Ana loses no more than she has. */
function endOf({ claim, open, lost }: Table, wish: number): HandToSettle {
  const handNo = open?.handNo ?? 0;
  const delta = Math.min(wish, STACK - lost);
  const deltas = [
    { playerId: `ana-${claim.tableId}`, delta: -delta },
    { playerId: `bo-${claim.tableId}`, delta },
  ];
  const told = {
    tableState: { after: handNo },
    publicHistory: { handNo, delta },
    closeBytes: Uint8Array.of(handNo, delta % 256),
  };
  return { fence: claim, end: { ...anEnd(claim, handNo, deltas), ...told }, payouts: [] };
}

async function compare({ tables }: Model, { reader }: Db): Promise<void> {
  for (const { claim, lost, settled, over, open } of tables) {
    const { tableId } = claim;
    const hands = await reader.selectFrom('hand').select(['hand_no', 'status']).where('table_id', '=', tableId).execute();
    const statusOf = new Map(hands.map(({ hand_no, status }) => [hand_no, status]));
    for (const { end } of settled) expect(statusOf.get(end.handNo)).toBe('ended');
    expect(hands).toHaveLength(over.length + (open ? 1 : 0));
    if (open) expect(statusOf.get(open.handNo)).toBe(open.isCut ? 'cut' : 'opening');
    const told = reader.selectFrom('outbox').select('hand_no').where('table_id', '=', tableId).orderBy('id');
    expect((await told.execute()).map(({ hand_no }) => hand_no)).toEqual(over);
    const found = async (wanted: { playerId?: string; tableId?: string }) =>
      (await findHands(reader, { ...wanted, limit: 1_000 })).hands.map(({ handNo }) => handNo).sort((a, b) => a - b);
    const played = settled.map(({ end }) => end.handNo);
    for (const wanted of [{ tableId }, { playerId: `ana-${tableId}` }]) expect(await found(wanted)).toEqual(played);
    const batches = await reader.selectFrom('ledger_batch').select('key').where('key', 'like', `hand:${tableId}:%`).execute();
    expect(batches).toHaveLength(settled.length);
    expect(await balanceOf(reader, escrowOf(tableId, `ana-${tableId}`))).toBe(STACK - lost);
    expect(await balanceOf(reader, escrowOf(tableId, `bo-${tableId}`))).toBe(STACK + lost);
    const last = over.at(-1);
    const isVoid = last !== settled.at(-1)?.end.handNo;
    if (last !== undefined && !isVoid) expect((await findTable(reader, tableId))?.state).toEqual({ after: last });
  }
}

const anyTable = fc.nat(TABLES - 1);
const anyCrash = fc.oneof(fc.constant(null), fc.nat(MAX_STATEMENTS), fc.nat(MAX_STATEMENTS));
const COMMANDS: fc.Arbitrary<Command>[] = [
  fc.tuple(anyTable, fc.nat(3)).map(([at, n]) => dealCommand(at, n > 0)),
  fc.constant(dealAllCommand()),
  fc.tuple(fc.nat(300), anyCrash).map(([lost, crash]) => settleCommand(lost, crash)),
  fc.tuple(fc.nat(300), anyCrash).map(([lost, crash]) => settleCommand(lost, crash)),
  fc.tuple(anyTable, anyCrash).map(([at, crash]) => voidCommand(at, crash)),
  fc.tuple(anyTable, fc.nat()).map(([at, nth]) => repeatCommand(at, nth)),
  anyTable.map(claimCommand),
  fc.tuple(fc.integer({ min: 1, max: 9 }), anyCrash).map(([limit, crash]) => fileCommand(limit, crash)),
];

describe.each(DATABASES)('hands on $name', ({ name, temporaryDatabase }) => {
  test('[LEDGER-4] [LEDGER-5] [LEDGER-11] cut off anywhere, each is settled whole and once', {
    timeout: 1_800_000,
  }, async () => {
    const db = await temporaryDatabase();
    let run = 0;
    const open = async (): Promise<{ model: Model; real: Real }> => {
      run++;
      const tables: Table[] = [];
      for (let i = 0; i < TABLES; i++) {
        const tableId = `run${run}-${i}`;
        const claim = await aTable(db, [`ana-${tableId}`, `bo-${tableId}`], tableId);
        tables.push({ claim, open: null, lastHandNo: 0, lost: 0, settled: [], over: [] });
      }
      return { model: { tables }, real: { db, fragile: cutOff(db) } };
    };
    await fc.assert(
      fc.asyncProperty(fc.commands(COMMANDS, { maxCommands: 40, size: 'max' }), async (commands) => {
        const setup = await open();
        await fc.asyncModelRun(() => setup, commands);
      }),
      { numRuns: RUNS.get(name) ?? 1, seed: SEED },
    );
    expect(await booksFindings(db.reader)).toEqual([]);
  });
});
