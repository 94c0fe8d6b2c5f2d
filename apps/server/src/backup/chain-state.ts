/**
 * How far the room's log is shipped, in a file of its data folder: written after the piece that it tells of is on the disk, so that what
 * it says is never more than there is.
 */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { type ChainPlace, chainFile, nextPiece, placeAfter } from '@aboveboard/storage/sqlite';
import { z } from 'zod';
import type { Manifest } from './manifest.ts';
import { sqliteFile } from './place.ts';

const pair = z.tuple([z.int(), z.int()]).readonly();
const stateSchema = z.object({
  /** Of the folder that the pieces are in. */
  stamp: z.string(),
  place: z
    .object({ log: z.int(), isSealed: z.boolean(), mark: z.object({ salts: pair, frames: z.int(), sum: pair }).readonly() })
    .readonly(),
  /** Of the room that lets its log be followed; another one brought it in by itself in between. */
  token: z.string(),
  /** A full backup that the chain goes on from is there. */
  hasBase: z.boolean(),
});
export type ChainState = z.infer<typeof stateSchema>;

/** Null where there is none, or one that cannot be read: then a chain begins. */
export function readChainState(data: string): ChainState | null {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(chainFile(data), 'utf8')));
  } catch {
    return null;
  }
}

export function writeChainState(data: string, state: ChainState): void {
  writeDurably(chainFile(data), JSON.stringify(state));
}

export function writeDurably(path: string, text: string): void {
  const file = openSync(`${path}.new`, 'w', 0o600);
  writeSync(file, text);
  fsyncSync(file);
  closeSync(file);
  renameSync(`${path}.new`, path);
}

export function removeChainState(data: string): void {
  rmSync(chainFile(data), { force: true });
}

/**
 * From where on pieces belong to a copy that is about to be made, and how far they must go to be of use to it.
 *
 * Pages are written whole and in order, so pieces from before the copy do it no harm; ones that end before it do.
 */
export async function chainReference(data: string): Promise<{ readonly endNow: () => Promise<Manifest['chain']> }> {
  const database = sqliteFile(data);
  const before = await steady(() => {
    const state = readChainState(data);
    return state !== null && nextPiece(database, state.place) !== 'BROKEN' ? state : null;
  });
  if (before === null) return { endNow: async () => null };
  const { stamp, place } = before;
  return {
    endNow: async () => {
      const through = await steady(() => endOf(database, readChainState(data), stamp));
      return through && { kind: 'wal', stamp, log: place.log, through };
    },
  };
}

const LOOKS = 5;
const BETWEEN_LOOKS_MS = 50;

/** Who ships may be between bringing a log in and writing that down: for a moment the chain looks broken that is not. */
async function steady<T>(look: () => T | null): Promise<T | null> {
  for (let looks = 1; ; looks++) {
    const found = look();
    if (found !== null || looks === LOOKS) return found;
    await pause(BETWEEN_LOOKS_MS);
  }
}

/** Where the chain would be if everything were shipped now. */
function endOf(database: string, state: ChainState | null, stamp: string): { log: number; frames: number } | null {
  if (state === null || state.stamp !== stamp) return null;
  let place: ChainPlace = state.place;
  for (;;) {
    const piece = nextPiece(database, place);
    if (piece === 'BROKEN') return null;
    if (piece === null) return { log: place.log, frames: place.mark.frames };
    place = placeAfter(piece);
  }
}
