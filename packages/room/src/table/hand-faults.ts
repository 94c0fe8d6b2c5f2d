/**
 * What is kept of faults in a hand: each pause with its length, and, for a day, what is known of a hand that a fault ended. Seats are named,
 * players are not.
 */
import { ok } from '@aboveboard/kit';
import type { handsRest } from '@aboveboard/protocol';
import { type Db, type HandRecord, noteTermination, recentTerminations, repliesSince } from '@aboveboard/storage';
import type { AcceptedEntry } from '../journal/journal.ts';
import type { ShardPorts } from '../ports.ts';
import type { RoomTable } from './room-table.ts';

/** How an owner that lost a hand was lost. */
export interface LostOwner {
  /** Null: nobody who is known. */
  readonly shardId: string | null;
  readonly reason: 'SHARD_LOST' | 'STALE_OWNER';
}

export type TerminationContext = handsRest.TerminationContext;

/** The latest, newest first. */
export async function listTerminations(
  { reader }: Pick<Db, 'reader'>,
  limit: number,
): Promise<handsRest.TerminationsReply['terminations']> {
  const found = await recentTerminations(reader, limit);
  return found.map((one) => ({ ...one, context: one.context as TerminationContext }));
}

/** Most names of commands kept with a hand. */
const MOST_COMMANDS = 64;

export interface Fault {
  readonly reason: string;
  readonly lostOwner: string | null;
  readonly accepted: readonly AcceptedEntry[];
  readonly state: RoomTable;
  /** By seat; null where nobody can say. */
  isConnected(seat: number): boolean | null;
}

/** Writes down what is known of a hand that is about to be ended by a fault. Done again it comes to the same. */
export async function noteFault(
  { db, clock, config }: Pick<ShardPorts, 'db' | 'clock' | 'config'>,
  hand: Pick<HandRecord, 'tableId' | 'handNo' | 'startedMs'>,
  { reason, lostOwner, accepted, state, isConnected }: Fault,
): Promise<void> {
  const { tableId, handNo, startedMs } = hand;
  const atMs = clock.nowMs();
  const replies = await repliesSince(db.reader, tableId, startedMs, MOST_COMMANDS);
  const named = accepted.flatMap(({ command }) => command?.commandId ?? []);
  const seats = (state.table.hand?.seats ?? []).map(({ seat }) => {
    const member = state.members[state.table.seats[seat]?.player ?? ''];
    return { seat, isConnected: isConnected(seat), timeOuts: member?.timeOuts ?? 0, missedSeeds: member?.misses ?? 0 };
  });
  const context: TerminationContext = {
    ...{ endedBy: config.shardId, lostOwner, startedMs, lastAcceptedMs: accepted.at(-1)?.atMs ?? null },
    ...{ accepted: accepted.length, acknowledged: [...new Set([...named, ...replies])].slice(-MOST_COMMANDS), seats },
  };
  await db.transaction(async (trx) => ok(await noteTermination(trx, { tableId, handNo, reason, atMs, context })));
}
