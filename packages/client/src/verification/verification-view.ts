/** What a badge shows: how far a deal has been proven, step by step, by this client and nobody else. */
import type { BadgeLevel, Check, Fault } from '@aboveboard/fairness';

/**
 * `incomplete`: frames of this hand were missed, so its steps could not all be looked at. The rest as fairness words it: `pending`
 * while the hand goes on, `verified` with every step passed and the own seed in the cut, `not-contributed` with every step passed
 * but without the own seed (spectators, no commit), `none` where nobody contributed or the deal was void, `failed`.
 */
export type VerificationLevel = BadgeLevel | 'incomplete';

export interface HandVerification {
  readonly handNo: number;
  readonly level: VerificationLevel;
  /** In the order in which a hand meets them. */
  readonly checks: readonly Check[];
  /** The first thing that does not hold; null while all is well. */
  readonly fault: Fault | null;
  /** When the server acknowledged this client's commit, and when OPEN was seen, by the local clock; null where that was not seen. */
  readonly committedAtMs: number | null;
  readonly openedAtMs: number | null;
  readonly hasReceipt: boolean;
}

export interface TableVerification {
  /** The hand being dealt or played, or the last one; null before the first. */
  readonly current: HandVerification | null;
  /** The last 20 hands that ended, newest first; void deals among them. */
  readonly recent: readonly HandVerification[];
  /** The hand at which this client stopped: from then on it reveals nothing and plays nothing more at this table. */
  readonly refusedAtHandNo: number | null;
}
