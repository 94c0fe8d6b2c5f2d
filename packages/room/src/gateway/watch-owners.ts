/**
 * The directory of shards as it follows from leases: a look at all of them twice a second, hurried by what shards say themselves.
 *
 * A look may be older than a word that came while it was under way, and a word may be older than a look; the epoch decides. A view
 * that is wrong for a moment costs a request that is asked again elsewhere, never a table.
 */
import type { Scheduler } from '@aboveboard/kit';
import type { HeldLease, Leases } from '@aboveboard/streams';
import type { ShardDirectory } from './ports.ts';

const TABLE = 'table:';
const SHARD = 'shard:';
/** Looks after which a table that is nobody's is forgotten: no word of its last owner is still under way. */
const FORGETS_AFTER = 240;

export interface OwnerWatch extends ShardDirectory {
  /** Looks once, and from then on again and again; what is known when it resolves is the first look's. */
  start(): Promise<void>;
  stop(): void;
}

export interface OwnerWatchPorts {
  readonly leases: Leases;
  readonly scheduler: Scheduler;
  readonly everyMs?: number;
}

interface Owner {
  /** Null: nobody since the epoch. */
  readonly shardId: string | null;
  readonly epoch: number;
  /** The look that found it, or was under way when a shard said it: that one may not know it yet. */
  readonly inLook: number;
}

/** Lease names: `table:<id>` is held by its shard, `shard:<id>` by the shard itself. */
export function watchOwners({ leases, scheduler, everyMs = 500 }: OwnerWatchPorts): OwnerWatch {
  const owners = new Map<string, Owner>();
  const shards = new Set<string>();
  const changes: ((tableId: string, owner: string | null) => void)[] = [];
  const comings: ((shardId: string, isHere: boolean) => void)[] = [];
  let looks = 0;
  let isRunning = false;

  const own = (tableId: string, shardId: string | null, epoch: number, inLook = looks): void => {
    const before = owners.get(tableId);
    const isSame = before !== undefined && before.shardId === shardId && before.epoch === epoch;
    if (isSame || (before?.epoch ?? 0) > epoch) return;
    owners.set(tableId, { shardId, epoch, inLook });
    for (const hear of changes) hear(tableId, shardId);
  };
  const shardIs = (shardId: string, isHere: boolean): void => {
    if (isHere === shards.has(shardId)) return;
    if (isHere) shards.add(shardId);
    else shards.delete(shardId);
    for (const hear of comings) hear(shardId, isHere);
  };
  const learn = (held: readonly HeldLease[], inLook: number): void => {
    const named = (prefix: string) =>
      held.flatMap((lease) => (lease.name.startsWith(prefix) ? [[lease.name.slice(prefix.length), lease] as const] : []));
    const here = new Set(named(SHARD).map(([shardId]) => shardId));
    for (const shardId of here) shardIs(shardId, true);
    const tables = new Map(named(TABLE));
    for (const [tableId, { holder, epoch }] of tables) own(tableId, holder, epoch, inLook);
    for (const [tableId, owner] of [...owners]) {
      if (owner.shardId === null && inLook - owner.inLook > FORGETS_AFTER) owners.delete(tableId);
      else if (!tables.has(tableId) && owner.inLook < inLook) own(tableId, null, owner.epoch, inLook);
    }
    for (const shardId of [...shards]) if (!here.has(shardId)) shardIs(shardId, false);
  };
  const look = async (): Promise<void> => {
    const inLook = ++looks;
    const held = await leases.list().catch(() => null); // out of reach: the next look will do
    if (held !== null && isRunning) learn(held, inLook);
  };
  const lookOnAndOn = async (): Promise<void> => {
    await look();
    if (isRunning) scheduler.after(everyMs, lookOnAndOn);
  };
  return {
    all: () => [...shards],
    ownerOf: (tableId) => owners.get(tableId)?.shardId ?? null,
    told: (tableId, shardId, epoch) => own(tableId, shardId, epoch),
    onChange: (hear) => void changes.push(hear),
    onShard: (hear) => void comings.push(hear),
    start: async () => {
      isRunning = true;
      await lookOnAndOn();
    },
    look,
    stop: () => {
      isRunning = false;
    },
  };
}
