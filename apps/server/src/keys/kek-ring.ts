/**
 * The keys that seal the boxes of hands in play. A new one every hour; an old one is destroyed once every hand sealed under it
 * is closed, and with it goes the last way to the cards nobody showed.
 */
import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Kek } from '@aboveboard/fairness';
import type { Clock } from '@aboveboard/kit';
import { readKey, writeKey } from './key-files.ts';

export const KEK_LIFE_MS = 60 * 60_000;
/** A key that was current a moment ago may be sealing a box right now that no query has seen yet. */
const KEPT_AFTER_ROTATION_MS = 60_000;
const FILE_NAME = /^kek-(\d+)$/;

export interface KekRing {
  /** The current key first; then those that open hands still in play. */
  keks(): readonly [Kek, ...Kek[]];
  /** Destroys every key but the current one that seals nothing any more. `inUse` are the ids found on boxes of open hands. */
  destroyUnused(inUse: ReadonlySet<number>): void;
}

export interface KekRingOptions {
  /** Other processes make and destroy keys in this folder too. */
  readonly isShared?: boolean;
}

/** Ids grow for ever: one that was used is never used again, so a box names its key without doubt. */
export function openKekRing(folder: string, clock: Clock, { isShared = false }: KekRingOptions = {}): KekRing {
  let ring = withNewKey(folder, readKeks(folder));
  let rotatedAtMs = clock.nowMs();
  return {
    keks: () => {
      if (clock.nowMs() - rotatedAtMs >= KEK_LIFE_MS) {
        ring = withNewKey(folder, ring);
        rotatedAtMs = clock.nowMs();
      } else if (isShared) ring = withOthers(folder, ring);
      return ring;
    },
    destroyUnused: (inUse) => {
      if (clock.nowMs() - rotatedAtMs < KEPT_AFTER_ROTATION_MS) return;
      const [current, ...older] = ring;
      const mayGo = ({ id }: Kek): boolean => !inUse.has(id) && !(isShared && isSomebodysCurrent(fileOf(folder, id), clock));
      for (const kek of older) if (mayGo(kek)) rmSync(fileOf(folder, kek.id), { force: true });
      ring = [current, ...older.filter((kek) => !mayGo(kek))];
    },
  };
}

/** Another process may be sealing under a key this old or younger; each makes a new one when its own is past its life. */
function isSomebodysCurrent(path: string, clock: Clock): boolean {
  const madeMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return clock.nowMs() - madeMs < KEK_LIFE_MS + KEPT_AFTER_ROTATION_MS;
}

/** The own key stays the current one; those that others made and destroyed meanwhile come and go. */
function withOthers(folder: string, [current, ...older]: readonly [Kek, ...Kek[]]): readonly [Kek, ...Kek[]] {
  const known = new Map([current, ...older].map((kek) => [kek.id, kek]));
  const there = idsIn(folder).filter((id) => id !== current.id);
  if (there.length === older.length && there.every((id) => known.has(id))) return [current, ...older];
  return [current, ...there.flatMap((id) => known.get(id) ?? readIfThere(folder, id))];
}

function withNewKey(folder: string, older: readonly Kek[]): readonly [Kek, ...Kek[]] {
  const key = new Uint8Array(randomBytes(32));
  let id = Math.max(0, ...older.map((kek) => kek.id)) + 1;
  while (!writeKey(fileOf(folder, id), key)) id += 1; // another process has just taken that number
  return [{ id, key }, ...older];
}

function readKeks(folder: string): readonly Kek[] {
  return idsIn(folder).flatMap((id) => readIfThere(folder, id));
}

/** The newest first. */
function idsIn(folder: string): number[] {
  const ids = readdirSync(folder).flatMap((name) => FILE_NAME.exec(name)?.slice(1).map(Number) ?? []);
  return ids.sort((a, b) => b - a);
}

/** Nothing for a key that another process has destroyed in between. */
function readIfThere(folder: string, id: number): readonly Kek[] {
  try {
    return [{ id, key: readKey(fileOf(folder, id)) }];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function fileOf(folder: string, id: number): string {
  return join(folder, `kek-${id}`);
}
