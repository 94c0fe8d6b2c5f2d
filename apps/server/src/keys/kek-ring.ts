/**
 * The keys that seal the boxes of hands in play. A new one every hour; an old one is destroyed once every hand sealed under it
 * is closed, and with it goes the last way to the cards nobody showed.
 */
import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
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

/** Ids grow for ever: one that was used is never used again, so a box names its key without doubt. */
export function openKekRing(folder: string, clock: Clock): KekRing {
  let ring: readonly [Kek, ...Kek[]] = withNewKey(folder, readKeks(folder));
  let rotatedAtMs = clock.nowMs();
  return {
    keks: () => {
      if (clock.nowMs() - rotatedAtMs >= KEK_LIFE_MS) {
        ring = withNewKey(folder, ring);
        rotatedAtMs = clock.nowMs();
      }
      return ring;
    },
    destroyUnused: (inUse) => {
      if (clock.nowMs() - rotatedAtMs < KEPT_AFTER_ROTATION_MS) return;
      const [current, ...older] = ring;
      for (const { id } of older) if (!inUse.has(id)) rmSync(fileOf(folder, id), { force: true });
      ring = [current, ...older.filter(({ id }) => inUse.has(id))];
    },
  };
}

function withNewKey(folder: string, older: readonly Kek[]): readonly [Kek, ...Kek[]] {
  const newest = { id: Math.max(0, ...older.map(({ id }) => id)) + 1, key: new Uint8Array(randomBytes(32)) };
  writeKey(fileOf(folder, newest.id), newest.key);
  return [newest, ...older];
}

function readKeks(folder: string): readonly Kek[] {
  const ids = readdirSync(folder).flatMap((name) => FILE_NAME.exec(name)?.slice(1).map(Number) ?? []);
  return ids.sort((a, b) => b - a).map((id) => ({ id, key: readKey(fileOf(folder, id)) }));
}

function fileOf(folder: string, id: number): string {
  return join(folder, `kek-${id}`);
}
