/**
 * Commits that players sent ahead for coming deals. In memory only: after a restart a seat does not contribute until it commits again.
 *
 * A commit holds while the connection that sent it is here, so that nobody's second device takes a deal from the first. Once that
 * one is gone its seeds cannot come, and another connection's commits take their place.
 */
import { type Bytes, fromHex } from '@aboveboard/fairness';
import { err, ok, type Result } from '@aboveboard/kit';
import type { TableCommand, WireRefusal } from '@aboveboard/protocol';
import type { ReturnPath } from '../messages.ts';

export interface Commitment {
  readonly sid: Bytes;
  readonly commit: Bytes;
}

export interface Commits {
  /**
   * Keeps commits for hands from `nextHandNo` on, as sent by `from`. All or none: COMMIT_TOO_LATE (`min`), NOT_POSSIBLE_NOW (`max`), or
   * COMMIT_CHANGED when another commit of a connection that is still here stands.
   */
  offer(
    playerId: string,
    from: ReturnPath,
    nextHandNo: number,
    offered: Extract<TableCommand, { kind: 'contribute' }>,
  ): Result<void, WireRefusal>;
  find(playerId: string, handNo: number): Commitment | null;
  /** A player who left: commits bind the seat, and another seat needs others. */
  forget(playerId: string): void;
  /** Hands up to and with this number are dealt. */
  dropThrough(handNo: number): void;
}

/** How far ahead a commit may reach: four at a time, and void deals use numbers up. */
const MOST_AHEAD = 16;

interface Kept {
  readonly from: ReturnPath;
  readonly sid: string;
  readonly commit: string;
}

/** @param isHere whether a connection still watches this table. */
export function createCommits(isHere: (from: ReturnPath) => boolean): Commits {
  const byPlayer = new Map<string, Map<number, Kept>>();
  return {
    offer: (playerId, from, nextHandNo, { sid, commits }) => {
      const kept = byPlayer.get(playerId) ?? new Map<number, Kept>();
      for (const { handNo, commit } of commits) {
        if (handNo < nextHandNo) return err({ code: 'COMMIT_TOO_LATE', detail: { min: nextHandNo } });
        if (handNo >= nextHandNo + MOST_AHEAD)
          return err({ code: 'NOT_POSSIBLE_NOW', detail: { max: nextHandNo + MOST_AHEAD - 1 } });
        const before = kept.get(handNo);
        const isOther = before !== undefined && (before.commit !== commit || before.sid !== sid);
        if (isOther && isHere(before.from)) return err({ code: 'COMMIT_CHANGED' });
      }
      for (const { handNo, commit } of commits) kept.set(handNo, { from, sid, commit });
      byPlayer.set(playerId, kept);
      return ok(undefined);
    },
    find: (playerId, handNo) => {
      const kept = byPlayer.get(playerId)?.get(handNo);
      return kept ? { sid: fromHex(kept.sid), commit: fromHex(kept.commit) } : null;
    },
    forget: (playerId) => void byPlayer.delete(playerId),
    dropThrough: (handNo) => {
      for (const kept of byPlayer.values()) for (const no of kept.keys()) if (no <= handNo) kept.delete(no);
    },
  };
}
