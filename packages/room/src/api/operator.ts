/** What the room's operator sees and does. */
import { assert, ok } from '@aboveboard/kit';
import { type Books, ISSUANCE, type OpenMatters, reconcile, reconcileOpenMatters } from '@aboveboard/ledger';
import type { rest } from '@aboveboard/protocol';
import {
  createPrincipal,
  endedHands,
  ledgerAccounts,
  openTables,
  type Principal,
  pendingReservations,
  postedBalances,
  principalsOfKind,
  type Reader,
  revokeAllSessions,
  settledHandKeys,
  trialBalance,
} from '@aboveboard/storage';
import { parseRoomTable } from '../table/room-table.ts';
import type { ApiPorts } from './ports.ts';
import { settingsOf } from './tables.ts';

/** How long chips may be set aside before a person should look. */
const STALE_AFTER_MS = 24 * 60 * 60_000;

/** The room's first operator and its token, or null when there is one already: printed once, at the first start. */
export async function firstOperator(ports: ApiPorts): Promise<string | null> {
  if ((await principalsOfKind(ports.db.reader, 'operator')).length > 0) return null;
  const createdMs = ports.clock.nowMs();
  const operator: Principal = {
    id: ports.ids.uuid(),
    name: 'Operator',
    kind: 'operator',
    roles: ['operator', 'approver'],
    createdMs,
    seenMs: createdMs,
  };
  const opened = await ports.db.transaction(async (trx) => {
    await createPrincipal(trx, operator);
    return ok(await ports.sessions.open(trx, operator.id));
  });
  assert(opened.ok, 'the first operator is refused nothing');
  return opened.value;
}

/** Ends all sessions of the room's operator and opens a new one: for a token that was lost, or that others have seen. */
export async function renewOperator({ db, clock, sessions }: ApiPorts): Promise<string> {
  const [operator] = await principalsOfKind(db.reader, 'operator');
  assert(operator, 'a room without an operator has nothing to renew');
  const opened = await db.transaction(async (trx) => {
    await revokeAllSessions(trx, operator.id, clock.nowMs());
    return ok(await sessions.open(trx, operator.id));
  });
  assert(opened.ok, 'the operator is refused nothing');
  return opened.value;
}

/** Do the books agree with themselves and with the tables? One moment's view: all of it is read in one transaction. */
export async function reconciliation({ db, clock }: ApiPorts): Promise<{
  issued: number;
  held: number;
  accounts: number;
  hands: number;
  differences: { code: string }[];
}> {
  const nowMs = clock.nowMs();
  const read = await db.transaction(async (trx) => ok({ ...(await booksIn(trx)), ...(await openMattersIn(trx, nowMs)) }));
  assert(read.ok, 'reading the books is refused nothing');
  const books = read.value;
  const held = [...books.balances].reduce((sum, [account, balance]) => (account === ISSUANCE ? sum : sum + balance), 0);
  return {
    issued: 0 - (books.balances.get(ISSUANCE) ?? 0),
    held,
    accounts: books.balances.size,
    hands: books.endedHands.length,
    differences: [...reconcile(books), ...reconcileOpenMatters(books)].map((difference) => ({ ...difference })),
  };
}

export async function operatorTables({ db }: ApiPorts): Promise<rest.OperatorTable[]> {
  const tables = await openTables(db.reader);
  return tables.map((table) => ({
    settings: settingsOf(table),
    ownerId: table.owner,
    incarnation: table.incarnation,
    nextHandNo: table.nextHandNo,
    openedMs: table.openedMs,
  }));
}

async function booksIn(reader: Reader): Promise<Books> {
  const tables = await openTables(reader);
  return {
    balances: await trialBalance(reader),
    posted: await postedBalances(reader),
    stacks: tables.flatMap((table) => stacksOf(table.id, table.state)),
    endedHands: await endedHands(reader),
    handKeys: await settledHandKeys(reader),
  };
}

/** No pot rests at a table between hands, and no tournament is over yet. */
async function openMattersIn(reader: Reader, nowMs: number): Promise<OpenMatters> {
  return {
    accounts: await ledgerAccounts(reader),
    pendings: await pendingReservations(reader),
    restingPots: [],
    endedTournaments: [],
    nowMs,
    staleAfterMs: STALE_AFTER_MS,
  };
}

/** A stack in escrow: what the hand in play began with, and what was bought since. */
function stacksOf(tableId: string, state: unknown): { tableId: string; playerId: string; stack: number }[] {
  return parseRoomTable(state).table.seats.flatMap((seat) =>
    seat ? [{ tableId, playerId: seat.player, stack: seat.stack + seat.pendingTopUp }] : [],
  );
}
