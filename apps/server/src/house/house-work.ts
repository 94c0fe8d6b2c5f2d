/**
 * Work of the house that is done once, however many processes there are: bots at its tables, its books, its backups. In a room of one process that
 * one does it.
 */
import type { BooksGauges } from '@aboveboard/room';
import type { Logger } from 'pino';
import { type BackupKeeper, startBackups } from '../backup/backup-keeper.ts';
import { openBooks } from '../books/open-books.ts';
import { type ChosenOne, type ChosenOnePorts, chooseOne } from '../cluster/chosen-one.ts';
import { isRole } from '../composition/ground.ts';
import type { Roles } from '../composition.ts';
import type { ServerConfig } from '../config/settings.ts';
import { tellWallets } from '../control/cashier-answer.ts';
import { osPorts } from '../ports/os-ports.ts';
import { startHouseBots } from './house-bots.ts';
import { HOUSE_TABLES, houseTableIds } from './house-tables.ts';
import { startUpkeep } from './upkeep.ts';

export interface HouseWork {
  readonly config: ServerConfig;
  readonly roles: Roles;
  readonly logger: Logger;
}

type Chosen = Omit<ChosenOnePorts, 'lease' | 'begin'>;

function chosen({ config, roles, logger }: HouseWork): Chosen {
  const failed = (err: unknown): void =>
    logger.error({ err }, 'what one process does for the house failed here; it is tried again');
  return { registry: roles.registry, scheduler: osPorts.scheduler, everyMs: config.leaseMs / 5, failed };
}

export interface Backups extends Pick<BackupKeeper, 'gauges'> {
  /** Call it when nothing is committed here any more: what is left is shipped first. */
  stop(): Promise<void>;
}

/** Null where the settings want none. @throws ConfigError for a key that cannot be used */
export async function keepBackups(work: HouseWork): Promise<Backups | null> {
  const { config, roles, logger } = work;
  if (config.backupDir === undefined || !isRole(config, 'worker')) return null;
  let keeper: BackupKeeper | null = null;
  const begin = async (): Promise<(() => Promise<void>) | null> => {
    const begun = await startBackups(config, { ...osPorts, ...roles, logger });
    keeper = begun;
    return begun && (() => begun.stop());
  };
  const one = await chooseOne({ ...chosen(work), lease: 'house:backups', begin });
  const known = (): BackupKeeper | null => (one.isHere() ? keeper : null);
  return { gauges: () => known()?.gauges() ?? { ageMs: null, shippedAgeMs: null }, stop: one.stop };
}

export interface Bookkeeping {
  readonly gauges: () => BooksGauges;
  stop(): Promise<void>;
}

/** Reconciles, closes the day, and tidies what nobody needs any more. */
export async function keepBooks(work: HouseWork): Promise<Bookkeeping> {
  const { config, roles, logger } = work;
  let { books } = roles;
  if (!isRole(config, 'worker')) return { gauges: () => books.gauges(), stop: async () => undefined };
  const begin = async (): Promise<() => Promise<void>> => {
    const { ground } = roles;
    if (config.roles !== undefined) books = openBooks(config.data, { ...ground, host: ground.roomKeys.host }); // it is begun only once
    books.start();
    const upkeep = startUpkeep({
      ...{ ...osPorts, db: roles.db, keks: null, tidiesRows: true },
      walletChanged: (playerId) => tellWallets(roles.api, [playerId]),
      failed: (err) => logger.error({ err }, 'upkeep failed'),
    });
    return async () => {
      upkeep.cancel();
      await books.stop();
    };
  };
  const one: ChosenOne = await chooseOne({ ...chosen(work), lease: 'house:books', begin });
  return { gauges: () => books.gauges(), stop: one.stop };
}

/** @param port where the gateway of this process listens */
export async function keepBots(work: HouseWork, port: number): Promise<ChosenOne | null> {
  const { config, roles } = work;
  if (!config.bots || roles.gateway === null) return null;
  const begin = async (): Promise<(() => void) | null> => {
    const tableIds = await houseTableIds(roles.db.reader);
    if (tableIds.length < HOUSE_TABLES.length) return null; // an api is about to open them
    const bots = await startHouseBots({ config, api: roles.api, port }, tableIds);
    return () => bots.stop();
  };
  return chooseOne({ ...chosen(work), lease: 'house:bots', begin });
}
