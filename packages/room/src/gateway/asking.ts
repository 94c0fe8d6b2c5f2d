/**
 * Where a question to a table goes, and when it goes out again. Each sending has a number that its answer brings back, so that an
 * answer that comes late, twice or from an owner that is none any more answers nothing.
 */
import type { GatewayPorts } from './ports.ts';

/** A question that is open. */
export interface Asked {
  /** Number of the last sending; null when it is answered. */
  ask: number | null;
  /** The shard that it went to; null when there was none, or it turned the question away. */
  askedAt: string | null;
  /** When it goes out again, unless an answer comes first. */
  againAtMs: number;
}

export interface Asking {
  /** Numbers the next sending and says where it goes, in `askedAt`: to the owner, or to any shard, which says what it knows. */
  next(asked: Asked, tableId: string): number;
  /** The shard did not take it, or cannot answer now. */
  later(asked: Asked): void;
  /** Whoever was asked is not the owner. @returns whether another one is known */
  turnedAway(asked: Asked, tableId: string): boolean;
}

/** Before a shard that had too much to do, or a table that was nobody's, is asked again. */
export const RETRY_MS = 1_000;

/** @param onOpen there is something to look after until it is answered */
export function createAsking({ clock, shards, config }: GatewayPorts, onOpen: () => void): Asking {
  let asks = 0;
  return {
    next: (asked, tableId) => {
      const ask = ++asks;
      const all = shards.all();
      asked.ask = ask;
      asked.askedAt = shards.ownerOf(tableId) ?? all[ask % all.length] ?? null;
      asked.againAtMs = clock.nowMs() + (asked.askedAt === null ? RETRY_MS : config.askAgainMs);
      onOpen();
      return ask;
    },
    later: (asked) => {
      asked.againAtMs = clock.nowMs() + RETRY_MS;
    },
    turnedAway: (asked, tableId) => {
      const owner = shards.ownerOf(tableId);
      const isElsewhere = owner !== null && owner !== asked.askedAt;
      asked.askedAt = null;
      asked.againAtMs = clock.nowMs() + RETRY_MS;
      return isElsewhere;
    },
  };
}
