/**
 * Ships what a room has committed since the last time, on SQLite out of its own log, so that a lost disk costs no more than the time between two times.
 *
 * A chain begins with a full backup, and with another whenever it cannot be shown that nothing is missing in between.
 */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  beginChain,
  type DataFolderLock,
  followToken,
  isToSeal,
  lockDataFolder,
  nextPiece,
  placeAfter,
  readWalHeader,
  type ShippedPiece,
  seal,
} from '@aboveboard/storage/sqlite';
import type { DatabasePlace } from '../database/room-database.ts';
import { BackupError } from './backup-error.ts';
import type { BackupKey } from './backup-key.ts';
import { makeChainFolder, writeWalPiece } from './chain-pieces.ts';
import { type ChainState, readChainState, removeChainState, writeChainState } from './chain-state.ts';
import { type MadeBackup, makeBackup } from './make-backup.ts';
import { chainFolder, stampOf } from './names.ts';
import { sqliteFile, workFolder } from './place.ts';
import { removeUnfinished } from './sealed-file.ts';
import { shipBinlog } from './ship-binlog.ts';

export interface ShipPorts {
  readonly data: string;
  readonly folder: string;
  readonly key: BackupKey;
  readonly nowMs: () => number;
  /** Makes a full backup, which the chain goes on from. */
  readonly makeBase: () => Promise<MadeBackup>;
}

export interface Shipped {
  readonly pieces: number;
  readonly bytes: number;
  /** Why a chain began, where one did. */
  readonly began: 'FIRST' | 'BROKEN' | null;
  /** The full backup that was made for it. */
  readonly base: MadeBackup | null;
}

/** One at a time for each room. @throws BackupError where another process ships its log */
export function lockShipping({ data, databaseUrl }: DatabasePlace): DataFolderLock {
  const folder = join(workFolder(data), 'ship');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (databaseUrl === undefined && followToken(data) === null) {
    throw new BackupError(
      'PLACE',
      `The room in ${data} was last started without ABOVEBOARD_BACKUP_LOG_EVERY_MS, and brings its log in by itself: set it and start the room again.`,
    );
  }
  const lock = lockDataFolder(folder);
  if (lock.ok) return lock.value;
  throw new BackupError(
    'PLACE',
    `The log of this room is being shipped by process ${lock.error.holderPid ?? 'unknown'}, which goes on with it.`,
  );
}

/** Everything that is committed when it is called is shipped when it returns. The caller holds the lock. */
export async function shipLog(ports: ShipPorts): Promise<Shipped> {
  const database = sqliteFile(ports.data);
  const state = readChainState(ports.data);
  if (state !== null && isWhole(ports.data, state))
    return { ...(await shipPieces(ports, database, state)), began: null, base: null };
  const { begun, base } = await begin(ports, database);
  const shipped = begun === null ? { pieces: 0, bytes: 0 } : await shipPieces(ports, database, begun);
  return { ...shipped, began: state === null ? 'FIRST' : 'BROKEN', base };
}

function isWhole(data: string, { hasBase, token, place }: ChainState): boolean {
  return hasBase && token === followToken(data) && nextPiece(sqliteFile(data), place) !== 'BROKEN';
}

/** A chain with its full backup; without a chain where the room does not run, and its database holds everything already. */
async function begin(ports: ShipPorts, database: string): Promise<{ begun: ChainState | null; base: MadeBackup | null }> {
  removeChainState(ports.data);
  const token = followToken(ports.data);
  const stamp = stampOf(ports.nowMs());
  if (!beginChain(database, stamp)) return { begun: null, base: await ports.makeBase() };
  const header = readWalHeader(`${database}-wal`);
  if (header === null || token === null) return { begun: null, base: null }; // closed just now: the next time sees
  await makeChainFolder(chainFolder(ports.folder, stamp));
  const mark = { salts: header.salts, frames: 0, sum: header.sum };
  const state: ChainState = { stamp, token, place: { log: 1, mark, isSealed: false }, hasBase: false };
  writeChainState(ports.data, state);
  const base = await ports.makeBase();
  const begun = { ...state, hasBase: true };
  writeChainState(ports.data, begun);
  return { begun, base };
}

async function shipPieces(ports: ShipPorts, database: string, begun: ChainState): Promise<{ pieces: number; bytes: number }> {
  const folder = chainFolder(ports.folder, begun.stamp);
  await removeUnfinished(folder);
  let state = begun;
  let [pieces, bytes] = [0, 0];
  const keep = async (piece: ShippedPiece | null, place: ChainState['place']): Promise<void> => {
    if (piece !== null) {
      bytes += await writeWalPiece(folder, piece, ports.key);
      pieces++;
    }
    state = { ...state, place };
    writeChainState(ports.data, state);
  };
  for (let isMore = true; isMore; ) {
    const piece = nextPiece(database, state.place);
    if (piece === null || piece === 'BROKEN') break; // where it is broken, the next time begins another chain
    await keep(piece, placeAfter(piece));
    isMore = piece.isFull; // what is committed from now on has time until the next
  }
  if (isToSeal(state.place)) {
    const sealed = seal(database, state.place);
    if (sealed !== null && sealed !== 'BROKEN') await keep(sealed.rest, sealed.place);
  }
  return { pieces, bytes };
}

/** Ships once what was committed, beginning a chain with a full backup where one has to. The caller holds the lock. */
export async function shipOnce(place: DatabasePlace, folder: string, key: BackupKey, nowMs: () => number): Promise<Shipped> {
  const { data, databaseUrl } = place;
  const makeBase = () => makeBackup(place, folder, key, nowMs(), { at: () => {} });
  const ports: ShipPorts = { data, folder, key, nowMs, makeBase };
  return databaseUrl === undefined ? shipLog(ports) : shipBinlog({ ...ports, databaseUrl });
}
