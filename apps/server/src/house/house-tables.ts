/** The tables a new room opens with, so that whoever comes first finds a game. */
import { ok } from '@aboveboard/kit';
import { DEFAULT_HOUSE_RULES, type OfferedGame } from '@aboveboard/protocol';
import { type ApiPorts, type NewTable, stakesFor } from '@aboveboard/room';
import { findSetting, putSetting, type Reader } from '@aboveboard/storage';
import type { ServerConfig } from '../config/settings.ts';

type Times = Pick<NewTable['settings'], 'turnMs' | 'timeBankMs' | 'rejoinMs'>;

export interface HouseTable {
  readonly name: string;
  readonly game: OfferedGame;
  readonly seats: number;
  readonly blinds: readonly [small: number, big: number];
  readonly bots: number;
  /** Seats that bots leave to people. At a full table a bot gets up for a person who waits. */
  readonly keepFree: number;
  /** Bots come when a person sits down, and go when the last one has left: an empty room does not deal all night. */
  readonly isOnDemand: boolean;
}

const ALWAYS = { keepFree: 1, isOnDemand: false } as const;
const ON_DEMAND = { keepFree: 1, isOnDemand: true } as const;

/** At limit the second blind is the small bet: 25/50 is limit 50/100. */
export const HOUSE_TABLES: readonly HouseTable[] = [
  { name: 'Willow, six seats', game: 'NT', seats: 6, blinds: [10, 20], bots: 4, ...ALWAYS },
  { name: 'Juniper, nine seats', game: 'NT', seats: 9, blinds: [25, 50], bots: 5, ...ALWAYS },
  { name: 'Hazel, heads-up', game: 'NT', seats: 2, blinds: [50, 100], bots: 2, keepFree: 0, isOnDemand: false },
  { name: 'Maple, pot-limit Omaha', game: 'PO', seats: 6, blinds: [10, 20], bots: 3, ...ON_DEMAND },
  { name: 'Alder, Omaha eight or better', game: 'PO/8', seats: 6, blinds: [10, 20], bots: 3, ...ON_DEMAND },
  { name: "Birch, limit hold'em", game: 'FT', seats: 6, blinds: [25, 50], bots: 3, ...ON_DEMAND },
  { name: 'Cedar, seven-card stud', game: 'F7S', seats: 6, blinds: [25, 50], bots: 3, ...ON_DEMAND },
  { name: 'Thorn, razz', game: 'FR', seats: 6, blinds: [25, 50], bots: 3, ...ON_DEMAND },
  { name: 'Rowan, deuce to seven triple draw', game: 'F2L3D', seats: 6, blinds: [25, 50], bots: 3, ...ON_DEMAND },
  { name: 'Badger, badugi', game: 'FB', seats: 6, blinds: [25, 50], bots: 3, ...ON_DEMAND },
  { name: 'Sapling, short deck', game: 'NS', seats: 6, blinds: [10, 10], bots: 3, ...ON_DEMAND },
  { name: 'Grove, HORSE', game: 'HORSE', seats: 6, blinds: [25, 50], bots: 3, ...ON_DEMAND },
];

/** Ids of the house's tables, in the order of `HOUSE_TABLES`. */
const TABLES_SETTING = 'house-tables';

/** Those that were opened by now. */
export async function houseTableIds(reader: Reader): Promise<readonly string[]> {
  const kept = await findSetting(reader, TABLES_SETTING);
  return kept ? (JSON.parse(kept) as string[]) : [];
}

/** Made once: a house table that the operator closed stays closed. */
export async function openHouseTables(
  config: ServerConfig,
  { db, tables }: Pick<ApiPorts, 'db' | 'tables'>,
): Promise<readonly string[]> {
  const ids = [...(await houseTableIds(db.reader))];
  const times = { turnMs: config.turnMs, timeBankMs: config.timeBankMs, rejoinMs: config.rejoinMs };
  for (const table of HOUSE_TABLES.slice(ids.length)) {
    const { settings } = await tables.create(houseTable(table, times));
    ids.push(settings.tableId);
    await db.transaction(async (trx) => ok(await putSetting(trx, TABLES_SETTING, JSON.stringify(ids))));
  }
  return ids;
}

/** A guest's first grant seats it at each of them. */
const BUY_IN_BIG_BLINDS = { least: 40, most: 100 };

/** What the cheapest seat at these tables costs, in chips. */
export function leastBuyIn(tables: readonly HouseTable[]): number {
  return Math.min(...tables.map(({ blinds: [, bigBlind] }) => BUY_IN_BIG_BLINDS.least * bigBlind));
}

function houseTable({ name, game, seats, blinds }: HouseTable, times: Times): NewTable {
  const [smallBlind, bigBlind] = blinds;
  const settings: NewTable['settings'] = {
    name,
    game,
    seats,
    ...stakesFor(game, smallBlind, bigBlind),
    straddles: 0,
    house: DEFAULT_HOUSE_RULES,
    minBuyIn: BUY_IN_BIG_BLINDS.least * bigBlind,
    maxBuyIn: BUY_IN_BIG_BLINDS.most * bigBlind,
    rake: { basisPoints: 0, cap: 0 },
    ...times,
    isPrivate: false,
  };
  return { settings, ownerId: null };
}
