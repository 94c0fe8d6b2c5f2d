/** The tables a new room opens with, so that whoever comes first finds a game. */
import { ok } from '@aboveboard/kit';
import { type NewTable, stakesFor } from '@aboveboard/room';
import { findSetting, putSetting } from '@aboveboard/storage';
import type { Roles } from '../composition.ts';
import type { ServerConfig } from '../config/settings.ts';

type Times = Pick<NewTable['settings'], 'turnMs' | 'timeBankMs' | 'rejoinMs'>;

interface HouseTable {
  readonly name: string;
  readonly seats: number;
  readonly blinds: readonly [small: number, big: number];
  readonly bots: number;
  /** Seats that bots leave to people. At a full table a bot gets up for a person who waits. */
  readonly keepFree: number;
}

export const HOUSE_TABLES: readonly HouseTable[] = [
  { name: 'Willow, six seats', seats: 6, blinds: [10, 20], bots: 4, keepFree: 1 },
  { name: 'Juniper, nine seats', seats: 9, blinds: [25, 50], bots: 5, keepFree: 1 },
  { name: 'Hazel, heads-up', seats: 2, blinds: [50, 100], bots: 2, keepFree: 0 },
];

/** Ids of the house's tables, in the order of `HOUSE_TABLES`. */
const TABLES_SETTING = 'house-tables';

/** Made once: a house table that the operator closed stays closed. */
export async function openHouseTables({ config, roles }: { config: ServerConfig; roles: Roles }): Promise<readonly string[]> {
  const kept = await findSetting(roles.db.reader, TABLES_SETTING);
  const ids = kept ? (JSON.parse(kept) as string[]) : [];
  const times = { turnMs: config.turnMs, timeBankMs: config.timeBankMs, rejoinMs: config.rejoinMs };
  for (const table of HOUSE_TABLES.slice(ids.length)) {
    const { settings } = await roles.shard.createTable(houseTable(table, times));
    ids.push(settings.tableId);
    await roles.db.transaction(async (trx) => ok(await putSetting(trx, TABLES_SETTING, JSON.stringify(ids))));
  }
  return ids;
}

/** Buy-ins of 40 to 100 big blinds: a guest's first grant seats it at each of them. */
function houseTable({ name, seats, blinds }: HouseTable, times: Times): NewTable {
  const [smallBlind, bigBlind] = blinds;
  const settings: NewTable['settings'] = {
    name,
    game: 'NT',
    seats,
    ...stakesFor('NT', smallBlind, bigBlind),
    straddles: 0,
    minBuyIn: 40 * bigBlind,
    maxBuyIn: 100 * bigBlind,
    rake: { basisPoints: 0, cap: 0 },
    ...times,
    isPrivate: false,
  };
  return { settings, ownerId: null };
}
