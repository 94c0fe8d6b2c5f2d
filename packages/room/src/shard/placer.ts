/**
 * Keeps every open table in somebody's hands: looks again and again at the leases and at the tables, takes what is this shard's to take, and
 * says when it has more than its share.
 *
 * A table that nobody has is for the first of its takers at the look that finds it so, for the second at the next look, and so on: where the
 * first is dead or sees something else, that costs a look and never the table.
 */
import type { Scheduler, Timer } from '@aboveboard/kit';
import type { HeldLease } from '@aboveboard/streams';
import type { LostOwner } from '../table/hand-faults.ts';
import { type House, hasTooMany, houseOf, takersOf } from './placement.ts';

/** Tables that are opened at the same time. */
const AT_ONCE = 8;
/** A table that does not open is tried again after two looks, then four …, at most so many. */
const MOST_LOOKS = 64;

export interface PlacerPorts {
  readonly shardId: string;
  readonly scheduler: Scheduler;
  /** How often the leases, and the tables in the database, are looked at. */
  readonly lookMs: number;
  readonly tablesMs: number;
  owners(): Promise<readonly HeldLease[]>;
  openTables(): Promise<readonly OpenTable[]>;
  /** @returns false where the table should have come and did not: it is not tried again at every look */
  claim(tableId: string, floor: number, lostOwner: LostOwner): Promise<boolean>;
  onHouse(house: House): void;
  /** This shard has more than its share. */
  onTooMany(): void;
}

export interface OpenTable {
  readonly id: string;
  /** In its row. */
  readonly epoch: number;
}

export interface Placer {
  /** Looks at once and takes this shard's share; then again and again. */
  start(): Promise<void>;
  /** Looks now at both, or right after the look under way. */
  hurry(): void;
  /** Takes nothing any more; resolves when the look under way is over. */
  stop(): Promise<void>;
}

export function createPlacer(ports: PlacerPorts): Placer {
  const { shardId, scheduler, lookMs, tablesMs } = ports;
  /** By table: for how many looks nobody has had it; below 0 where it failed to open here, and may wait. */
  let ownerless = new Map<string, number>();
  const failures = new Map<string, number>();
  let tables: readonly OpenTable[] = [];
  /** By table: who had it last, as far as was seen. */
  const lastOwners = new Map<string, string>();
  let looksUntilTables = 0;
  let timer: Timer | null = null;
  let looking: Promise<void> | null = null;
  let isHurried = false;
  let isStopped = false;

  const takeShare = async (house: House): Promise<void> => {
    const free = tables.filter(({ id }) => !house.owners.has(id));
    ownerless = new Map(free.map(({ id }) => [id, (ownerless.get(id) ?? 0) + 1]));
    const takers = takersOf(house, [...ownerless.keys()]);
    const due = free.filter(({ id }) => {
      const rank = takers.get(id)?.indexOf(shardId) ?? -1;
      return rank >= 0 && rank < (ownerless.get(id) ?? 0);
    });
    const lostOwnerOf = (tableId: string): LostOwner => {
      const last = lastOwners.get(tableId) ?? null;
      return { shardId: last, reason: last !== null && house.alive.has(last) ? 'STALE_OWNER' : 'SHARD_LOST' };
    };
    const claimNext = async (): Promise<void> => {
      for (let table = due.shift(); table && !isStopped; table = due.shift()) await claim(table, lostOwnerOf(table.id));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, claimNext));
  };
  const claim = async ({ id, epoch }: OpenTable, lostOwner: LostOwner): Promise<void> => {
    const isDone = await ports.claim(id, epoch, lostOwner);
    const failed = isDone ? 0 : (failures.get(id) ?? 0) + 1;
    if (failed > 0) failures.set(id, failed);
    else failures.delete(id);
    if (failed > 0) ownerless.set(id, -Math.min(MOST_LOOKS, 2 ** failed));
  };
  const look = async (): Promise<void> => {
    if (looksUntilTables <= 0) {
      tables = await ports.openTables();
      looksUntilTables = Math.max(1, Math.round(tablesMs / lookMs));
    }
    looksUntilTables -= 1;
    const house = houseOf(await ports.owners());
    if (isStopped) return;
    ports.onHouse(house);
    for (const [tableId, owner] of house.owners) lastOwners.set(tableId, owner);
    await takeShare(house);
    if (hasTooMany(house, shardId)) ports.onTooMany();
  };
  const lookOnce = (): Promise<void> => {
    timer?.cancel();
    isHurried = false;
    looking = look()
      .catch(() => undefined) // leases or database out of reach: the next look will do
      .finally(() => {
        looking = null;
        if (!isStopped) timer = scheduler.after(isHurried ? 1 : lookMs, lookOnce);
      });
    return looking;
  };
  return {
    start: lookOnce,
    hurry: () => {
      looksUntilTables = 0;
      if (looking) isHurried = true;
      else if (!isStopped) void lookOnce();
    },
    stop: async () => {
      isStopped = true;
      timer?.cancel();
      await looking;
    },
  };
}
