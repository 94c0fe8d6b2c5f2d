/** Tables and their hands, as far as REST shows them. Who sits where, live, is the gateway's. */
import { tableSeats } from '@aboveboard/engine';
import { toHex } from '@aboveboard/fairness';
import { assert, err, ok } from '@aboveboard/kit';
import { type LobbyTable, type rest, type TableSettings, tableSettings } from '@aboveboard/protocol';
import {
  findHand,
  findLogEntry,
  findTable,
  type HandRecord,
  openTables,
  type Principal,
  pausesOf,
  refusedHand,
  type TableRecord,
} from '@aboveboard/storage';
import { type HouseFault, houseFault } from '../table/house.ts';
import { inviteHash } from '../table/invite.ts';
import { gamesOf, stakesFor } from '../table/stakes.ts';
import type { ApiPorts, ApiRefusal, ApiResult } from './ports.ts';

/** What opens a private table to somebody. */
export interface Visitor {
  readonly principal: Principal | null;
  readonly invite: string | null;
}

/** Tables one player may keep open at a time. */
const TABLES_PER_PLAYER = 3;
const BUY_IN_BIG_BLINDS = { min: 40, max: 100 };
const OPEN_ENTRY = 1;
const CLOSE_ENTRY = 2;

export function lobby({ tables }: Pick<ApiPorts, 'tables'>): readonly LobbyTable[] {
  return tables.lobby();
}

/** A table's settings. A private table that is not the visitor's to see is as unknown as one that is not there. */
export async function tableFor(ports: ApiPorts, tableId: string, visitor: Visitor): ApiResult<TableSettings> {
  const table = await findTable(ports.db.reader, tableId);
  if (!table || !(await maySee(ports, table, visitor))) return err(tableNotFound());
  return ok(settingsOf(table));
}

export type NewTableWish = Pick<
  TableSettings,
  'name' | 'seats' | 'game' | 'smallBlind' | 'bigBlind' | 'isPrivate' | 'straddles' | 'house'
>;

/** Opens a table of a player's own, with the room's usual times and buy-ins. */
export async function createTable(
  ports: ApiPorts,
  owner: Principal,
  wanted: NewTableWish,
): ApiResult<{ settings: TableSettings; invite: string | null }> {
  if (wanted.smallBlind > wanted.bigBlind) {
    return err({ code: 'BLINDS_OUT_OF_ORDER', message: 'The small blind may be no larger than the big blind.' });
  }
  const largest = Math.min(...gamesOf(wanted.game).map(tableSeats));
  if (wanted.seats > largest) {
    return err({ code: 'TOO_MANY_SEATS', message: `This game has ${largest} seats at most.`, detail: { largest } });
  }
  const stakes = stakesFor(wanted.game, wanted.smallBlind, wanted.bigBlind);
  const fault = houseFault({ ...wanted, ...stakes });
  if (fault !== null) return err(optionRefusal(fault));
  const open = await openTables(ports.db.reader);
  if (open.filter((table) => table.owner === owner.id).length >= TABLES_PER_PLAYER) {
    const message = `You have ${TABLES_PER_PLAYER} tables open already; close one first.`;
    return err({ code: 'TOO_MANY_TABLES', message, detail: { largest: TABLES_PER_PLAYER } });
  }
  const settings = {
    ...wanted,
    ...stakes,
    minBuyIn: BUY_IN_BIG_BLINDS.min * wanted.bigBlind,
    maxBuyIn: BUY_IN_BIG_BLINDS.max * wanted.bigBlind,
    rake: { basisPoints: 0, cap: 0 },
    ...ports.tableTimes,
  };
  return ok(await ports.tables.create({ settings, ownerId: owner.id }));
}

/** Closes a table for good: the hand in play ends first. For its owner, and for operators. */
export async function closeTable(ports: ApiPorts, tableId: string, by: Principal): ApiResult<void> {
  const table = await findTable(ports.db.reader, tableId);
  if (!table || table.closedMs !== null) return err(tableNotFound());
  if (table.owner !== by.id && !by.roles.includes('operator')) {
    return err({ code: 'NOT_ALLOWED', message: "Only a table's owner and the room's operator close it." });
  }
  const refused = await refusedHand(ports.db.reader, tableId);
  if (refused) {
    const message = `The books refused hand ${refused.handNo}; the table closes when that has ended: see runbooks/reconciliation.md.`;
    return err({ code: 'TABLE_STANDS_STILL', message, detail: { handNo: refused.handNo } });
  }
  await ports.tables.close(tableId);
  return ok(undefined);
}

/** The public record of a hand that is over. A hand in play is not found: what may be known of it comes as frames. */
export async function handFor(ports: ApiPorts, tableId: string, handNo: number, visitor: Visitor): ApiResult<rest.HandReply> {
  const table = await findTable(ports.db.reader, tableId);
  if (!table || !(await maySee(ports, table, visitor))) return err(tableNotFound());
  const hand = await findHand(ports.db.reader, { tableId, handNo });
  if (!hand || (hand.status !== 'ended' && hand.status !== 'void')) {
    return err({ code: 'HAND_NOT_FOUND', message: 'There is no such hand, or it is not over yet.' });
  }
  return ok(await handReply(ports, hand));
}

export function settingsOf(table: TableRecord): TableSettings {
  return tableSettings.parse(table.config);
}

export async function handReply({ db }: Pick<ApiPorts, 'db'>, hand: HandRecord): Promise<rest.HandReply> {
  const { tableId, handNo } = hand;
  const open = await findLogEntry(db.reader, { tableId, handNo, entryType: OPEN_ENTRY });
  const close = await findLogEntry(db.reader, { tableId, handNo, entryType: CLOSE_ENTRY });
  assert(open && hand.endedMs !== null, `hand ${handNo} of ${tableId} is over and was never opened`);
  const loggedOf = (entry: NonNullable<typeof open>) => ({
    bytes: toHex(entry.bytes),
    index: entry.index,
    promise: toHex(entry.promise),
  });
  return {
    tableId,
    handNo,
    status: hand.status as rest.HandReply['status'],
    endReason: hand.endReason as rest.HandReply['endReason'],
    open: loggedOf(open),
    close: close && loggedOf(close),
    startState: hand.startState as rest.HandReply['startState'],
    history: hand.publicHistory as rest.HandReply['history'],
    startedMs: hand.startedMs,
    endedMs: hand.endedMs,
    pauses: [...(await pausesOf(db.reader, hand))],
  };
}

export async function maySee(
  { tables }: Pick<ApiPorts, 'tables'>,
  table: TableRecord,
  { principal, invite }: Visitor,
): Promise<boolean> {
  if (!table.isPrivate) return true;
  if (invite !== null && table.inviteHash === inviteHash(invite)) return true;
  if (!principal) return false;
  if (table.owner === principal.id || principal.roles.includes('operator')) return true;
  return (await tables.seatedAt(principal.id)).includes(table.id);
}

function optionRefusal(fault: HouseFault): ApiRefusal {
  if (fault === 'half-kill-uneven') {
    return { code: 'HALF_KILL_UNEVEN', message: 'Half a kill needs blinds and bets that can be halved.' };
  }
  const message = `The option ${fault} does not go with this game.`;
  return { code: 'OPTION_NOT_FOR_GAME', message, detail: { option: fault } };
}

export function tableNotFound(): ApiRefusal {
  return {
    code: 'TABLE_NOT_FOUND',
    message: 'There is no such table, or it is private and the link you have does not open it.',
  };
}
