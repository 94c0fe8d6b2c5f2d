/**
 * Plays a page at the cashier's: one line a wish with what comes of it, the wallets below. Columns stand apart by two blanks or more.
 *
 *     ana   gives bo 400 as r1                  pending 1        // a transfer; the number by which it is decided
 *     olga  approves 1                          approved         // or rejects, withdraws
 *     olga  moves wallet:ana > house 70 as a1   pending 2        // an adjustment
 *     olga  undoes bonus:ana:b1 as a2           pending 3
 *     olga  gives ana a bonus of 50 as b1       given            // or: given before
 *     ana   claims                              1000             // daily chips
 *     clock 2 d                                                  // goes on; what is due expires
 *     books differ                                               // or: books agree
 *     wallet ana 600, reserved 400
 *
 * Players are ana, bo and cy; robot is a bot; olga and pam are operators, and shell is the control socket under whatever name.
 */
import { assert, ok, type Result } from '@aboveboard/kit';
import { grant, walletOf } from '@aboveboard/ledger';
import { balancesIn, createPrincipal, type Db, findPrincipal, type Principal, postBatch } from '@aboveboard/storage';
import { blockCashOuts, unblockCashOuts } from '../books/cash-out-block.ts';
import { type AdjustmentWish, adjust, giveBonus } from '../cashier/adjustments.ts';
import type { ChipRules } from '../cashier/chip-rules.ts';
import { decideApproval, type Verdict, withdrawTransfer } from '../cashier/decide-approval.ts';
import { expireReservations } from '../cashier/expire-approvals.ts';
import { claimFreeroll } from '../cashier/freeroll.ts';
import { askTransfer } from '../cashier/transfers.ts';
import type { Who } from '../work/desk/desk-types.ts';

export const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 10, 21, 12);

export const CHIP_RULES: ChipRules = {
  transferMost: 500,
  transferMostPerDay: 800,
  approvalMs: 2 * DAY_MS,
  bonusPerDay: 100,
  freeroll: { perPlayer: 50, holdsBelow: 200, perRoom: 120 },
};

export interface CashierTable {
  readonly db: Db;
  readonly clock: { nowMs(): number };
  readonly chips: ChipRules;
  play(page: string): Promise<void>;
}

const STAFF = ['olga', 'pam'];

/** Players with 1 000 chips each and operators; ids are prefixed, so that several pages may share one database. */
export async function cashierTable(db: Db, prefix: string, chips: ChipRules = CHIP_RULES): Promise<CashierTable> {
  let nowMs = START_MS;
  const ports = { db, clock: { nowMs: () => nowMs }, chips };
  await db.transaction(async (trx) => {
    for (const name of ['ana', 'bo', 'cy', 'robot', ...STAFF]) {
      const id = prefix + name;
      const kind = STAFF.includes(name) ? 'operator' : name === 'robot' ? 'bot' : 'guest';
      const roles = kind === 'operator' ? ['operator', 'approver'] : ['player'];
      await createPrincipal(trx, { id, name, kind, roles, createdMs: 1 });
      if (kind !== 'operator') await postBatch(trx, grant({ playerId: id, requestId: 'g', amount: 1_000, atMs: 1 }));
    }
    return ok(undefined);
  });
  const numbers = new Map<string, number>(); // on the page, to those of the database
  const numberOn = (no: number): string => {
    const known = [...numbers].find(([, real]) => real === no)?.[0] ?? String(numbers.size + 1);
    numbers.set(known, no);
    return known;
  };
  const shared = { ...ports, prefix, numberOn, realOf: (no = '') => numbers.get(no) ?? 999_999 };
  return {
    ...ports,
    async play(page) {
      for (const line of linesOf(page)) {
        const [, count] = /^clock (\d+) d$/.exec(line) ?? [];
        if (count !== undefined) {
          nowMs += Number(count) * DAY_MS;
          await expireReservations(db, nowMs);
        } else await playLine(shared, line);
      }
    },
  };
}

interface Table {
  readonly db: Db;
  readonly clock: { nowMs(): number };
  readonly chips: ChipRules;
  readonly prefix: string;
  readonly numberOn: (no: number) => string;
  readonly realOf: (no?: string) => number;
}

function linesOf(page: string): readonly string[] {
  const lines = page.split('\n').map((line) => line.replace(/\/\/.*$/, '').trim());
  return lines.filter((line) => line !== '');
}

async function playLine(table: Table, line: string): Promise<void> {
  const [, name, is] = /^wallet (\w+) (.*)$/.exec(line) ?? [];
  if (name !== undefined) return compare(line, await walletWords(table, name), is ?? '');
  if (line.startsWith('books ')) return books(table, line);
  const [who = '', wish = '', expected = ''] = line.split(/\s{2,}/);
  compare(line, await answerTo(table, who, wish), expected);
}

function compare(line: string, is: string, expected: string): void {
  assert(is === expected, `${line}\n  comes out as: ${is}`);
}

async function books({ db }: Table, line: string): Promise<void> {
  await db.transaction(async (trx) => {
    if (line === 'books differ') await blockCashOuts(trx, { sinceMs: 1, entryNo: 1, codes: [] });
    else await unblockCashOuts(trx);
    return ok(undefined);
  });
}

async function walletWords({ db, prefix }: Table, name: string): Promise<string> {
  const wallet = walletOf(prefix + name);
  const { balance = 0, pendingDebits = 0 } = (await balancesIn(db.reader, [wallet])).get(wallet) ?? {};
  return pendingDebits === 0 ? `${balance}` : `${balance}, reserved ${pendingDebits}`;
}

async function answerTo(table: Table, who: string, wish: string): Promise<string> {
  const { prefix, numberOn, realOf } = table;
  const change = { who: whoOf(prefix, who), why: 'a page' };
  const named = (text: string): string => text.replace(/(?<![\w-])(ana|bo|cy|robot|nobody)\b/g, `${prefix}$1`);

  const [, bonusTo, bonus, bonusId = ''] = /^gives (\w+) a bonus of (\d+) as (\w+)$/.exec(wish) ?? [];
  if (bonusTo !== undefined) {
    const given = await giveBonus(table, change, {
      requestId: prefix + bonusId,
      playerId: named(bonusTo),
      chips: Number(bonus),
    });
    return inWords(given, (isNew) => (isNew ? 'given' : 'given before'));
  }
  const [, to, amount, requestId = ''] = /^gives (\w+) (\d+) as (\w+)$/.exec(wish) ?? [];
  if (to !== undefined) {
    const asked = await askTransfer(table, await playerOf(table, who), { to: named(to), amount: Number(amount), requestId });
    return inWords(asked, ({ state, no }) => `${state} ${numberOn(no)}`);
  }
  const [, verb, no] = /^(approve|reject|withdraw)s (\d+)$/.exec(wish) ?? [];
  if (verb !== undefined) {
    const player = STAFF.includes(who) || who.startsWith('shell') ? null : await playerOf(table, who);
    const decided = await (player && verb === 'withdraw'
      ? withdrawTransfer(table, player, realOf(no))
      : decideApproval(table, change, realOf(no), verb as Verdict));
    return inWords(decided, ({ approval }) => approval.state);
  }
  if (wish === 'claims') return inWords(await claimFreeroll(table, await playerOf(table, who)), String);
  return answerToAdjustment(table, change, named(wish));
}

async function answerToAdjustment(table: Table, change: { who: Who; why: string }, wish: string): Promise<string> {
  const [, from = '', to = '', amount, moveId] = /^moves (\S+) > (\S+) (\d+) as (\w+)$/.exec(wish) ?? [];
  const [, batchKey = '', undoId] = /^undoes (\S+) as (\w+)$/.exec(wish) ?? [];
  const id = moveId ?? undoId;
  assert(id !== undefined, `not a wish: ${wish}`);
  const wanted: AdjustmentWish =
    moveId === undefined ? { kind: 'undo', batchKey } : { kind: 'moves', moves: [{ from, to, amount: Number(amount) }] };
  const proposed = await adjust(table, change, table.prefix + id, wanted);
  return inWords(proposed, ({ approval }) => `${approval.state} ${table.numberOn(approval.no)}`);
}

function whoOf(prefix: string, name: string): Who {
  return name.startsWith('shell') ? { kind: 'shell', name } : { kind: 'operator', name, principalId: prefix + name };
}

async function playerOf({ db, prefix }: Table, name: string): Promise<Principal> {
  const player = await findPrincipal(db.reader, prefix + name);
  assert(player, `nobody is called ${name}`);
  return player;
}

function inWords<T>(result: Result<T, { readonly code: string }>, words: (value: T) => string): string {
  return result.ok ? words(result.value) : result.error.code;
}
