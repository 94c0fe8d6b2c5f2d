/** The accounts against the journal, the tables and what is set aside: as many of them as there are players, so all at once. */
import {
  type AccountId,
  accountOf,
  type Balances,
  type OpenMatters,
  reconcile,
  reconcileOpenMatters,
} from '@aboveboard/ledger';
import {
  accountsAfter,
  handsUnderWay,
  lateEvents,
  openStatesAfter,
  pendingReservations,
  type Reader,
} from '@aboveboard/storage';
import { parseRoomTable } from '../table/room-table.ts';
import { type Found, note, type Walk } from './walk.ts';

/** How long chips may be set aside before a person should look. */
const STALE_AFTER_MS = 24 * 60 * 60_000;
/** How long an event may wait for being told. */
const LATE_AFTER_MS = 5 * 60_000;
const ACCOUNTS_AT_ONCE = 1_000;
const TABLES_AT_ONCE = 50;

interface Stack {
  readonly tableId: string;
  readonly playerId: string;
  readonly stack: number;
}

/** @returns the balance of every account that was ever used */
export async function checkAccounts(
  reader: Reader,
  posted: ReadonlyMap<AccountId, number>,
  nowMs: number,
  found: Found,
  { breathe }: Walk,
): Promise<ReadonlyMap<AccountId, number>> {
  const accounts = await allAccounts(reader, breathe);
  const { stacks, tableIds } = await allStacks(reader, breathe);
  const balances = new Map([...accounts].map(([id, { balance }]) => [id, balance] as const));
  await breathe();
  note(found, reconcile({ balances, posted, stacks, endedHands: [], handKeys: [] }));
  await breathe();
  const matters: OpenMatters = {
    accounts,
    pendings: await pendingReservations(reader),
    restingPots: restingPots(accounts, stacks, tableIds, await handsUnderWay(reader)),
    endedTournaments: [], // a room has none yet
    nowMs,
    staleAfterMs: STALE_AFTER_MS,
  };
  note(found, reconcileOpenMatters(matters));
  const late = await lateEvents(reader, nowMs - LATE_AFTER_MS);
  if (late !== null) note(found, [{ code: 'OUTBOX_LAG', ...late }]);
  return balances;
}

async function allAccounts(reader: Reader, breathe: Walk['breathe']): Promise<ReadonlyMap<AccountId, Balances>> {
  const accounts = new Map<AccountId, Balances>();
  for (let last = ''; ; await breathe()) {
    const page = await accountsAfter(reader, last, ACCOUNTS_AT_ONCE);
    for (const [id, balances] of page) accounts.set(id, balances);
    if (page.length < ACCOUNTS_AT_ONCE) return accounts;
    last = page.at(-1)?.[0] ?? '';
  }
}

/** A stack in escrow: what the hand in play began with, and what was bought since. */
async function allStacks(
  reader: Reader,
  breathe: Walk['breathe'],
): Promise<{ readonly stacks: readonly Stack[]; readonly tableIds: readonly string[] }> {
  const stacks: Stack[] = [];
  const tableIds: string[] = [];
  for (let last = ''; ; await breathe()) {
    const page = await openStatesAfter(reader, last, TABLES_AT_ONCE);
    for (const { tableId, state } of page) {
      tableIds.push(tableId);
      for (const seat of parseRoomTable(state).table.seats)
        if (seat) stacks.push({ tableId, playerId: seat.player, stack: seat.stack + seat.pendingTopUp });
    }
    if (page.length < TABLES_AT_ONCE) return { stacks, tableIds };
    last = page.at(-1)?.tableId ?? '';
  }
}

/** What a table at which no hand is played holds beyond the stacks of its seats: between hands every pot has been won. */
function restingPots(
  accounts: ReadonlyMap<AccountId, Balances>,
  stacks: readonly Stack[],
  tableIds: readonly string[],
  underWay: ReadonlyMap<string, number>,
): OpenMatters['restingPots'] {
  const pots = new Map(tableIds.filter((id) => !underWay.has(id)).map((id) => [id, 0]));
  const add = (tableId: string, chips: number): void => {
    const pot = pots.get(tableId);
    if (pot !== undefined) pots.set(tableId, pot + chips);
  };
  for (const [id, { balance }] of accounts) {
    const account = accountOf(id);
    if (account.kind === 'escrow') add(account.tableId, balance);
  }
  for (const { tableId, stack } of stacks) add(tableId, -stack);
  return [...pots].map(([tableId, pot]) => ({ tableId, pot }));
}
