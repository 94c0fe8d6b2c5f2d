/**
 * Which shard takes a table that nobody has, and which gives one up. All of it follows from the leases alone, so that shards that see the
 * same decide the same; where they see differently, the lease itself settles it.
 */
import type { HeldLease } from '@aboveboard/streams';

const TABLE = 'table:';
const SHARD = 'shard:';
const GATEWAY = 'gateway:';
const DRAINING = 'draining:';

export const tableLease = (tableId: string): string => TABLE + tableId;
export const shardLease = (shardId: string): string => SHARD + shardId;
export const drainingLease = (shardId: string): string => DRAINING + shardId;

/** What the leases say. */
export interface House {
  /** Shards that take tables, with how many each has. */
  readonly shards: ReadonlyMap<string, number>;
  /** Table → the shard that has it. */
  readonly owners: ReadonlyMap<string, string>;
  /** Shards that live, also those that take no tables any more. */
  readonly alive: ReadonlySet<string>;
  readonly gateways: ReadonlySet<string>;
}

export function houseOf(leases: readonly HeldLease[]): House {
  const named = (prefix: string) =>
    leases
      .filter(({ name }) => name.startsWith(prefix))
      .map(({ name, holder }) => [name.slice(prefix.length), holder] as const);
  const draining = new Set(named(DRAINING).map(([shardId]) => shardId));
  const owners = new Map(named(TABLE));
  const shards = new Map<string, number>();
  for (const [shardId] of named(SHARD)) if (!draining.has(shardId)) shards.set(shardId, 0);
  for (const shardId of owners.values()) if (shards.has(shardId)) shards.set(shardId, (shards.get(shardId) ?? 0) + 1);
  const alive = new Set(named(SHARD).map(([shardId]) => shardId));
  return { shards, owners, alive, gateways: new Set(named(GATEWAY).map(([gatewayId]) => gatewayId)) };
}

/**
 * For each table that nobody has, the shards in the order in which they should take it: the one with the fewest tables first, counting
 * those it is to take here; among equals a number made of both names decides, so that not all tables go to one shard.
 */
export function takersOf({ shards, owners }: House, tableIds: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const loads = new Map(shards);
  const takers = new Map<string, readonly string[]>();
  for (const tableId of [...tableIds].sort()) {
    if (owners.has(tableId)) continue;
    const lot = (shardId: string) => [loads.get(shardId) ?? 0, mix(`${tableId} ${shardId}`)] as const;
    const ranked = [...loads.keys()].sort((a, b) => compare(lot(a), lot(b)));
    takers.set(tableId, ranked);
    const [first] = ranked;
    if (first !== undefined) loads.set(first, (loads.get(first) ?? 0) + 1);
  }
  return takers;
}

/** Whether a shard has so many more tables than the average that it should give one up. */
export function hasTooMany({ shards }: House, shardId: string): boolean {
  const loads = [...shards.values()];
  const average = loads.reduce((sum, load) => sum + load, 0) / loads.length;
  return (shards.get(shardId) ?? 0) > average + 1;
}

/** The shard with the fewest tables, other than this one; null where there is none. */
export function lightestBut({ shards }: House, shardId: string): string | null {
  const others = [...shards].filter(([other]) => other !== shardId).sort(([, a], [, b]) => a - b);
  return others[0]?.[0] ?? null;
}

function compare(a: readonly [number, number], b: readonly [number, number]): number {
  return a[0] - b[0] || a[1] - b[1];
}

/** 32-bit FNV-1a. */
function mix(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}
