/** The house: its tables at the first start, and its bots at every start. */
import type { AddressInfo } from 'node:net';
import { ok } from '@aboveboard/kit';
import { findSetting, putSetting } from '@aboveboard/storage';
import type { Logger } from 'pino';
import type { Roles } from '../composition.ts';
import type { ServerConfig } from '../config/settings.ts';
import { type HouseBots, startHouseBots } from './house-bots.ts';
import { HOUSE_TABLES, houseTable } from './house-tables.ts';

export interface HousePorts {
  readonly config: ServerConfig;
  readonly roles: Roles;
  readonly port: AddressInfo['port'];
  readonly logger: Logger;
}

/** Ids of the house's tables, in the order of `HOUSE_TABLES`. */
const TABLES_SETTING = 'house-tables';

export async function openHouse(ports: HousePorts): Promise<HouseBots> {
  const tableIds = await houseTableIds(ports);
  return startHouseBots(ports, tableIds);
}

/** Made once: a house table that the operator closed stays closed. */
async function houseTableIds({ config, roles }: HousePorts): Promise<readonly string[]> {
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
