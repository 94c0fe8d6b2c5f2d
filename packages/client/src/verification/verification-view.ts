/** What a badge shows: how far a deal has been proven, step by step, by this client and nobody else. */

/** Steps in the order in which they can be checked. */
export type CheckStep =
  | 'sealed-before-deal'
  | 'commit-included'
  | 'operator-signed-open'
  | 'cut-by-all-seeds'
  | 'operator-signed-cut'
  | 'burned-deck-honest'
  | 'cards-from-sealed-deck'
  | 'operator-signed-close'
  | 'history-settled'
  | 'void-opened';

export interface VerificationCheck {
  readonly step: CheckStep;
  readonly state: 'pending' | 'passed' | 'failed' | 'skipped';
  /** Why it failed, as a fault code of fairness. */
  readonly fault?: string;
}

/**
 * `pending`: the hand goes on. `verified`: every step passed and this player's own seed is in the cut. `consistent`: every step
 * passed, but the own seed had no part in it (spectator, no commit), so it proves less. `void`: no card was dealt, and both decks
 * were opened and hold. `incomplete`: events of this hand were missed. `failed`: a step does not hold; keep the evidence.
 */
export type VerificationLevel = 'pending' | 'verified' | 'consistent' | 'void' | 'incomplete' | 'failed';

export interface HandVerification {
  readonly handNo: number;
  readonly level: VerificationLevel;
  readonly checks: readonly VerificationCheck[];
  /** Bytes as they came, kept when the level is `failed`, to show to others. */
  readonly evidence?: readonly unknown[];
}

export interface TableVerification {
  /** The hand being dealt or played, or the last one; null before the first. */
  readonly current: HandVerification | null;
  /** The last 20 hands that ended, newest first. */
  readonly recent: readonly HandVerification[];
  /** Set for good when a deal failed: the SDK reveals nothing and plays nothing more at this table. */
  readonly refusedAt: number | null;
}
